package io.retouch.upload;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.retouch.parts.proxy.LocalCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** An https server whose certificate nobody has reason to trust. */
final class SelfSignedServer implements AutoCloseable {
  private final HttpsServer server;

  private SelfSignedServer(HttpsServer server) {
    this.server = server;
  }

  static SelfSignedServer start() {
    try (LocalCertificate certificate = LocalCertificate.create()) {
      HttpsServer server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(certificate.serverContext()));
      server.start();
      return new SelfSignedServer(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "https://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
