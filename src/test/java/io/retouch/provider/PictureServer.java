package io.retouch.provider;

import com.sun.net.httpserver.HttpServer;
import io.retouch.edit.ImageEditor.Source;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives a picture to whoever has its link. */
final class PictureServer implements AutoCloseable {
  private final HttpServer server;
  private final AtomicInteger requests = new AtomicInteger();

  private PictureServer(HttpServer server) {
    this.server = server;
  }

  static PictureServer of(Path picture) throws IOException {
    PictureServer pictures =
        new PictureServer(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    byte[] bytes = Files.readAllBytes(picture);
    pictures.server.createContext(
        "/",
        exchange -> {
          pictures.requests.incrementAndGet();
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    pictures.server.start();
    return pictures;
  }

  Source.Link link() {
    return new Source.Link(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/a.png?signature=1"));
  }

  int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
