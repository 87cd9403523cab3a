package io.retouch.parts;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves one file at any path whose query is {@code signature=right}; 403 to all else. */
final class PictureServer implements AutoCloseable {
  private final HttpServer server;
  private final AtomicInteger served = new AtomicInteger();

  PictureServer(byte[] file) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean signed = "signature=right".equals(exchange.getRequestURI().getQuery());
          if (!signed) {
            exchange.sendResponseHeaders(403, -1);
            exchange.close();
            return;
          }
          served.incrementAndGet();
          exchange.sendResponseHeaders(200, file.length);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(file);
          }
        });
    server.start();
  }

  String link(String signature) {
    return "http://127.0.0.1:"
        + server.getAddress().getPort()
        + "/in/red%20flower.jpg?signature="
        + signature;
  }

  int served() {
    return served.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
