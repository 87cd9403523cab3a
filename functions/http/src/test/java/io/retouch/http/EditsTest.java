package io.retouch.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.retouch.parts.Fault;
import io.retouch.parts.LocalEditApi;
import io.retouch.parts.LocalQueue;
import io.retouch.parts.LocalStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What there is beside OpenAI's images API. */
@QuarkusTest
@QuarkusTestResource(value = LocalCloud.class, restrictToAnnotatedClass = true)
class EditsTest {
  private final byte[] picture = Pictures.png();
  private final String key = "link/" + UUID.randomUUID() + "/photo.png";

  @SuppressWarnings("NullAway.Init")
  LocalStore store;

  @SuppressWarnings("NullAway.Init")
  LocalEditApi api;

  @SuppressWarnings("NullAway.Init")
  LocalQueue queue;

  @BeforeEach
  void forgetCalls() {
    api.reset();
  }

  @Test
  void editsAnObjectOnceAndAgainUnderEachForce() {
    upload();

    edit(Map.of("preset", "link", "key", key)).then().statusCode(200);
    edit(Map.of("preset", "link", "key", key))
        .then()
        .statusCode(200)
        .header("x-retouch-replayed", "true");
    edit(Map.of("preset", "link", "key", key, "force", "once more"))
        .then()
        .statusCode(200)
        .header("x-retouch-replayed", nullValue());
    edit(Map.of("preset", "link", "key", key, "force", "once more"))
        .then()
        .statusCode(200)
        .header("x-retouch-replayed", "true");

    assertThat(api.paid()).isEqualTo(2);
    assertThat(store.keys("edited").stream().filter(name -> name.startsWith(folder())))
        .hasSize(2)
        .contains(key);
  }

  @Test
  void tellsWhatBecameOfAnEdit() {
    upload();
    String id = edit(Map.of("preset", "link", "key", key)).header("x-retouch-edit");

    caller()
        .get("/v1/edits/" + id)
        .then()
        .statusCode(200)
        .body("id", equalTo(id))
        .body("status", equalTo("edited"))
        .body("url", notNullValue())
        .body("cost.calls", equalTo(1))
        .body("provenance.model", equalTo("step-image-edit-2"));
    caller()
        .queryParam("preset", "link")
        .queryParam("key", key)
        .get("/v1/edits")
        .then()
        .statusCode(200)
        .body("id", equalTo(id));
    given()
        .header("Authorization", "Bearer no-token")
        .get("/v1/edits/" + id)
        .then()
        .statusCode(401);
  }

  @Test
  void tellsWhatBecameOfARequestWithAPromptOfItsOwn() {
    Response answer =
        caller()
            .contentType(ContentType.JSON)
            .body(
                Map.of(
                    "image", Pictures.dataUrl(picture), "model", "open", "prompt", "in the rain"))
            .post("/v1/images/edits");

    caller()
        .get("/v1/edits/" + answer.header("x-retouch-edit"))
        .then()
        .statusCode(200)
        .body("status", equalTo("edited"))
        .body("url", notNullValue());
  }

  @Test
  void editsAnObjectAsItsMetadataAsks() {
    String own = "personal/" + UUID.randomUUID() + "/photo.png";
    Map<String, String> metadata =
        Map.of("retouch-prompt", "=?UTF-8?B?5oi/5a2Q?=", "retouch-seed", "7");
    store.put("uploads", own, picture, "image/png", metadata);

    edit(Map.of("preset", "personal", "key", own)).then().statusCode(200);

    assertThat(api.calls().get(0).fields())
        .containsEntry("prompt", "房子")
        .containsEntry("seed", "7");
    edit(Map.of("preset", "personal", "key", own))
        .then()
        .statusCode(200)
        .header("x-retouch-replayed", "true");
    status("personal", own)
        .body("status", equalTo("edited"))
        .body("provenance.seed", equalTo("7"))
        .body("cost.calls", equalTo(1));
  }

