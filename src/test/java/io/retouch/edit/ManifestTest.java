package io.retouch.edit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.retouch.edit.EditOutcome.Edited;
import io.retouch.edit.EditOutcome.Skipped;
import io.retouch.edit.EditOutcome.Waiting;
import io.retouch.parts.Fault;
import io.retouch.parts.LocalEditApi;
import io.retouch.parts.LocalStore;
import io.retouch.parts.StoredBlob;
import io.retouch.preset.Settings;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Manifests of real edits, held against their schema. */
@QuarkusTest
@QuarkusTestResource(value = ProvidersCloud.class, restrictToAnnotatedClass = true)
class ManifestTest {
  private final String name = UUID.randomUUID().toString();

  @Inject EditService service;
  @Inject ProviderGuards guards;
  @Inject Settings settings;
  @Inject DynamoDbClient table;

  @SuppressWarnings("NullAway.Init")
  LocalStore store;

  @SuppressWarnings("NullAway.Init")
  LocalEditApi api;

  @BeforeEach
  void forgetCalls() {
    api.reset();
  }

  @AfterEach
  void resetTheGuards() {
    guards.reset();
  }

  @Test
  void tellsWhereAResultComesFrom() {
    String key = upload("told", ".jpg", Pictures.encoded(64, 48, "jpg"));

    assertThat(edit(key)).isEqualTo(new Edited(LocalCloud.EDITED, result("told", ".png")));

    JsonNode manifest = manifest("told");
    StoredBlob source = store.get(LocalCloud.UPLOADS, key).orElseThrow();
    StoredBlob result = stored(result("told", ".png"));
    assertThat(manifest.path("retouch").asText()).matches("[0-9]+[.][0-9]+[.][0-9]+(-SNAPSHOT)?");
    assertThat(manifest.path("edit").asText()).isEqualTo(result.userMetadata().get("retouch-edit"));
    assertThat(manifest.at("/source/bucket").asText()).isEqualTo(LocalCloud.UPLOADS);
    assertThat(manifest.at("/source/key").asText()).isEqualTo(key);
    assertThat(manifest.at("/source/size").asInt()).isEqualTo(source.bytes().length);
    assertThat(manifest.at("/source/format").asText()).isEqualTo("jpeg");
    assertThat(manifest.at("/source/width").asInt()).isEqualTo(64);
    assertThat(manifest.at("/sent/fitted").asBoolean()).isFalse();
    assertThat(manifest.at("/sent/size")).isEqualTo(manifest.at("/source/size"));
    assertThat(manifest.at("/preset/fingerprint").asText())
        .isEqualTo(settings.presetFor(LocalCloud.UPLOADS, key).orElseThrow().fingerprint());
    assertThat(manifest.path("provider").asText()).isEqualTo("stepfun");
    assertThat(manifest.path("parameters").toString())
        .isEqualTo(
            "{\"negative_prompt\":\"no frame\",\"response_format\":\"b64_json\",\"seed\":\"7\"}");
    assertThat(manifest.path("seed").asInt()).isEqualTo(7);
    assertThat(manifest.at("/result/key").asText()).isEqualTo(result("told", ".png"));
    assertThat(manifest.at("/result/size").asInt()).isEqualTo(result.bytes().length);
    assertThat(manifest.path("attempts").asInt()).isEqualTo(1);
    assertThat(manifest.at("/cost").toString())
        .isEqualTo("{\"currency\":\"CNY\",\"amount\":\"0.02\"}");
    assertThat(manifest.path("resumed").asBoolean()).isFalse();
    assertThat(manifest.at("/timings/editMs").isInt()).isTrue();
  }

  @Test
  void isMarkedAndHoldsNeitherPromptNorKey() {
    edit(upload("told", ".png", Pictures.png(64, 48)));

    StoredBlob manifest = stored(result("told", ".png.json"));
    assertThat(manifest.contentType()).isEqualTo("application/json");
    assertThat(new String(manifest.bytes(), StandardCharsets.UTF_8))
        .doesNotContain(LocalCloud.PROMPT, api.apiKey(), "http");
    String copy = "anything/" + name + ".json";
    store.put(
        LocalCloud.UPLOADS, copy, manifest.bytes(), "application/json", manifest.userMetadata());
    assertThat(edit(copy)).isEqualTo(new Skipped("Retouch has written this object itself"));
  }

  @Test
  void tellsWhatEveryCallMayHaveCost() {
    api.plan(Fault.serverError(503), Fault.dropAfterWork(), Fault.none());

    edit(upload("told", ".png", Pictures.png(64, 48)));

    JsonNode manifest = manifest("told");
    assertThat(manifest.path("attempts").asInt()).isEqualTo(3);
    assertThat(manifest.path("paidAtMost").asInt()).isEqualTo(2);
    assertThat(manifest.at("/cost/amount").asText()).isEqualTo("0.04");
    assertThat(api.paid()).isEqualTo(2);
  }

  @Test
  void tellsHowAPictureWasMadeToFit() {
    edit(upload("told", ".png", Pictures.png(4200, 42)));

    JsonNode manifest = manifest("told");
    assertThat(manifest.at("/source/width").asInt()).isEqualTo(4200);
    assertThat(manifest.at("/sent/fitted").asBoolean()).isTrue();
    assertThat(manifest.at("/sent/width").asInt()).isEqualTo(4096);
    assertThat(manifest.at("/timings/fitMs").isInt()).isTrue();
  }

