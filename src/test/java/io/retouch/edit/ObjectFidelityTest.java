package io.retouch.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.retouch.edit.EditOutcome.Edited;
import io.retouch.edit.EditOutcome.Waiting;
import io.retouch.edit.ObjectStore.Headers;
import io.retouch.edit.ObjectStore.NewObject;
import io.retouch.preset.Output.Overwrite;
import io.retouch.preset.Preset;
import io.retouch.preset.Settings;
import io.retouch.preset.Settings.Limits;
import io.retouch.preset.Settings.LogFormat;
import io.retouch.preset.Settings.Spending;
import io.retouch.preset.Storage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a source's object goes to its result, and how everything that is written is kept. */
class ObjectFidelityTest {
  private static final String SOURCE = "in/photo.png";
  private static final Headers HEADERS =
      new Headers(Optional.of("max-age=60"), Optional.of("attachment; filename=\"a.png\""));
  private static final Map<String, String> TAGS = Map.of("project", "spring", "owner", "Ada & Bob");
  private static final Storage STORAGE =
      new Storage(
          true,
          Optional.of("aws:kms"),
          Optional.of("alias/pictures"),
          Optional.of("INTELLIGENT_TIERING"));

  @TempDir Path temp;

  private final List<String> story = new ArrayList<>();
  private final MemoryStore store = new MemoryStore(story);
  private final ScriptedEditor editor = new ScriptedEditor(story);
  private final StoryLedger ledger = new StoryLedger(story);

  @BeforeEach
  void uploadAPicture() {
    store.upload("uploads", SOURCE, Pictures.encoded(16, 16, "jpg"));
  }

  @Test
  void givesTheResultWhatTheSourceHas() {
    store.describe("uploads", SOURCE, HEADERS, Map.of("photographer", "Ada"), TAGS);

    EditOutcome outcome = edit(STORAGE);

    assertThat(outcome).isInstanceOf(Edited.class);
    NewObject result = written("out/photo.png");
    assertThat(result.contentType()).isEqualTo("image/png");
    assertThat(result.headers()).isEqualTo(HEADERS);
    assertThat(result.userMetadata()).containsEntry("photographer", "Ada");
    assertThat(result.tags()).isEqualTo(TAGS);
    assertThat(result.storage()).isEqualTo(STORAGE);
  }

  @Test
  void readsTagsBeforeAnythingIsPaid() {
    store.describe("uploads", SOURCE, HEADERS, Map.of(), TAGS);

    edit(STORAGE);

    assertThat(story).startsWith("tags of " + SOURCE, "claim out/photo.{ext}", "submit", "call");
  }

  @Test
  void leavesTagsWhereNobodyWantsThem() {
    store.describe("uploads", SOURCE, HEADERS, Map.of(), TAGS);

    edit(Storage.DEFAULT);

    assertThat(story).doesNotContain("tags of " + SOURCE);
    NewObject result = written("out/photo.png");
    assertThat(result.tags()).isEmpty();
    assertThat(result.headers()).isEqualTo(HEADERS);
    assertThat(result.storage()).isEqualTo(Storage.DEFAULT);
  }

  @Test
  void paysForNothingWhereTagsCannotBeRead() {
    EditOutcome outcome = edit(STORAGE);

    assertThat(outcome).isInstanceOf(Waiting.class);
    assertThat(((Waiting) outcome).code()).isEqualTo("store_unavailable");
    assertThat(story).containsExactly("tags of " + SOURCE);
  }

  /** Nothing of the picture lies anywhere in the clear, and what is no picture is no archive. */
  @Test
  void encryptsWhateverElseIsWrittenAsItEncryptsResults() {
    store.describe("uploads", SOURCE, HEADERS, Map.of("photographer", "Ada"), TAGS);

    edit(STORAGE);

    assertThat(store.written())
        .filteredOn(object -> !object.key().equals("out/photo.png"))
        .extracting(NewObject::key)
        .satisfiesExactly(
            kept -> assertThat(kept).startsWith(".retouch/answers/"),
            manifest -> assertThat(manifest).isEqualTo("out/photo.png.json"));
    assertIsBeside();
  }

  @Test
  void encryptsReportsToo() {
    store.upload("uploads", SOURCE, "no picture".getBytes(StandardCharsets.UTF_8));
    store.describe("uploads", SOURCE, HEADERS, Map.of("photographer", "Ada"), TAGS);

    edit(STORAGE);

    assertThat(store.written())
        .extracting(NewObject::key)
        .containsExactly("out-rejected/in/photo.png.json");
    assertIsBeside();
  }

  private void assertIsBeside() {
    assertThat(store.written())
        .filteredOn(object -> !object.key().equals("out/photo.png"))
        .isNotEmpty()
        .allSatisfy(
            object -> {
              assertThat(object.storage().encryption()).contains("aws:kms");
              assertThat(object.storage().kmsKey()).contains("alias/pictures");
              assertThat(object.storage().storageClass()).isEmpty();
              assertThat(object.tags()).isEmpty();
              assertThat(object.headers()).isEqualTo(Headers.NONE);
              assertThat(object.userMetadata())
                  .containsKey("retouch-edit")
                  .doesNotContainKey("photographer");
            });
  }

  private NewObject written(String key) {
    return store.written().stream()
        .filter(object -> object.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private EditOutcome edit(Storage storage) {
    Clock clock = Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC);
    Preset preset = EditStepsTest.preset(Overwrite.ALWAYS, true, storage);
    Settings settings =
        new Settings(
            Duration.ofSeconds(60),
            new Limits(1 << 20, 1 << 20, 4),
            LogFormat.TEXT,
            Optional.empty(),
            Optional.empty(),
            Spending.unbounded(),
            List.of(preset));
    Workspace workspace = new Workspace(temp);
    try {
      return Pipelines.of(settings, workspace, store, editor, ledger, clock)
          .edit(new EditJob("uploads", SOURCE, Deadline.in(Duration.ofSeconds(60), clock)));
    } finally {
      workspace.close();
    }
  }
}