  @Test
  void anEditOfARequestsOwnIsNotChangedByTheObjectsMetadata() {
    String own = "personal/" + UUID.randomUUID() + "/photo.png";
    Map<String, String> metadata = Map.of("retouch-prompt", "in rain", "retouch-seed", "7");
    store.put("uploads", own, picture, "image/png", metadata);

    String forced =
        edit(Map.of("preset", "personal", "key", own, "force", "1")).header("x-retouch-edit");
    String seeded =
        caller()
            .contentType(ContentType.JSON)
            .body(Map.of("model", "personal", "image", Map.of("key", own), "seed", "8"))
            .post("/v1/images/edits")
            .header("x-retouch-edit");

    assertThat(api.calls().get(0).fields())
        .containsEntry("prompt", LocalCloud.PROMPT)
        .doesNotContainKey("seed");
    assertThat(api.calls().get(1).fields())
        .containsEntry("prompt", LocalCloud.PROMPT)
        .containsEntry("seed", "8");
    for (String id : new String[] {forced, seeded}) {
      caller().get("/v1/edits/" + id).then().statusCode(200).body("status", equalTo("edited"));
    }
  }

  @Test
  void saysWhatIsWrongWithAnObjectsMetadata() {
    String own = "personal/" + UUID.randomUUID() + "/photo.png";
    store.put("uploads", own, picture, "image/png", Map.of("retouch-seed", "-1"));

    edit(Map.of("preset", "personal", "key", own))
        .then()
        .statusCode(400)
        .body("error.code", equalTo("invalid_override"))
        .body("error.message", startsWith("retouch-seed cannot be used: Write a whole number"));
    status("personal", own)
        .body("status", equalTo("rejected"))
        .body("error.code", equalTo("invalid_override"));
    assertThat(api.calls()).isEmpty();
  }

  @Test
  void editsNothingThatAsksForNoEdit() {
    String own = "personal/" + UUID.randomUUID() + "/photo.png";
    store.put("uploads", own, picture, "image/png", Map.of("retouch-skip", "true"));

    edit(Map.of("preset", "personal", "key", own))
        .then()
        .statusCode(409)
        .body("error.code", equalTo("nothing_to_do"));
    status("personal", own).body("status", equalTo("skipped"));
    assertThat(api.calls()).isEmpty();
  }

  @Test
  void tellsWhyThereIsNoResult() {
    upload();
    api.planAlways(Fault.dropAfterWork());
    edit(Map.of("preset", "link", "key", key)).then().statusCode(504);

    caller()
        .queryParam("preset", "link")
        .queryParam("key", key)
        .get("/v1/edits")
        .then()
        .statusCode(200)
        .body("status", equalTo("parked"))
        .body("error.code", equalTo("unknown_outcome"))
        .body("cost.paid_at_most", equalTo(2));
  }

  @Test
  void sendsAnEditToTheQueueForWhoDoesNotWait() {
    upload();

    Response answer =
        caller()
            .header("Prefer", "return=minimal, respond-async, wait=10")
            .contentType(ContentType.JSON)
            .body(Map.of("preset", "link", "key", key))
            .post("/v1/edits");

    answer.then().statusCode(202).header("Preference-Applied", "respond-async");
    assertThat(queue.bodies(LocalCloud.QUEUE)).anyMatch(body -> body.contains(folderOfKey()));
    caller()
        .get(answer.header("Location"))
        .then()
        .statusCode(200)
        .body("status", equalTo("waiting"));
    assertThat(api.calls()).isEmpty();
  }

