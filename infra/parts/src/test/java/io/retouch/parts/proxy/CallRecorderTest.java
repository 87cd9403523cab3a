package io.retouch.parts.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.retouch.parts.proxy.RawServer.Peer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallRecorderTest {
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<Integer> clients = new CopyOnWriteArrayList<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpServer server;
  private final CallRecorder recorder;

  CallRecorderTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    recorder =
        CallRecorder.before(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/base"));
  }

  /** Says back what it was sent; in chunks where the path says so. */
  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    bodies.add(new String(body, StandardCharsets.UTF_8));
    clients.add(exchange.getRemoteAddress().getPort());
    boolean chunked = exchange.getRequestURI().getPath().endsWith("chunked");
    boolean none = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(
        body.length == 0 ? 404 : 200, chunked ? 0 : none ? -1 : body.length);
    if (!none) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    recorder.close();
    server.stop(0);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(recorder.endpoint() + path));
  }

  @Test
  void passesOnAndKeepsWhatWasSent() throws Exception {
    HttpResponse<String> answer = send(to("/v1/images/edits").POST(BodyPublishers.ofString("hi")));
    send(to("/results/1.png"));

    assertThat(answer.body()).isEqualTo("hi");
    List<RecordedCall> calls = recorder.take();
    assertThat(calls).hasSize(2);
    RecordedCall post = calls.get(0);
    assertThat(post.operation()).isEqualTo("images/edits");
    assertThat(post.path()).isEqualTo("/base/v1/images/edits");
    assertThat(post.body()).isEqualTo("hi".getBytes(StandardCharsets.UTF_8));
    assertThat(post.status()).isEqualTo(200);
    assertThat(post.answeredAt()).isGreaterThan(post.startedAt());
    assertThat(calls.get(1).status()).isEqualTo(404);
    assertThat(post.toString()).doesNotContain("hi,");
    assertThat(recorder.take()).isEmpty();
  }

  @Test
  void replaysOverOneConnectionWhateverKindOfAnswerComes() throws Exception {
    send(to("/1").POST(BodyPublishers.ofString("x".repeat(100_000))));
    send(to("/2/chunked").POST(BodyPublishers.ofString("in chunks")));
    send(to("/3").method("HEAD", BodyPublishers.ofString("no answer's body")));
    send(to("/4"));
    List<RecordedCall> calls = recorder.take();
    bodies.clear();
    clients.clear();

    try (CallReplay replay = CallReplay.to(recorder.upstream())) {
      for (RecordedCall call : calls) {
        assertThat(replay.send(call)).isEqualTo(call.status());
      }
      assertThat(replay.send(calls.get(1))).isEqualTo(200);
    }

    assertThat(calls).hasSize(4);
    assertThat(bodies)
        .containsExactly("x".repeat(100_000), "in chunks", "no answer's body", "", "in chunks");
    assertThat(clients.stream().distinct()).hasSize(1);
  }

  @Test
  void replaysARequestThatAsksWhetherItMaySendItsBody() throws Exception {
    send(to("/put").PUT(BodyPublishers.ofString("large")).expectContinue(true));
    List<RecordedCall> calls = recorder.take();
    bodies.clear();

    try (CallReplay replay = CallReplay.to(recorder.upstream())) {
      assertThat(replay.send(calls.get(0))).isEqualTo(200);
    }

    assertThat(calls).singleElement().matches(RecordedCall::expectsContinue);
    assertThat(bodies).containsExactly("large");
  }

  @Test
  void opensAnotherConnectionAfterOneThatBrokeOff() throws Exception {
    RecordedCall call =
        new RecordedCall(
            "x",
            "GET",
            "/x",
            "GET /x HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1),
            new byte[0],
            false,
            404,
            0,
            1);
    try (RawServer breaking = new RawServer(Peer::close);
        CallReplay replay = CallReplay.to(breaking.endpoint())) {
      assertThatThrownBy(() -> replay.send(call)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> replay.send(call)).isInstanceOf(IOException.class);
    }
  }
}
