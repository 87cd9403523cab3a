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
import io.retouch.parts.StoredBlob;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole pipeline, with its annotations, against a real object store and a strict edit API. */
@QuarkusTest
@QuarkusTestResource(value = LocalCloud.class, restrictToAnnotatedClass = true)
class EditPipelineTest {
  private static final byte[] PICTURE = Pictures.png(64, 48);

  @Inject EditService service;
  @Inject ProviderGuards guards;

  @SuppressWarnings("NullAway.Init")
  LocalStore store;

  @SuppressWarnings("NullAway.Init")
  LocalEditApi api;

  @BeforeEach
  void emptyTheBuckets() {
    for (String bucket : new String[] {LocalCloud.UPLOADS, LocalCloud.EDITED}) {
      store.keys(bucket).forEach(key -> store.delete(bucket, key));
    }
    api.reset();
  }

  @AfterEach
  void resetTheGuards() {
    guards.reset();
  }

  @ParameterizedTest
  @ValueSource(strings = {"watercolour", "inline"})
  void writesTheEditedPictureUnderItsKey(String preset) {
    upload(preset + "/summer/photo.png", PICTURE, Map.of());

    EditOutcome outcome = edit(preset + "/summer/photo.png");

    assertThat(outcome).isEqualTo(new Edited(LocalCloud.EDITED, preset + "/summer/photo.png"));
    StoredBlob result = result(preset + "/summer/photo.png");
    assertThat(result.contentType()).isEqualTo("image/png");
    BufferedImage before = Pictures.decode(PICTURE);
    BufferedImage after = Pictures.decode(result.bytes());
    assertThat(after.getWidth()).isEqualTo(64);
    assertThat(after.getHeight()).isEqualTo(48);
    for (int y = 0; y < 48 - LocalEditApi.bandHeight(48); y++) {
      for (int x = 0; x < 64; x++) {
        assertThat(after.getRGB(x, y))
            .isEqualTo(LocalEditApi.editedRgb(before.getRGB(x, y), LocalCloud.PROMPT));
      }
    }
    assertThat(api.calls()).hasSize(1);
    assertThat(api.paid()).isEqualTo(1);
  }

  @Test
  void sendsOnlyWhatThePresetSets() {
    upload("watercolour/photo.png", PICTURE, Map.of());
    upload("inline/photo.png", PICTURE, Map.of());

    edit("watercolour/photo.png");
    edit("inline/photo.png");

    assertThat(api.calls().get(0).fields())
        .containsOnlyKeys("model", "prompt")
        .containsEntry("prompt", LocalCloud.PROMPT);
    assertThat(api.calls().get(1).fields())
        .containsOnlyKeys("model", "prompt", "response_format", "seed")
        .containsEntry("seed", "7");
  }

  @Test
  void keepsTheSourcesMetadataBesideTheMarker() {
    upload("inline/photo.jpg", Pictures.encoded(64, 48, "jpg"), Map.of("photographer", "Ada"));

    edit("inline/photo.jpg");

    assertThat(result("inline/photo.png").userMetadata())
        .containsEntry("photographer", "Ada")
        .containsEntry("retouch-preset", "inline")
        .containsEntry("retouch-model", "step-image-edit-2")
        .containsEntry("retouch-seed", "7")
        .hasEntrySatisfying("retouch-edit", id -> assertThat(id).matches("[0-9a-f]{64}"));
  }

  @Test
  void neverEditsItsOwnOutput() {
    upload("watercolour/photo.png", PICTURE, Map.of());
    edit("watercolour/photo.png");
    StoredBlob result = result("watercolour/photo.png");
    upload("watercolour/renamed.png", result.bytes(), result.userMetadata());

    EditOutcome outcome = edit("watercolour/renamed.png");

    assertThat(outcome).isEqualTo(new Skipped("Retouch has written this object itself"));
    assertThat(api.calls()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"watercolour/gone.png", "watercolour/folder/", "elsewhere/a.png", "watercolour/a"})
  void skipsWhatIsNotThereOrNotMeant(String key) {
    EditOutcome outcome = edit(key);

    assertThat(outcome).isInstanceOf(Skipped.class);
    assertThat(api.calls()).isEmpty();
  }

  @Test
  void rejectsWhatIsNoPictureBeforeAnythingIsPaid() {
    upload("watercolour/notes.txt", "no picture".getBytes(StandardCharsets.UTF_8), Map.of());

    EditOutcome outcome = edit("watercolour/notes.txt");

    assertRejected(outcome, "invalid_image");
    assertThat(api.calls()).isEmpty();
    assertThat(report("watercolour-rejected/watercolour/notes.txt.json"))
        .contains("\"code\" : \"invalid_image\"", "\"key\" : \"watercolour/notes.txt\"");
  }

