package io.retouch.upload;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.Arc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.DisabledOnIntegrationTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.retouch.parts.LocalEditApi;
import io.retouch.parts.LocalQueue;
import io.retouch.parts.LocalStore;
import io.retouch.upload.BatchResponse.ItemFailure;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An operator has a picture made from a prompt: from the request to the picture. {@link GenerateIT}
 * sends the same requests to the native executable, which serves one function at a time; {@code
 * InvokeIT} of the local cloud goes the whole way through both.
 */
@QuarkusTest
@TestProfile(OperateTest.Operating.class)
@QuarkusTestResource(value = LedgerCloud.class, restrictToAnnotatedClass = true)
class GenerateTest {
  private final String name = "summer/" + UUID.randomUUID();
  private int taken;

  @SuppressWarnings("NullAway.Init")
  LocalStore store;

  @SuppressWarnings("NullAway.Init")
  LocalQueue queue;

  @SuppressWarnings("NullAway.Init")
  LocalEditApi api;

  @BeforeEach
  void count() {
    api.reset();
    taken = queue.bodies(LocalCloud.QUEUE).size();
  }

  @AfterEach
  void allowSpending() {
    send("{'do': 'resume'}").statusCode(200);
  }

  @Test
  void sendsAMessageAndSaysWhatIsKnownOfThePicture() throws JsonProcessingException {
    generate("poster", name)
        .body("preset", is("poster"))
        .body("name", is(name))
        .body("key", nullValue())
        .body("outcome", is("waiting"))
        .body("code", is("sent"))
        .body("provenance.edit", matchesPattern("[0-9a-f]{64}"))
        .body("provenance.place", is("edited/poster/" + name + ".{ext}"))
        .body("provenance.provider", is("maker"))
        .body("provenance.uploadedAt", nullValue())
        .body("sent", is(true));

    JsonNode message = new ObjectMapper().readTree(sent().get(0));
    assertThat(message).isEqualTo(Events.picture("poster", name));
    status().body("outcome", is("waiting")).body("code", is("not_delivered"));
  }

  @Test
  @DisabledOnIntegrationTest
  void makesThePictureAndPaysOnceThoughItIsAskedForTwice() throws JsonProcessingException {
    generate("poster", name).body("sent", is(true));
    generate("poster", name).body("sent", is(true));

    assertThat(deliver()).isEmpty();
    assertThat(deliver()).isEmpty();

    String key = "poster/" + name + ".png";
    assertThat(store.get("edited", key))
        .get()
        .satisfies(
            picture -> {
              assertThat(picture.contentType()).isEqualTo("image/png");
              assertThat(picture.userMetadata()).containsEntry("retouch-preset", "poster");
            });
    assertThat(api.paid()).isEqualTo(1);
    status()
        .body("outcome", is("edited"))
        .body("state", is("done"))
        .body("output.key", is(key))
        .body("output.there", is(true))
        .body("paidAtMost", is(1));
    generate("poster", name).body("outcome", is("edited")).body("sent", is(false));
    assertThat(sent()).hasSize(2);
  }

  @Test
  void saysWhatIsWrongAndSendsNothing() {
    generate("unknown", name).body("error", is("unknown_preset"));
    generate("link", name)
        .body("error", is("wrong_kind"))
        .body("message", containsString("of kind generate there are: poster"));
    generate("poster", "../" + name).body("error", is("wrong_name"));
    generate("poster", "").body("error", is("wrong_request"));
    send("{'do': 'status', 'preset': 'poster', 'key': 'poster/a.png'}")
        .body("error", is("wrong_kind"));
    send("{'do': 'reconcile', 'preset': 'poster'}").body("error", is("wrong_kind"));
    send("{'do': 'release', 'preset': 'poster', 'name': '" + name + "'}")
        .body("error", is("not_delivered"));

    send("{'do': 'stop', 'by': 'Ada'}").statusCode(200);
    generate("poster", name)
        .body("error", is("spending_stopped"))
        .body("message", containsString("stopped by Ada"));
    assertThat(sent()).isEmpty();
  }

  /** What the upload function, which this process holds too, leaves undone of all that was sent. */
  private List<ItemFailure> deliver() throws JsonProcessingException {
    JsonNode batch = Events.batch(sent().toArray());
    try (var upload = Arc.container().instance(UploadFunction.class)) {
      BatchResponse answer = upload.get().upload(batch);
      return answer == null ? List.of() : answer.batchItemFailures();
    }
  }

  private ValidatableResponse status() {
    return send("{'do': 'status', 'preset': 'poster', 'name': '" + name + "'}").statusCode(200);
  }

  private static ValidatableResponse generate(String preset, String picture) {
    return send("{'do': 'generate', 'preset': '" + preset + "', 'name': '" + picture + "'}")
        .statusCode(200);
  }

  private List<String> sent() {
    List<String> bodies = queue.bodies(LocalCloud.QUEUE);
    return bodies.subList(taken, bodies.size());
  }

  private static ValidatableResponse send(String request) {
    return given()
        .contentType(ContentType.JSON)
        .body(request.replace('\'', '"'))
        .when()
        .post("/")
        .then();
  }
}
