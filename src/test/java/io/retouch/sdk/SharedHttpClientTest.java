package io.retouch.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

class SharedHttpClientTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final SharedHttpClient client = new SharedHttpClient();
  private HttpServer server;

  /** What arrived at the server, the body one character a byte, and from which port. */
  private record Seen(String uri, String host, String body, int port) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    seen.add(
        new Seen(
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders().getFirst("Host"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1),
            exchange.getRemoteAddress().getPort()));
    exchange.getResponseHeaders().add("x-several", "one");
    exchange.getResponseHeaders().add("x-several", "two");
    if (exchange.getRequestMethod().equals("GET")) {
      byte[] body = "a body".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } else {
      exchange.sendResponseHeaders(307, -1);
    }
    exchange.close();
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  private SdkHttpRequest.Builder request(SdkHttpMethod method, String path) {
    return request(method, path, server.getAddress().getPort());
  }

  private static SdkHttpRequest.Builder request(SdkHttpMethod method, String path, int port) {
    return SdkHttpRequest.builder()
        .method(method)
        .uri(URI.create("http://127.0.0.1:" + port))
        .encodedPath(path);
  }

  private HttpExecuteResponse send(SdkHttpRequest.Builder request, byte[] body) throws IOException {
    return client
        .waiting(LONG)
        .prepareRequest(
            HttpExecuteRequest.builder()
                .request(request.build())
                .contentStreamProvider(() -> new ByteArrayInputStream(body))
                .build())
        .call();
  }

  private HttpExecuteResponse send(SdkHttpRequest.Builder request, Duration silence)
      throws IOException {
    return client
        .waiting(silence)
        .prepareRequest(HttpExecuteRequest.builder().request(request.build()).build())
        .call();
  }

  private static String read(HttpExecuteResponse answer) throws IOException {
    try (InputStream body = answer.responseBody().orElseThrow()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void sendsARequestAsItWasSigned() throws IOException {
    byte[] body = new byte[300_000];
    new Random(1).nextBytes(body);

    HttpExecuteResponse answer =
        send(
            request(SdkHttpMethod.PUT, "/bucket//a/../%E8%8A%B1+1%2B")
                .putRawQueryParameter("x-id", "PutObject")
                .putHeader("Host", "store.example.com")
                .putHeader("Content-Length", String.valueOf(body.length)),
            body);

    assertThat(seen).hasSize(1);
    assertThat(seen.get(0).uri()).isEqualTo("/bucket//a/../%E8%8A%B1+1%2B?x-id=PutObject");
    assertThat(seen.get(0).host()).isEqualTo("store.example.com");
    assertThat(seen.get(0).body()).isEqualTo(new String(body, StandardCharsets.ISO_8859_1));
    // Nor does it follow a redirect by itself.
    assertThat(answer.httpResponse().statusCode()).isEqualTo(307);
    assertThat(answer.httpResponse().matchingHeaders("X-Several")).containsExactly("one", "two");
    assertThat(read(answer)).isEmpty();
  }

  @Test
  void keepsAConnectionForTheNextRequest() throws IOException {
    assertThat(read(send(request(SdkHttpMethod.GET, "/1"), LONG))).isEqualTo("a body");
    assertThat(send(request(SdkHttpMethod.HEAD, "/2"), LONG).responseBody()).isEmpty();
    assertThat(read(send(request(SdkHttpMethod.GET, "/3"), LONG))).isEqualTo("a body");

    assertThat(seen).extracting(Seen::port).containsOnly(seen.get(0).port());
  }

  @Test
  void doesNotKeepAConnectionWhoseAnswerNobodyWants() throws IOException {
    AbortableInputStream body =
        send(request(SdkHttpMethod.GET, "/1"), LONG).responseBody().orElseThrow();
    body.abort();
    read(send(request(SdkHttpMethod.GET, "/2"), LONG));

    assertThat(seen.get(1).port()).isNotEqualTo(seen.get(0).port());
  }

  @Test
  void waitsNoLongerThanAServerMayBeSilent() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () ->
                  send(
                      request(SdkHttpMethod.GET, "/", silent.getLocalPort()),
                      Duration.ofMillis(200)))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  /** The SDK, which knows what may be repeated, is told; a second request is not made of one. */
  @Test
  void repeatsNothingByItself() throws Exception {
    try (ServerSocket breaking = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread server =
          new Thread(
              () -> {
                try {
                  Socket first = breaking.accept();
                  first.getInputStream().read(new byte[4096]);
                  first.close();
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      server.start();

      assertThatThrownBy(() -> send(request(SdkHttpMethod.GET, "/", breaking.getLocalPort()), LONG))
          .isInstanceOf(IOException.class);
      server.join();
      breaking.setSoTimeout(200);
      assertThatThrownBy(breaking::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }
}
