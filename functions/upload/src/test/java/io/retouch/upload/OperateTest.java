package io.retouch.upload;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.retouch.parts.LocalQueue;
import io.retouch.parts.LocalStore;
import io.retouch.parts.LocalTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The operator's requests to the whole function, as {@code QUARKUS_FUNQY_EXPORT=operate} selects
 * it; {@link OperateIT} sends the same to the native executable.
 */
@QuarkusTest
@TestProfile(OperateTest.Operating.class)
@QuarkusTestResource(value = LedgerCloud.class, restrictToAnnotatedClass = true)
class OperateTest {
  private static final byte[] PICTURE = {1, 2, 3};

  private final String folder = "link/" + UUID.randomUUID() + "/";
  private int taken;

  @SuppressWarnings("NullAway.Init")
  LocalStore store;

  @SuppressWarnings("NullAway.Init")
  LocalQueue queue;

  @SuppressWarnings("NullAway.Init")
  LocalTable table;

  @BeforeEach
  void count() {
    taken = queue.bodies(LocalCloud.QUEUE).size();
  }

  @AfterEach
  void allowSpending() {
    send("{'do': 'resume'}").statusCode(200);
  }

  @Test
  void stopsSpendingAndAllowsItAgain() {
    String key = upload("photo.png");

    send("{'do': 'stop', 'by': 'Ada', 'reason': 'the bill'}")
        .statusCode(200)
        .body("spending", is("stopped"))
        .body("by", is("Ada"))
        .body("reason", is("the bill"))
        .body("at", matchesPattern("\\d{4}-.*Z"))
        .body("effectiveWithinSeconds", is(30));
    status(key)
        .body("outcome", is("waiting"))
        .body("code", is("spending_stopped"))
        .body("reason", containsString("stopped by Ada"))
        .body("until", nullValue());
    send("{'do': 'resume'}")
        .statusCode(200)
        .body("spending", is("allowed"))
        .body("stopBefore.by", is("Ada"));
    send("{'do': 'resume'}").statusCode(200).body("stopBefore", nullValue());
    status(key).body("code", is("not_delivered"));
  }

  @Test
  void saysWhatIsKnownOfAPicture() {
    String key = upload("photo.png");

    status(key)
        .body("preset", is("link"))
        .body("bucket", is("uploads"))
        .body("key", is(key))
        .body("outcome", is("waiting"))
        .body("state", nullValue())
        .body("provenance.edit", matchesPattern("[0-9a-f]{64}"))
        .body("provenance.place", is("edited/" + key.replace(".png", ".{ext}")))
        .body("provenance.provider", is("stepfun"))
        .body("provenance.model", is("step-image-edit-2"))
        .body("provenance.size", is(3));
  }

  @Test
  void releasesAParkedPicture() {
    String key = upload("photo.png");
    park(key);
    status(key)
        .body("outcome", is("parked"))
        .body("state", is("parked"))
        .body("code", is("timeout"))
        .body("reason", is("no answer came"))
        .body("calls", is(2))
        .body("paidAtMost", is(2))
        .body("cost", is("0.04"))
        .body("currency", is("CNY"))
        .body("report", endsWith("photo.png.json"));

    send("{'do': 'release', 'preset': 'link', 'key': '" + key + "'}")
        .statusCode(200)
        .body("before", is("parked"))
        .body("sent", is(true));

    status(key).body("outcome", is("waiting")).body("code", is("given_back"));
    assertThat(sent()).singleElement().asString().contains("photo.png");
  }

  @Test
  void countsFirstAndSendsOnlyWhenItIsTold() {
    String one = upload("1.png");
    String two = upload("2.png");
    String request = "'do': 'reconcile', 'preset': 'link', 'prefix': '" + folder + "'";

    send("{" + request + "}")
        .statusCode(200)
        .body("due", is(2))
        .body("finished", is(0))
        .body("inProgress", is(0))
        .body("cost", is("0.04"))
        .body("firstDue", contains(one, two))
        .body("sent", is(false))
        .body("complete", is(true))
        .body("after", nullValue());
    assertThat(sent()).isEmpty();
    send("{" + request + ", 'after': '" + one + "', 'dryRun': false}")
        .statusCode(200)
        .body("due", is(1))
        .body("firstDue", hasSize(1))
        .body("sent", is(true));
    assertThat(sent()).singleElement().asString().contains("2.png");
  }

  @Test
  void saysWhatIsWrongWithARequestAndServesTheNext() {
    send("{'do': 'reconsile'}")
        .statusCode(200)
        .body("error", is("wrong_request"))
        .body("message", containsString("status, release, stop, resume, reconcile"));
    send("{'do': 'status', 'preset': 'link', 'key': 'link/gone.png'}")
        .statusCode(200)
        .body("error", is("no_such_object"));
    send("{'do': 'resume'}").statusCode(200).body("spending", is("allowed"));
  }

  @Test
  void failsWhereTheStoreCannotAnswerAndServesTheNext() {
    send("{'do': 'reconcile', 'preset': 'gone'}")
        .statusCode(500)
        .body("errorMessage", containsString("could not list no-such-bucket"));

    send("{'do': 'resume'}").statusCode(200);
  }

  /** The function that serves operators, with the pipeline and configuration that it has. */
  public static final class Operating extends EditedUploadsTest.RealBeans {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
      overrides.put("quarkus.funqy.export", "operate");
      overrides.put("retouch.presets.gone.match.bucket", "no-such-bucket");
      overrides.put("retouch.presets.gone.provider", "stepfun");
      overrides.put("retouch.presets.gone.model", "step-image-edit-2");
      overrides.put("retouch.presets.gone.prompt", "Repaint");
      overrides.put("retouch.presets.gone.output.bucket", "edited");
      return overrides;
    }
  }

  private String upload(String name) {
    store.put("uploads", folder + name, PICTURE, "image/png", Map.of());
    return folder + name;
  }

  private static ValidatableResponse status(String key) {
    return send("{'do': 'status', 'preset': 'link', 'key': '" + key + "'}").statusCode(200);
  }

  /** What two calls leave behind of which nobody knows whether they were paid for. */
  private void park(String key) {
    JsonPath status = status(key).extract().jsonPath();
    try (DynamoDbClient client =
        DynamoDbClient.builder()
            .endpointOverride(table.endpoint())
            .region(Region.of(table.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(table.accessKeyId(), table.secretAccessKey())))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      client.putItem(
          request ->
              request
                  .tableName(LedgerCloud.TABLE)
                  .item(
                      Map.ofEntries(
                          text("pk", "place#" + status.getString("provenance.place")),
                          text("edit", status.getString("provenance.edit")),
                          text("source", "uploads/" + key),
                          text("state", "PARKED"),
                          text("owner", "somebody"),
                          text("day", "2026-11-01"),
                          text("code", "timeout"),
                          text("reason", "no answer came"),
                          number("cost", 20_000),
                          number("attempt", 2),
                          number("unknowns", 1))));
    }
  }

  private static Map.Entry<String, AttributeValue> text(String name, String value) {
    return Map.entry(name, AttributeValue.fromS(value));
  }

  private static Map.Entry<String, AttributeValue> number(String name, long value) {
    return Map.entry(name, AttributeValue.fromN(Long.toString(value)));
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
