package io.retouch.parts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.retouch.parts.FunctionUrl.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FunctionUrlTest {
  private static final String ARN = "arn:aws:iam::123456789012:user/local";

  private final HttpClient client = HttpClient.newHttpClient();
  private volatile JsonNode event = JsonNodeFactory.instance.nullNode();
  private Reply reply = Reply.answered("{\"statusCode\":200}");
  private final FunctionUrl url = FunctionUrl.start(0, Optional.of(ARN), this::invoke);

  @AfterEach
  void stop() {
    url.close();
  }

  @Test
  void handsARequestOverAsAnEvent() throws Exception {
    send(
        request("/v1/edits%2f1?preset=a%20b&key=1,2")
            .header("X-Twice", "one")
            .header("X-Twice", "two")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"ü\":1}")));

    JsonNode sent = event;
    assertThat(sent.path("version").asText()).isEqualTo("2.0");
    assertThat(sent.path("rawPath").asText()).isEqualTo("/v1/edits%2f1");
    assertThat(sent.path("rawQueryString").asText()).isEqualTo("preset=a%20b&key=1,2");
    assertThat(sent.path("headers").path("x-twice").asText()).isEqualTo("one,two");
    assertThat(sent.path("body").asText()).isEqualTo("{\"ü\":1}");
    assertThat(sent.path("isBase64Encoded").asBoolean()).isFalse();
    JsonNode context = sent.path("requestContext");
    assertThat(context.path("http").path("method").asText()).isEqualTo("POST");
    assertThat(context.path("authorizer").path("iam").path("userArn").asText()).isEqualTo(ARN);
  }

  @Test
  void encodesABodyThatIsNoText() throws Exception {
    byte[] body = {0, (byte) 0xff, 7};

    send(request("/").header("Content-Type", "image/png").POST(BodyPublishers.ofByteArray(body)));

    assertThat(event.path("isBase64Encoded").asBoolean()).isTrue();
    assertThat(Base64.getDecoder().decode(event.path("body").asText())).isEqualTo(body);
  }

  @Test
  void answersWithStatusHeadersAndDecodedBody() throws Exception {
    reply =
        Reply.answered(
            "{\"statusCode\":422,\"headers\":{\"Content-Type\":\"image/png\",\"x-a\":\"b, c\"},"
                + "\"body\":\"AP8H\",\"isBase64Encoded\":true}");

    HttpResponse<byte[]> answer = send(request("/"));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.headers().firstValue("x-a")).hasValue("b, c");
    assertThat(answer.body()).containsExactly(0, 0xff, 7);
  }

  @Test
  void takesAnEventOfTheLargestSizeAndNoLargerOne() throws Exception {
    send(text(1));
    int around = new ObjectMapper().writeValueAsBytes(event).length - 1;
    // A content-length of seven digits is six longer than one of one.
    int most = FunctionUrl.LARGEST - around - 6 - 64;

    int within = send(text(most)).statusCode();
    int beyond = send(text(most + 128)).statusCode();

    assertThat(within).isEqualTo(200);
    assertThat(beyond).isEqualTo(413);
  }

  @Test
  void tellsOfFailuresAndThrottlesAsAwsDoes() throws Exception {
    reply = Reply.failed();
    int failed = send(request("/")).statusCode();
    reply = Reply.throttled();
    int throttled = send(request("/")).statusCode();
    reply = Reply.answered("{\"body\":\"" + "x".repeat(FunctionUrl.LARGEST) + "\"}");
    int large = send(request("/")).statusCode();

    assertThat(failed).isEqualTo(502);
    assertThat(throttled).isEqualTo(429);
    assertThat(large).isEqualTo(502);
  }

  private Reply invoke(byte[] sent) {
    try {
      event = new ObjectMapper().readTree(sent);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return reply;
  }

  private HttpRequest.Builder text(int bytes) {
    return request("/")
        .header("Content-Type", "text/plain")
        .POST(BodyPublishers.ofString("x".repeat(bytes)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url.address() + path))
        .version(HttpClient.Version.HTTP_1_1);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }
}
