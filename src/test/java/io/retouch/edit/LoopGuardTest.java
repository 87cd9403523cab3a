package io.retouch.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.retouch.edit.EditOutcome.Edited;
import io.retouch.edit.EditOutcome.Rejected;
import io.retouch.edit.EditOutcome.Skipped;
import io.retouch.parts.LocalEditApi;
import io.retouch.parts.LocalStore;
import io.retouch.parts.StoredBlob;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Nothing that Retouch has written is ever edited again, whoever copies it where: its marker goes
 * with every copy, no preset matches where it writes, and no configuration is started that would
 * let one. The last is tested with the presets' rules.
 */
@QuarkusTest
@QuarkusTestResource(value = LedgerCloud.class, restrictToAnnotatedClass = true)
class LoopGuardTest {
  private static final byte[] PICTURE = Pictures.png(64, 48);
  private static final byte[] TEXT = "no picture".getBytes(StandardCharsets.UTF_8);
  private static final Skipped OWN = new Skipped("Retouch has written this object itself");
  private static final Skipped UNMATCHED = new Skipped("no preset matches this object");

  private final String name = UUID.randomUUID().toString();

  @Inject EditService service;
  @Inject S3Client s3;

  @SuppressWarnings("NullAway.Init")
  LocalStore store;

  @SuppressWarnings("NullAway.Init")
  LocalEditApi api;

  @BeforeEach
  void forgetCalls() {
    api.reset();
  }

  @ParameterizedTest
  @CsvSource({
    "uploads, watercolour/",
    "uploads, inline/",
    "uploads, anything/deep/",
    "archive, x/"
  })
  void leavesACopyOfItsOutputAloneWhereverItIsUploaded(String bucket, String prefix) {
    String result = edited("watercolour");

    copy(LocalCloud.EDITED, result, bucket, prefix + name + "-copy.png");

    assertThat(edit(bucket, prefix + name + "-copy.png")).isEqualTo(OWN);
    assertThat(api.calls()).hasSize(1);
  }

  @Test
  void leavesItsOutputAloneThatIsCopiedOverItsOwnSource() {
    String result = edited("watercolour");

    copy(LocalCloud.EDITED, result, LocalCloud.UPLOADS, "watercolour/" + name + ".png");

    assertThat(edit(LocalCloud.UPLOADS, "watercolour/" + name + ".png")).isEqualTo(OWN);
    assertThat(api.calls()).hasSize(1);
  }

  @Test
  void leavesACopyOfACopyAloneThatWasRenamedAndMovedBetweenBuckets() {
    String result = edited("watercolour");

    copy(LocalCloud.EDITED, result, LocalCloud.ARCHIVE, name + "/holiday.jpg");
    copy(LocalCloud.ARCHIVE, name + "/holiday.jpg", LocalCloud.UPLOADS, "forced/" + name + ".jpg");

    assertThat(edit(LocalCloud.ARCHIVE, name + "/holiday.jpg")).isEqualTo(OWN);
    assertThat(edit(LocalCloud.UPLOADS, "forced/" + name + ".jpg")).isEqualTo(OWN);
    assertThat(api.calls()).hasSize(1);
  }

  @Test
  void doesNotTakeATokenForAReasonToEditItsOwnOutput() {
    StoredBlob result = store.get(LocalCloud.EDITED, edited("watercolour")).orElseThrow();
    Map<String, String> metadata = new java.util.HashMap<>(result.userMetadata());
    metadata.put("retouch-force", "1");
    store.put(LocalCloud.UPLOADS, "forced/" + name + ".png", result.bytes(), "image/png", metadata);

    assertThat(edit(LocalCloud.UPLOADS, "forced/" + name + ".png")).isEqualTo(OWN);
    assertThat(api.calls()).hasSize(1);
  }

  @Test
  void matchesNothingThatItWritesIntoTheBucketOfItsSources() {
    store.put(LocalCloud.UPLOADS, "anything/" + name + ".png", PICTURE, "image/png", Map.of());
    EditOutcome outcome = edit(LocalCloud.UPLOADS, "anything/" + name + ".png");
    assertThat(outcome)
        .isEqualTo(new Edited(LocalCloud.UPLOADS, "anything-edited/" + name + ".png"));

    // Even with its marker lost, as by an edit in some other tool, it is matched by no preset.
    store.put(
        LocalCloud.UPLOADS, "anything-edited/" + name + ".png", PICTURE, "image/png", Map.of());

    assertThat(edit(LocalCloud.UPLOADS, "anything-edited/" + name + ".png")).isEqualTo(UNMATCHED);
    assertThat(api.calls()).hasSize(1);
  }

  @Test
  void leavesReportsAloneThatLieAmongSources() {
    store.put(LocalCloud.UPLOADS, "anything/" + name + ".txt", TEXT, "text/plain", Map.of());
    Rejected rejected = (Rejected) edit(LocalCloud.UPLOADS, "anything/" + name + ".txt");
    String report = rejected.report().orElseThrow();

    copy(LocalCloud.UPLOADS, report, LocalCloud.UPLOADS, "anything/" + name + ".json");

    assertThat(edit(LocalCloud.UPLOADS, report)).isEqualTo(UNMATCHED);
    assertThat(edit(LocalCloud.UPLOADS, "anything/" + name + ".json")).isEqualTo(OWN);
    assertThat(api.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"answers/a-1", "anything.png"})
  void matchesNothingUnderTheHiddenPrefixEvenWhereAPresetTakesTheWholeBucket(String key) {
    store.put(LocalCloud.ARCHIVE, ".retouch/" + key, PICTURE, "image/png", Map.of());

    assertThat(edit(LocalCloud.ARCHIVE, ".retouch/" + key)).isEqualTo(UNMATCHED);
    assertThat(api.calls()).isEmpty();
  }

  private String edited(String preset) {
    String key = preset + "/" + name + ".png";
    store.put(LocalCloud.UPLOADS, key, PICTURE, "image/png", Map.of("photographer", "Ada"));
    return ((Edited) edit(LocalCloud.UPLOADS, key)).key();
  }

  /** As S3 copies: with the metadata, whatever the new name. */
  private void copy(String fromBucket, String from, String toBucket, String to) {
    s3.copyObject(
        request ->
            request
                .sourceBucket(fromBucket)
                .sourceKey(from)
                .destinationBucket(toBucket)
                .destinationKey(to));
  }

  private EditOutcome edit(String bucket, String key) {
    return service.edit(
        new EditJob(bucket, key, Deadline.in(Duration.ofSeconds(30), Clock.systemUTC())));
  }
}
