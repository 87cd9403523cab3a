package io.retouch.upload;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.retouch.parts.Fault;
import io.retouch.parts.LocalEditApi;
import io.retouch.parts.LocalStore;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The function with its ledger; {@link PaidOnceIT} does the same with the native executable. */
@QuarkusTest
@TestProfile(EditedUploadsTest.RealBeans.class)
@QuarkusTestResource(value = LedgerCloud.class, restrictToAnnotatedClass = true)
class PaidOnceTest {
  private static final String ALL_DONE = "{\"batchItemFailures\":[]}";

  private final String name = UUID.randomUUID() + ".png";

  @SuppressWarnings("NullAway.Init")
  LocalStore store;

  @SuppressWarnings("NullAway.Init")
  LocalEditApi api;

  @BeforeEach
  void forgetCalls() {
    api.reset();
  }

  @ParameterizedTest
  @ValueSource(strings = {"link", "inline"})
  void paysOnceForAnEventThatIsDeliveredTwice(String preset) throws IOException {
    upload(preset);

    assertThat(deliver(preset)).isEqualTo(ALL_DONE);
    assertThat(deliver(preset)).isEqualTo(ALL_DONE);

    assertThat(api.calls()).hasSize(1);
    assertThat(store.get("edited", preset + "/" + name)).isPresent();
  }

  @Test
  void makesAPictureThatIsAskedForAndPaysForItOnce() {
    String message = Events.batch(Events.picture("poster", name)).toString();

    assertThat(send(message)).isEqualTo(ALL_DONE);
    assertThat(send(message)).isEqualTo(ALL_DONE);

    assertThat(api.calls()).hasSize(1);
    assertThat(api.calls().get(0).path()).isEqualTo("/v1/images/generations");
    assertThat(api.calls().get(0).fields()).containsEntry("prompt", LocalCloud.PROMPT);
    assertThat(store.get("edited", "poster/" + name + ".png")).isPresent();
  }

  @Test
  void makesNothingThatAnOperatorMayNotAskFor() {
    String message =
        Events.batch(
                Events.picture("link", name),
                Events.picture("unknown", name),
                Events.picture("poster", "../link/" + name),
                Events.picture("poster", ".retouch/answers/" + name),
                Events.picture("poster", "folder/"),
                Events.picture("Poster", name))
            .toString();

    assertThat(send(message)).isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m5\"}]}");

    assertThat(api.calls()).isEmpty();
    assertThat(store.keys("edited")).noneMatch(key -> key.contains(name));
  }

  @Test
  void writesAPaidAnswerOnTheNextDelivery() throws IOException {
    upload("link");
    api.plan(Fault.resultLinkStatus(503));
    assertThat(deliver("link")).contains("\"itemIdentifier\":\"m0\"");

    deliver("link");

    assertThat(api.calls()).hasSize(1);
  }

  @Test
  void parksWhatMayHaveBeenPaidTwiceAndNeverPaysAThirdTime() throws IOException {
    upload("link");
    api.planAlways(Fault.dropAfterWork());

    assertThat(deliver("link")).isEqualTo(ALL_DONE);
    assertThat(deliver("link")).isEqualTo(ALL_DONE);

    assertThat(api.paid()).isEqualTo(2);
  }

  private void upload(String preset) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB), "png", bytes);
    store.put("uploads", preset + "/" + name, bytes.toByteArray(), "image/png", Map.of());
  }

  private String deliver(String preset) {
    ObjectNode event = Events.put(preset + "/" + name);
    event
        .get("Records")
        .forEach(record -> ((ObjectNode) record.path("s3").path("bucket")).put("name", "uploads"));
    return send(Events.batch(event).toString());
  }

  private static String send(String batch) {
    return given()
        .contentType(ContentType.JSON)
        .body(batch)
        .when()
        .post("/")
        .then()
        .statusCode(is(200))
        .extract()
        .asString();
  }
}
