package io.retouch.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.retouch.edit.EditOutcome.Edited;
import io.retouch.edit.EditOutcome.Parked;
import io.retouch.edit.EditOutcome.Rejected;
import io.retouch.edit.EditOutcome.Skipped;
import io.retouch.edit.EditOutcome.Waiting;
import io.retouch.parts.Fault;
import io.retouch.parts.LocalEditApi;
import io.retouch.parts.LocalStore;
import io.retouch.secret.ParameterServer;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Who is asked, with what and with which key, against real servers of each kind. */
@QuarkusTest
@QuarkusTestResource(value = ProvidersCloud.class, restrictToAnnotatedClass = true)
class ProvidersTest {
  private static final String EDITS = "/v1/images/edits";
  private static final String MODELVERSE = "/modelverse/v1/images/generations";

  private final String name = UUID.randomUUID().toString();

  @Inject EditService service;
  @Inject ProviderGuards guards;
  @Inject DynamoDbClient table;

  @SuppressWarnings("NullAway.Init")
  LocalStore store;

  @SuppressWarnings("NullAway.Init")
  LocalEditApi api;

  @SuppressWarnings("NullAway.Init")
  ParameterServer parameters;

  @BeforeEach
  void forgetCalls() {
    api.reset();
  }

  @AfterEach
  void resetTheGuards() {
    guards.reset();
  }

  @Test
  void asksTheFallbackWhereTheProviderIsMisconfigured() {
    String key = upload("backed", 64, 48);
    api.plan(Fault.clientError(404));

    EditOutcome outcome = edit(key);

    assertThat(outcome).isEqualTo(new Edited(LocalCloud.EDITED, key));
    assertThat(paths()).containsExactly(EDITS, MODELVERSE);
    assertThat(api.calls().get(1).fields()).containsEntry("seed", "11");
    assertThat(api.paid()).isEqualTo(1);
    assertThat(store.get(LocalCloud.EDITED, key).orElseThrow().userMetadata())
        .containsEntry("retouch-model", "stepfun-ai/step1x-edit");
    assertThat(attribute("provider").s()).isEqualTo("modelverse");
    assertThat(attribute("cost").n()).isEqualTo("300000");
    assertThat(attribute("attempt").n()).isEqualTo("2");
  }

  @Test
  void asksTheFallbackWhereTheProviderDoesNotRun() {
    String key = upload("backed", 64, 48);
    api.plan(Fault.serverError(503));

    assertThat(edit(key)).isInstanceOf(Edited.class);
    assertThat(paths()).containsExactly(EDITS, MODELVERSE);
  }

  @Test
  void doesNotAskTheFallbackWhereTheProviderMayHaveBeenPaid() {
    String key = upload("backed", 64, 48);
    api.plan(Fault.dropAfterWork(), Fault.dropAfterWork());

    assertThat(edit(key)).isInstanceOf(Parked.class);
    assertThat(paths()).containsExactly(EDITS, EDITS);
  }

  @Test
  void doesNotAskTheFallbackWhatWasRefused() {
    String key = upload("backed", 64, 48);
    api.plan(Fault.censored());

    assertThat(edit(key)).isInstanceOf(Rejected.class);
    assertThat(paths()).containsExactly(EDITS);
  }

  @Test
  void doesNotAskAFallbackThatDoesNotTakeThePicture() {
    String key = upload("narrow", 2049, 8);
    api.plan(Fault.clientError(404));

    EditOutcome outcome = edit(key);

    assertThat(outcome).isInstanceOf(Waiting.class);
    assertThat(((Waiting) outcome).code()).isEqualTo("not_found");
    assertThat(paths()).containsExactly(EDITS);
  }

  @Test
  void waitsWhereNeitherCan() {
    String key = upload("backed", 64, 48);
    api.plan(Fault.serverError(503), Fault.clientError(401));

    EditOutcome outcome = edit(key);

    // Not the quarter of an hour that the fallback's key needs.
    assertThat(outcome).isInstanceOf(Waiting.class);
    assertThat(((Waiting) outcome).code()).isEqualTo("server_error");
    assertThat(api.paid()).isZero();
    api.plan(Fault.clientError(404));
    assertThat(edit(key)).isInstanceOf(Edited.class);
  }

  @Test
  void fetchesTheFallbacksAnswerFromTheFallbacksHostsLater() {
    String key = upload("backed", 64, 48);
    api.plan(Fault.clientError(404)).planAlways(Fault.resultLinkStatus(503));
    assertThat(edit(key)).isInstanceOf(Waiting.class);
    List<String> asked = paths();
    api.reset();

    EditOutcome outcome = edit(key);

    assertThat(asked).containsExactly(EDITS, MODELVERSE);
    assertThat(outcome).isInstanceOfAny(Edited.class, Waiting.class);
    assertThat(api.calls()).isEmpty();
  }

