package io.retouch.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.retouch.parts.Fault;
import io.retouch.parts.LocalEditApi;
import io.retouch.parts.LocalStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * OpenAI's image edits through the whole function; {@link ImageEditsIT} does the same with the
 * native executable.
 */
@QuarkusTest
@QuarkusTestResource(value = LocalCloud.class, restrictToAnnotatedClass = true)
class ImageEditsTest {
  private static final String EDITS = "/v1/images/edits";

  private final byte[] picture = Pictures.png();

  @SuppressWarnings("NullAway.Init")
  LocalStore store;

  @SuppressWarnings("NullAway.Init")
  LocalEditApi api;

  @BeforeEach
  void forgetCalls() {
    api.reset();
  }

  @Test
  void editsAFileOfAFormAndAnswersWithALink() throws Exception {
    Response answer =
        caller()
            .multiPart("image", "photo.png", picture, "image/png")
            .multiPart("model", "link")
            .post(EDITS);

    answer
        .then()
        .statusCode(200)
        .header("x-request-id", notNullValue())
        .header("x-retouch-replayed", nullValue())
        .header("x-retouch-edit", containsString("edit_"));
    URI link = URI.create(answer.path("data[0].url"));
    byte[] result =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofByteArray())
            .body();
    assertThat(ImageIO.read(new ByteArrayInputStream(result)).getWidth()).isEqualTo(32);
    assertThat(api.calls().get(0).fields()).containsEntry("prompt", LocalCloud.PROMPT);
    assertThat(api.paid()).isEqualTo(1);
  }

  @Test
  void editsADataUrlAndAnswersWithBytes() throws IOException {
    String base64 =
        json(Map.of(
                "image",
                Pictures.dataUrl(picture),
                "model",
                "inline",
                "response_format",
                "b64_json"))
            .then()
            .statusCode(200)
            .extract()
            .path("data[0].b64_json");

    byte[] result = Base64.getDecoder().decode(base64);
    assertThat(ImageIO.read(new ByteArrayInputStream(result)).getHeight()).isEqualTo(24);
  }

  @Test
  void editsAnObjectThatIsInTheBucketAndItsUploadPaysForNothingMore() {
    String key = "link/summer/" + UUID.randomUUID() + ".png";
    store.put("uploads", key, picture, "image/png", Map.of());

    json(Map.of("image", Map.of("bucket", "uploads", "key", key), "model", "link"))
        .then()
        .statusCode(200);
    json(Map.of("image", Map.of("key", key), "model", "link"))
        .then()
        .statusCode(200)
        .header("x-retouch-replayed", "true");

    assertThat(store.get("edited", key)).isPresent();
    assertThat(api.paid()).isEqualTo(1);
  }

  @Test
  void takesAPromptAndParametersWhereThePresetIsOpenToThem() {
    json(Map.of(
            "image",
            Pictures.dataUrl(picture),
            "model",
            "step-image-edit-2",
            "prompt",
            "make it night, please",
            "seed",
            11,
            "steps",
            4))
        .then()
        .statusCode(200);

    assertThat(api.calls().get(0).fields())
        .containsEntry("prompt", "make it night, please")
        .containsEntry("seed", "11")
        .containsEntry("steps", "4");
  }

  @Test
  void replaysAnIdenticalRequestWithoutPayingAgain() {
    json(Map.of("image", Pictures.dataUrl(picture), "model", "link")).then().statusCode(200);

    json(Map.of("image", Pictures.dataUrl(picture), "model", "link"))
        .then()
        .statusCode(200)
        .header("x-retouch-replayed", "true");
    json(Map.of("image", Pictures.dataUrl(picture), "model", "link", "seed", 3))
        .then()
        .statusCode(200)
        .header("x-retouch-replayed", nullValue());

    assertThat(api.paid()).isEqualTo(2);
  }

  @Test
  void editsAgainUnderAnotherIdempotencyKeyAndReplaysTheSame() {
    String first = UUID.randomUUID() + ", with a comma";
    Map<String, Object> body = Map.of("image", Pictures.dataUrl(picture), "model", "link");

    keyed(first, body).then().statusCode(200).header("x-retouch-replayed", nullValue());
    keyed(first, body).then().statusCode(200).header("x-retouch-replayed", "true");
    keyed(first + " and more", body)
        .then()
        .statusCode(200)
        .header("x-retouch-replayed", nullValue());

    assertThat(api.paid()).isEqualTo(2);
  }

  @Test
  void refusesAnotherBodyUnderTheSameIdempotencyKey() {
    String key = UUID.randomUUID().toString();
    keyed(key, Map.of("image", Pictures.dataUrl(picture), "model", "link"));

    keyed(key, Map.of("image", Pictures.dataUrl(Pictures.png()), "model", "link"))
        .then()
        .statusCode(422)
        .header("x-should-retry", "false")
        .body("error.code", equalTo("idempotency_mismatch"));

    assertThat(api.paid()).isEqualTo(1);
  }

  @Test
  void scopesIdempotencyKeysByCaller() {
    String key = UUID.randomUUID().toString();
    Map<String, Object> body = Map.of("image", Pictures.dataUrl(picture), "model", "link");
    keyed(key, body).then().statusCode(200);

    given()
        .header("Authorization", "Bearer " + LocalCloud.OTHER_TOKEN)
        .header("Idempotency-Key", key)
        .contentType(ContentType.JSON)
        .body(body)
        .post(EDITS)
        .then()
        .statusCode(200)
        .header("x-retouch-replayed", nullValue());

    assertThat(api.paid()).isEqualTo(2);
  }

  @Test
  void saysThatTheApiIsBusyAndForHowLong() {
    api.plan(Fault.rateLimited(Duration.ofDays(1)));

    json(Map.of("image", Pictures.dataUrl(picture), "model", "link"))
        .then()
        .statusCode(429)
        .header("Retry-After", "30")
        .header("x-should-retry", nullValue())
        .body("error.code", equalTo("rate_limited"))
        .body("error.type", equalTo("rate_limit_error"));
  }

  @Test
  void saysThatAnOutcomeIsUnknownAndNeverPaysAThirdTime() {
    api.planAlways(Fault.dropAfterWork());
    Map<String, Object> body = Map.of("image", Pictures.dataUrl(picture), "model", "link");

    json(body).then().statusCode(504).header("x-should-retry", "false");
    json(body).then().statusCode(504).body("error.code", equalTo("unknown_outcome"));

    assertThat(api.paid()).isEqualTo(2);
  }

  @Test
  void tellsCallersNothingOfAWrongKey() {
    json(Map.of("image", Pictures.dataUrl(picture), "model", "misdirected"))
        .then()
        .statusCode(503)
        .header("x-should-retry", "false")
        .body("error.code", equalTo("misconfigured"));
  }

  @Test
  void rejectsWhatIsNoPictureBeforePaying() {
    json(Map.of(
            "image", Pictures.dataUrl("text".getBytes(StandardCharsets.UTF_8)), "model", "link"))
        .then()
        .statusCode(400)
        .body("error.code", equalTo("invalid_image"));

    assertThat(api.calls()).isEmpty();
  }

  private static RequestSpecification caller() {
    return given().header("Authorization", "Bearer " + LocalCloud.TOKEN);
  }

  private static Response json(Map<String, Object> body) {
    return caller().contentType(ContentType.JSON).body(body).post(EDITS);
  }

  private static Response keyed(String key, Map<String, Object> body) {
    return caller()
        .header("Idempotency-Key", key)
        .contentType(ContentType.JSON)
        .body(body)
        .post(EDITS);
  }
}