  @Test
  void rejectsAFormatThatTheModelDoesNotTake() {
    upload("watercolour/moving.gif", Pictures.encoded(20, 20, "gif"), Map.of());

    EditOutcome outcome = edit("watercolour/moving.gif");

    assertRejected(outcome, "format_not_supported");
    assertThat(api.calls()).isEmpty();
  }

  @Test
  void acceptsTheModelsLargestPictureAndRejectsOneColumnMore() {
    upload("watercolour/largest.png", Pictures.png(4096, 8), Map.of());
    upload("watercolour/larger.png", Pictures.png(4097, 8), Map.of());

    assertThat(edit("watercolour/largest.png")).isInstanceOf(Edited.class);
    assertRejected(edit("watercolour/larger.png"), "too_many_pixels");

    assertThat(api.calls()).hasSize(1);
  }

  @Test
  void rejectsAFileOverTheConfiguredBytes() {
    byte[] picture = Pictures.png(20, 20);
    byte[] largest = java.util.Arrays.copyOf(picture, 1024 * 1024 + 1);
    upload("watercolour/large.png", largest, Map.of());

    EditOutcome outcome = edit("watercolour/large.png");

    assertRejected(outcome, "source_too_large");
    assertThat(api.calls()).isEmpty();
  }

  @Test
  void repeatsWhatWasNotRunAndPaysOnce() {
    api.plan(Fault.serverError(500), Fault.rateLimited(Duration.ofSeconds(1)), Fault.none());
    upload("watercolour/photo.png", PICTURE, Map.of());
    Instant start = Instant.now();

    EditOutcome outcome = edit("watercolour/photo.png");

    assertThat(outcome).isInstanceOf(Edited.class);
    assertThat(api.calls()).hasSize(3);
    assertThat(api.paid()).isEqualTo(1);
    assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void waitsAfterAsManyAttemptsAsAreConfigured() {
    api.planAlways(Fault.serverError(503));
    upload("watercolour/photo.png", PICTURE, Map.of());

    EditOutcome outcome = edit("watercolour/photo.png");

    assertThat(outcome).isInstanceOf(Waiting.class);
    assertThat(api.calls()).hasSize(3);
    assertThat(api.paid()).isZero();
    assertThat(store.keys(LocalCloud.EDITED)).isEmpty();
  }

  @Test
  void comesBackWhenTheApiAsksForMoreTimeThanIsLeft() {
    api.planAlways(Fault.rateLimited(Duration.ofMinutes(2)));
    upload("watercolour/photo.png", PICTURE, Map.of());

    EditOutcome outcome = edit("watercolour/photo.png");

    assertThat(outcome)
        .asInstanceOf(InstanceOfAssertFactories.type(Waiting.class))
        .satisfies(
            waiting ->
                assertThat(waiting.until()).isAfter(Instant.now().plus(Duration.ofSeconds(90))));
    assertThat(api.calls()).hasSize(1);
  }

  @Test
  void rejectsWhatModerationBlocksAndDoesNotAskAgain() {
    api.plan(Fault.censored(), Fault.contentFiltered());
    upload("watercolour/one.png", PICTURE, Map.of());
    upload("inline/two.png", PICTURE, Map.of());

    assertRejected(edit("watercolour/one.png"), "moderation");
    assertRejected(edit("inline/two.png"), "moderation");

    assertThat(api.calls()).hasSize(2);
    assertThat(store.keys(LocalCloud.EDITED)).allMatch(key -> key.endsWith(".json"));
  }

  @Test
  void waitsForSomebodyToMendTheKey() {
    api.plan(Fault.clientError(401));
    upload("watercolour/photo.png", PICTURE, Map.of());

    EditOutcome outcome = edit("watercolour/photo.png");

    assertThat(outcome).isInstanceOf(Waiting.class);
    assertThat(api.calls()).hasSize(1);
  }

  @Test
  void triesOnceMoreAfterAnUnknownOutcome() {
    api.plan(Fault.dropAfterWork(), Fault.none());
    upload("watercolour/photo.png", PICTURE, Map.of());

    EditOutcome outcome = edit("watercolour/photo.png");

    assertThat(outcome).isInstanceOf(Edited.class);
    assertThat(api.calls()).hasSize(2);
    assertThat(api.paid()).isEqualTo(2);
  }

  @Test
  void parksAfterTheSecondUnknownOutcome() {
    api.planAlways(Fault.truncatedAnswer());
    upload("watercolour/photo.png", PICTURE, Map.of());

    EditOutcome outcome = edit("watercolour/photo.png");

    assertThat(outcome).isInstanceOf(Parked.class);
    assertThat(api.calls()).hasSize(2);
    assertThat(report("watercolour-rejected/watercolour/photo.png.json"))
        .contains("\"outcome\" : \"parked\"");
  }

  @Test
  void parksAtOnceWhereThePresetSaysSo() {
    api.planAlways(Fault.dropAfterWork());
    upload("careful/photo.png", PICTURE, Map.of());

    EditOutcome outcome = edit("careful/photo.png");

    assertThat(outcome).isInstanceOf(Parked.class);
    assertThat(api.calls()).hasSize(1);
  }

  @Test
  void givesUpAHangingCallAsUnknown() {
    api.plan(Fault.hang());
    upload("careful/photo.png", PICTURE, Map.of());

    EditOutcome outcome = edit("careful/photo.png");

    assertThat(outcome).isInstanceOf(Parked.class);
    assertThat(api.calls()).hasSize(1);
  }

  @Test
  void namesALinkThatIsGoneAsPaidWithoutAResult() {
    api.planAlways(Fault.resultLinkStatus(404));
    upload("careful/photo.png", PICTURE, Map.of());

    EditOutcome outcome = edit("careful/photo.png");

    assertThat(outcome)
        .asInstanceOf(InstanceOfAssertFactories.type(Parked.class))
        .extracting(Parked::code)
        .isEqualTo("paid_no_result");
    assertThat(api.paid()).isEqualTo(1);
  }

  @Test
  void waitsWhereALinkCannotBeFetchedForTheMoment() {
    api.planAlways(Fault.resultLinkStatus(503));
    upload("watercolour/photo.png", PICTURE, Map.of());

    EditOutcome outcome = edit("watercolour/photo.png");

    assertThat(outcome)
        .asInstanceOf(InstanceOfAssertFactories.type(Waiting.class))
        .extracting(Waiting::code)
        .isEqualTo("result_not_written");
    assertThat(api.calls()).hasSize(1);
  }

  @Test
  void paysForNothingThatIsNotOverwritten() {
    upload("once/photo.jpg", Pictures.encoded(20, 20, "jpg"), Map.of());
    store.put(LocalCloud.EDITED, "once/photo.webp", new byte[] {1}, "image/webp", Map.of());

    EditOutcome outcome = edit("once/photo.jpg");

    assertThat(outcome)
        .isEqualTo(new Skipped("once/photo.webp exists already and is not overwritten"));
    assertThat(api.calls()).isEmpty();
  }

  @Test
  void writesWithoutOverwritingWhereNothingIsThere() {
    upload("once/photo.png", PICTURE, Map.of());

    assertThat(edit("once/photo.png")).isInstanceOf(Edited.class);
    assertThat(result("once/photo.png").contentType()).isEqualTo("image/png");
  }

  @Test
  void provesTheOutputBucketBeforePaying() {
    upload("nowhere/photo.png", PICTURE, Map.of());

    EditOutcome outcome = edit("nowhere/photo.png");

    assertThat(outcome)
        .asInstanceOf(InstanceOfAssertFactories.type(Waiting.class))
        .satisfies(
            waiting -> {
              assertThat(waiting.code()).isEqualTo("store_unavailable");
              assertThat(waiting.reason()).contains("no-such-bucket");
            });
    assertThat(api.calls()).isEmpty();
  }

  @Test
  void opensTheBreakerOfOneProviderAndLeavesTheOtherAlone() {
    api.planAlways(Fault.serverError(500));
    upload("flaky/photo.png", PICTURE, Map.of());
    for (int delivery = 0; delivery < 4; delivery++) {
      edit("flaky/photo.png");
    }
    int calls = api.calls().size();

    EditOutcome paused = edit("flaky/photo.png");

    assertThat(calls).isEqualTo(10);
    assertThat(paused)
        .asInstanceOf(InstanceOfAssertFactories.type(Waiting.class))
        .extracting(Waiting::code)
        .isEqualTo("breaker_open");
    assertThat(api.calls()).hasSize(calls);
    api.reset();
    upload("watercolour/photo.png", PICTURE, Map.of());
    assertThat(edit("watercolour/photo.png")).isInstanceOf(Edited.class);
  }

  private void upload(String key, byte[] bytes, Map<String, String> metadata) {
    store.put(LocalCloud.UPLOADS, key, bytes, "application/octet-stream", metadata);
  }

  private EditOutcome edit(String key) {
    return service.edit(
        new EditJob(
            LocalCloud.UPLOADS, key, Deadline.in(Duration.ofSeconds(30), Clock.systemUTC())));
  }

  private StoredBlob result(String key) {
    return store.get(LocalCloud.EDITED, key).orElseThrow();
  }

  private String report(String key) {
    return new String(result(key).bytes(), StandardCharsets.UTF_8);
  }

  private static void assertRejected(EditOutcome outcome, String code) {
    assertThat(outcome)
        .asInstanceOf(InstanceOfAssertFactories.type(Rejected.class))
        .extracting(Rejected::code)
        .isEqualTo(code);
  }
}
