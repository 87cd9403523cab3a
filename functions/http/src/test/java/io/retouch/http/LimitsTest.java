package io.retouch.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.retouch.edit.EditOutcome.Edited;
import io.retouch.http.ImageRequest.Format;
import io.retouch.parts.Fault;
import io.retouch.parts.FunctionUrl;
import io.retouch.parts.LocalEditApi;
import io.retouch.parts.LocalStore;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is too large, and what comes at the same time. */
@QuarkusTest
@QuarkusTestResource(value = LocalCloud.class, restrictToAnnotatedClass = true)
class LimitsTest {
  private static final EditRef REF = EditRef.ofObject("link", "link/large.png");

  @Inject EditAnswers answers;

  @SuppressWarnings("NullAway.Init")
  LocalStore store;

  @SuppressWarnings("NullAway.Init")
  LocalEditApi api;

  @Test
  void takesABodyOfSixMebibytesAndNoLargerOne() {
    post("x".repeat(Incoming.MAX_BODY_BYTES))
        .statusCode(400)
        .body("error.code", equalTo("invalid_body"));
    post("x".repeat(Incoming.MAX_BODY_BYTES + 1))
        .statusCode(413)
        .body("error.code", equalTo("body_too_large"))
        .body("error.message", containsString("/v1/uploads"));
  }

  @Test
  void tellsAResultAsBytesAsLongAsItFitsAnAnswer() throws Exception {
    Response fits = answer(EditAnswers.MOST_INLINE);
    Response doesNot = answer(EditAnswers.MOST_INLINE + 1);

    String json = new ObjectMapper().writeValueAsString(fits.getEntity());
    assertThat(json.getBytes(StandardCharsets.UTF_8).length).isLessThan(FunctionUrl.LARGEST);
    assertThat(json).contains("\"b64_json\"").doesNotContain("\"url\"");
    assertThat(fits.getHeaders()).doesNotContainKey(EditAnswers.FORMAT);
    assertThat(((JsonNode) doesNot.getEntity()).at("/data/0/url").asText()).startsWith("http");
    assertThat(doesNot.getHeaderString(EditAnswers.FORMAT)).isEqualTo("url");
  }

  private Response answer(int bytes) {
    String key = "link/large-" + bytes + ".png";
    store.put("edited", key, new byte[bytes], "image/png", Map.of());
    return answers.of(new Edited("edited", key), Format.B64_JSON, REF);
  }

  @Test
  void letsOneOfTwoThatComeTogetherWorkAndTheOtherComeAgain() throws Exception {
    api.reset();
    api.planAlways(Fault.latency(Duration.ofSeconds(2)));
    String body =
        "{\"model\":\"link\",\"image\":\"%s\"}".formatted(Pictures.dataUrl(Pictures.png()));
    List<HttpResponse<String>> together;
    HttpResponse<String> again;
    try (FunctionUrl url = Gateway.open(Optional.empty())) {
      HttpClient client = HttpClient.newHttpClient();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url.address() + "/v1/images/edits"))
              .version(HttpClient.Version.HTTP_1_1)
              .header("Content-Type", "application/json")
              .header("Authorization", "Bearer " + LocalCloud.TOKEN)
              .POST(BodyPublishers.ofString(body))
              .build();
      List<CompletableFuture<HttpResponse<String>>> sent =
          Stream.of(1, 2).map(i -> client.sendAsync(request, BodyHandlers.ofString())).toList();
      together = sent.stream().map(CompletableFuture::join).toList();
      again = client.send(request, BodyHandlers.ofString());
    }

    assertThat(together).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(200, 409);
    HttpResponse<String> refused =
        together.stream().filter(answer -> answer.statusCode() == 409).findFirst().orElseThrow();
    assertThat(refused.headers().firstValue("retry-after")).hasValue("2");
    assertThat(refused.headers().firstValue("x-should-retry")).isEmpty();
    assertThat(refused.body()).contains("\"in_progress\"");
    assertThat(again.headers().firstValue("x-retouch-replayed")).hasValue("true");
    assertThat(api.paid()).isEqualTo(1);
  }

  private static ValidatableResponse post(String body) {
    return given()
        .header("Authorization", "Bearer " + LocalCloud.TOKEN)
        .contentType(ContentType.JSON)
        .body(body)
        .post("/v1/images/edits")
        .then();
  }
}