  @Test
  void letsTheApiFetchThePictureItself() {
    String key = upload("linked", 64, 48);

    EditOutcome outcome = edit(key);

    assertThat(outcome).isEqualTo(new Edited(LocalCloud.EDITED, key));
    assertThat(api.calls().get(0).fields().get("source_url"))
        .startsWith("http://")
        .contains("X-Amz-Signature=");
  }

  @Test
  void holdsALinkedPictureAgainstTheLimitsWithoutReadingItWhole() {
    String largest = upload("linked", 2048, 8);
    String wider = upload("linked-2", "linked/" + name + "-2.png", 2049, 8);

    assertThat(edit(largest)).isInstanceOf(Edited.class);
    EditOutcome outcome = edit(wider);

    assertThat(outcome).isInstanceOf(Rejected.class);
    assertThat(((Rejected) outcome).reason()).contains("2048 x 2048", "image2image");
    assertThat(api.calls()).hasSize(1);
  }

  @Test
  void makesAPictureOfANameOnce() {
    EditOutcome first = generate("cats/" + name);
    EditOutcome second = generate("cats/" + name);

    String key = "animals/cats/" + name + ".png";
    assertThat(first).isEqualTo(new Edited(LocalCloud.EDITED, key));
    assertThat(second).isEqualTo(new Edited(LocalCloud.EDITED, key, true));
    assertThat(paths()).containsExactly("/v1/images/generations");
    assertThat(store.get(LocalCloud.EDITED, key)).isPresent();
  }

  @Test
  void reportsAPictureThatIsNotMade() {
    api.plan(Fault.censored());

    EditOutcome outcome = generate(name);

    assertThat(outcome).isInstanceOf(Rejected.class);
    assertThat(store.keys(LocalCloud.EDITED)).contains("animals-rejected/" + name + ".json");
  }

  @Test
  void makesPicturesByPresetsOfThatKindOnly() {
    EditJob edits = EditJob.generate("backed", name, deadline());
    EditJob unnamed = EditJob.generate("animals", "", deadline());

    assertThat(service.edit(edits))
        .isEqualTo(new Skipped("no preset backed makes pictures from its prompt alone"));
    assertThat(service.edit(unnamed)).isInstanceOf(Skipped.class);
    assertThat(api.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "../backed/", "a/%2e%2e/", ".retouch/answers/", "a//"})
  void makesNoPictureOfANameThatLeadsElsewhere(String folder) {
    EditOutcome outcome = generate(folder + name);

    assertThat(outcome).isInstanceOf(Skipped.class);
    assertThat(((Skipped) outcome).reason()).startsWith("the picture's name ");
    assertThat(api.calls()).isEmpty();
    assertThat(store.keys(LocalCloud.EDITED)).noneMatch(key -> key.contains(name));
  }

  @Test
  void readsTheKeyFromItsParameterAndAgainWhereItIsRefused() {
    parameters.put(ProvidersCloud.KEY_PARAMETER, "sk-test-outdated-0123456789", api.apiKey());
    String key = upload("keyed", 64, 48);

    EditOutcome outcome = edit(key);

    assertThat(outcome).isInstanceOf(Edited.class);
    assertThat(api.calls()).extracting(LocalEditApi.Call::status).containsExactly(401, 200);
    assertThat(parameters.requests()).isEqualTo(2);
  }

  private List<String> paths() {
    return api.calls().stream().map(LocalEditApi.Call::path).toList();
  }

  private String upload(String preset, int width, int height) {
    return upload(preset, preset + "/" + name + ".png", width, height);
  }

  private String upload(String preset, String key, int width, int height) {
    byte[] picture = Pictures.png(width, height);
    store.put(LocalCloud.UPLOADS, key, picture, "image/png", Map.of("preset", preset));
    return key;
  }

  private EditOutcome edit(String key) {
    return service.edit(new EditJob(LocalCloud.UPLOADS, key, deadline()));
  }

  private EditOutcome generate(String picture) {
    return service.edit(EditJob.generate("animals", picture, deadline()));
  }

  private static Deadline deadline() {
    return Deadline.in(Duration.ofSeconds(60), Clock.systemUTC());
  }

  /** Of the row of this test's picture. */
  private AttributeValue attribute(String attribute) {
    return table.scan(scan -> scan.tableName("edits")).items().stream()
        .filter(item -> String.valueOf(item.get("pk")).contains(name))
        .map(item -> Optional.ofNullable(item.get(attribute)))
        .findFirst()
        .flatMap(value -> value)
        .orElseThrow();
  }
}
