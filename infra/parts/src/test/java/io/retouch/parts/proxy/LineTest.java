package io.retouch.parts.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class LineTest {
  private static final byte[] BODY = new byte[300_000];

  private final LocalCertificate certificate = LocalCertificate.create();
  private HttpServer server;

  @BeforeAll
  void start() throws IOException {
    new Random(1).nextBytes(BODY);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  void stop() {
    server.stop(0);
    certificate.close();
  }

  private URI upstream() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  private static HttpResponse<byte[]> echo(HttpClient client, URI endpoint)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint).POST(BodyPublishers.ofByteArray(BODY)).build();
    return client.send(request, BodyHandlers.ofByteArray());
  }

  /** A client that trusts what the options name. */
  private HttpClient trusting() throws Exception {
    Path file = Path.of(certificate.trustOptions().get(0).replaceFirst("^[^=]+=", ""));
    String password = certificate.trustOptions().get(1).replaceFirst("^[^=]+=", "");
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(KeyStore.getInstance(file.toFile(), password.toCharArray()));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).version(HttpClient.Version.HTTP_1_1).build();
  }

  @Test
  void anEncryptedLineCarriesEveryByteForThoseWhoTrustIt() throws Exception {
    try (Line line = Line.encrypted(upstream(), certificate)) {
      assertThat(line.endpoint().getScheme()).isEqualTo("https");
      assertThat(line.endpoint().getPath()).isEqualTo("/v1");

      assertThat(echo(trusting(), line.endpoint()).body()).isEqualTo(BODY);
      assertThatThrownBy(() -> echo(HttpClient.newHttpClient(), line.endpoint()))
          .isInstanceOf(SSLException.class);
    }
  }

  @Test
  void aLongLineTakesARoundTripToOpenAndOneForEachQuestion() throws Exception {
    Duration away = Duration.ofMillis(100);
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    try (Line line = Line.distant(upstream(), away)) {
      long before = System.nanoTime();
      assertThat(echo(client, line.endpoint()).body()).isEqualTo(BODY);
      long opened = System.nanoTime();
      assertThat(echo(client, line.endpoint()).body()).isEqualTo(BODY);
      long again = System.nanoTime();

      assertThat(Duration.ofNanos(opened - before)).isGreaterThanOrEqualTo(away.multipliedBy(2));
      assertThat(Duration.ofNanos(again - opened)).isGreaterThanOrEqualTo(away);
    }
  }

  @Test
  void aLongLineAroundAnEncryptedOneIsBoth() throws Exception {
    try (Line encrypted = Line.encrypted(upstream(), certificate);
        Line line = Line.distant(encrypted.endpoint(), Duration.ofMillis(20))) {
      long before = System.nanoTime();

      assertThat(echo(trusting(), line.endpoint()).body()).isEqualTo(BODY);

      // To open, to agree on keys, to ask.
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isGreaterThanOrEqualTo(Duration.ofMillis(60));
    }
  }

  @Test
  void aClosedLineIsNone() {
    Line line = Line.distant(upstream(), Duration.ofMillis(1));
    URI endpoint = line.endpoint();
    line.close();

    assertThatThrownBy(() -> echo(HttpClient.newHttpClient(), endpoint))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aCertificateLeavesNoFileBehind() {
    LocalCertificate other = LocalCertificate.create();
    Path file = Path.of(other.trustOptions().get(0).replaceFirst("^[^=]+=", ""));
    assertThat(file).exists();

    other.close();

    assertThat(Files.exists(file)).isFalse();
  }
}