  @Test
  void givesALinkToUploadWhatThePresetEdits() throws Exception {
    Response answer = uploadLink("photo 1.png", "image/png", picture.length);

    answer.then().statusCode(200).body("key", endsWith("/photo 1.png"));
    HttpRequest put =
        HttpRequest.newBuilder(URI.create(answer.path("url")))
            .header("Content-Type", "image/png")
            .PUT(BodyPublishers.ofByteArray(picture))
            .build();
    int status = HttpClient.newHttpClient().send(put, BodyHandlers.discarding()).statusCode();
    assertThat(status).isEqualTo(200);
    edit(Map.of("preset", "link", "key", answer.path("key"))).then().statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x.png", "a/b.png", "x.exe", "%2e%2e", "..", "a\u0000.png"})
  void givesNoLinkForNamesThatThePresetDoesNotEdit(String name) {
    uploadLink(name, "image/png", 1)
        .then()
        .statusCode(400)
        .body("error.param", equalTo("filename"));
  }

  @Test
  void givesLinksForAsManyBytesAsAreEditedAndNoMore() {
    int most = 25 * 1024 * 1024;

    uploadLink("photo.png", "image/png", most).then().statusCode(200);
    uploadLink("photo.png", "image/png", most + 1)
        .then()
        .statusCode(400)
        .body("error.param", equalTo("size"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "others/photo.png",
        "open/photo.png",
        "link/../others/photo.png",
        "link/%2e%2e/others/photo.png",
        "link/%252e%252e/others/photo.png",
        "link/%zz/%2e%2e/photo.png",
        "/link/photo.png",
        ".retouch/requests/photo.png",
        "link/photo.txt"
      })
  void readsNothingButWhatThePresetEdits(String other) {
    edit(Map.of("preset", "link", "key", other))
        .then()
        .statusCode(403)
        .body("error.code", equalTo("key_not_allowed"));
    caller()
        .contentType(ContentType.JSON)
        .body(Map.of("model", "link", "image", Map.of("bucket", "edited", "key", other)))
        .post("/v1/images/edits")
        .then()
        .statusCode(403);
  }

  @Test
  void hidesPresetsFromWhoMayNotUseThem() {
    edit(Map.of("preset", "others", "key", "others/photo.png"))
        .then()
        .statusCode(404)
        .body("error.code", equalTo("preset_not_found"));
    caller()
        .get("/v1/presets")
        .then()
        .statusCode(200)
        .body("data.id", hasItem("link"))
        .body("data.id", not(hasItem("others")))
        .body("data.find { it.id == 'open' }.prompt", equalTo(LocalCloud.PROMPT))
        .body("data.find { it.id == 'link' }.prompt", nullValue());
  }

  @Test
  void makesAPictureFromAPromptOnce() {
    Map<String, Object> body = Map.of("model", "poster", "prompt", "a fox " + UUID.randomUUID());

    generate(body).then().statusCode(200).body("data[0].url", notNullValue());
    generate(body).then().statusCode(200).header("x-retouch-replayed", "true");

    assertThat(api.paid()).isEqualTo(1);
  }

  @Test
  void namesAFieldThatIsUnknownAndOneThatIsMissing() {
    edit(Map.of("preset", "link", "key", key, "kay", 1))
        .then()
        .statusCode(400)
        .body("error.code", equalTo("unknown_field"))
        .body("error.param", equalTo("kay"));
    edit(Map.of("preset", "link"))
        .then()
        .statusCode(400)
        .body("error.code", equalTo("missing_field"))
        .body("error.param", equalTo("key"));
    edit(Map.of("preset", "link", "key", key)).then().statusCode(404);
  }

  @Test
  void answersMachines() {
    given().get("/health").then().statusCode(200).header("x-request-id", notNullValue());
    given().get("/openapi").then().statusCode(200);
    caller().get("/nowhere").then().statusCode(404).body("error.code", equalTo("not_found"));
    caller()
        .delete("/v1/edits")
        .then()
        .statusCode(405)
        .header("x-request-id", notNullValue())
        .body("error.code", equalTo("method_not_allowed"));
  }

  private void upload() {
    store.put("uploads", key, picture, "image/png", Map.of());
  }

  private String folder() {
    return key.substring(0, key.lastIndexOf('/'));
  }

  private String folderOfKey() {
    return key.split("/", -1)[1];
  }

  private static RequestSpecification caller() {
    return given().header("Authorization", "Bearer " + LocalCloud.TOKEN);
  }

  private static Response edit(Map<String, Object> body) {
    return caller().contentType(ContentType.JSON).body(body).post("/v1/edits");
  }

  private static ValidatableResponse status(String preset, String key) {
    return caller()
        .queryParam("preset", preset)
        .queryParam("key", key)
        .get("/v1/edits")
        .then()
        .statusCode(200);
  }

  private static Response generate(Map<String, Object> body) {
    return caller().contentType(ContentType.JSON).body(body).post("/v1/images/generations");
  }

  private static Response uploadLink(String name, String type, int size) {
    return caller()
        .contentType(ContentType.JSON)
        .body(Map.of("preset", "link", "filename", name, "content_type", type, "size", size))
        .post("/v1/uploads");
  }
}