  @Test
  void tellsWhichFallbackAnswered() {
    api.plan(Fault.clientError(404));

    edit(upload("backed", ".png", Pictures.png(64, 48)));

    JsonNode manifest = manifest("backed");
    assertThat(manifest.path("provider").asText()).isEqualTo("modelverse");
    assertThat(manifest.path("dialect").asText()).isEqualTo("modelverse");
    assertThat(manifest.path("model").asText()).isEqualTo("stepfun-ai/step1x-edit");
    assertThat(manifest.path("parameters").toString()).isEqualTo("{\"seed\":\"11\"}");
    assertThat(manifest.path("attempts").asInt()).isEqualTo(2);
    assertThat(manifest.path("paidAtMost").asInt()).isEqualTo(1);
    assertThat(manifest.at("/cost/amount").asText()).isEqualTo("0.3");
  }

  @Test
  void tellsTheNameOfWhatHasNoSource() {
    service.edit(EditJob.generate("animals", name, deadline()));

    JsonNode manifest = manifest("animals");
    assertThat(manifest.path("name").asText()).isEqualTo(name);
    assertThat(manifest.has("source") || manifest.has("sent")).isFalse();
  }

  @Test
  void tellsOfALinkedPictureWithoutReadingItWhole() {
    edit(upload("linked", ".png", Pictures.png(64, 48)));

    assertThat(manifest("linked").at("/sent/format").asText()).isEqualTo("png");
  }

  @Test
  void tellsThatAnEarlierDeliveryWasAnswered() {
    String key = upload("linked", ".png", Pictures.png(64, 48));
    api.planAlways(Fault.resultLinkStatus(503));
    EditOutcome first = edit(key);
    assertThat(store.keys(LocalCloud.EDITED)).doesNotContain(result("linked", ".png.json"));
    keepAnswer(Pictures.png(32, 24));
    api.reset();

    EditOutcome second = edit(key);

    assertThat(first).isInstanceOf(Waiting.class);
    assertThat(second).isInstanceOf(Edited.class);
    assertThat(api.calls()).isEmpty();
    JsonNode manifest = manifest("linked");
    assertThat(manifest.path("resumed").asBoolean()).isTrue();
    assertThat(manifest.path("attempts").asInt()).isEqualTo(1);
    assertThat(manifest.at("/result/width").asInt()).isEqualTo(32);
    assertThat(manifest.at("/timings/editMs").isMissingNode()).isTrue();
  }

  @Test
  void writesItOnceHoweverOftenAPictureIsAnnounced() {
    String key = upload("told", ".png", Pictures.png(64, 48));
    edit(key);
    byte[] manifest = stored(result("told", ".png.json")).bytes();

    edit(key);

    assertThat(stored(result("told", ".png.json")).bytes()).isEqualTo(manifest);
  }

  @ParameterizedTest
  @ValueSource(strings = {".png", ".webp.json"})
  void paysForNothingThatIsNotOverwritten(String ending) {
    String key = upload("told-once", ".png", Pictures.png(64, 48));
    String there = result("told-once", ending);
    store.put(LocalCloud.EDITED, there, new byte[] {1}, "application/json", Map.of());

    assertThat(edit(key)).isEqualTo(new Skipped(there + " exists already and is not overwritten"));
    assertThat(api.calls()).isEmpty();
  }

  @Test
  void recognisesItsOwnManifestWhereNothingIsOverwritten() {
    String key = upload("told-once", ".png", Pictures.png(64, 48));

    assertThat(edit(key)).isInstanceOf(Edited.class);
    assertThat(edit(key)).isInstanceOf(Edited.class);
    assertThat(manifest("told-once").path("attempts").asInt()).isEqualTo(1);
  }

  @Test
  void isNotWrittenWhereNobodyAskedForIt() {
    edit(upload("watercolour", ".png", Pictures.png(64, 48)));

    List<String> keys = store.keys(LocalCloud.EDITED);
    assertThat(keys)
        .contains(result("watercolour", ".png"))
        .doesNotContain(result("watercolour", ".png.json"));
  }

  /** The answer of this test's picture as if it had come without a link, which stays broken. */
  private void keepAnswer(byte[] picture) {
    String kept = ".retouch/answers/" + name;
    store.put(LocalCloud.EDITED, kept, picture, "image/png", Map.of());
    String place = "place#" + LocalCloud.EDITED + "/linked/" + name + ".{ext}";
    table.updateItem(
        update ->
            update
                .tableName("edits")
                .key(Map.of("pk", AttributeValue.fromS(place)))
                .conditionExpression("attribute_exists(link)")
                .updateExpression("SET kept = :kept REMOVE link")
                .expressionAttributeValues(Map.of(":kept", AttributeValue.fromS(kept))));
  }

  private String upload(String preset, String ending, byte[] bytes) {
    String key = preset + "/" + name + ending;
    store.put(LocalCloud.UPLOADS, key, bytes, "application/octet-stream", Map.of());
    return key;
  }

  private EditOutcome edit(String key) {
    return service.edit(new EditJob(LocalCloud.UPLOADS, key, deadline()));
  }

  private static Deadline deadline() {
    return Deadline.in(Duration.ofSeconds(60), Clock.systemUTC());
  }

  private String result(String preset, String ending) {
    return preset + "/" + name + ending;
  }

  private StoredBlob stored(String key) {
    return store.get(LocalCloud.EDITED, key).orElseThrow();
  }

  private JsonNode manifest(String preset) {
    return ManifestSchema.valid(stored(result(preset, ".png.json")).bytes());
  }
}
