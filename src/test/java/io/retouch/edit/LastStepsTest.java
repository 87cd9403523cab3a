package io.retouch.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.retouch.edit.EditLedger.Claim;
import io.retouch.edit.EditLedger.Own;
import io.retouch.edit.EditOutcome.Edited;
import io.retouch.edit.EditOutcome.Waiting;
import io.retouch.edit.ImageEditor.Answer;
import io.retouch.preset.Output.Overwrite;
import io.retouch.preset.Settings;
import io.retouch.preset.Settings.Limits;
import io.retouch.preset.Settings.LogFormat;
import io.retouch.preset.Settings.Spending;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a result and its manifest, whoever dies in between. */
class LastStepsTest {
  private static final String SOURCE = "in/photo.png";
  private static final String RESULT = "out/photo.png";
  private static final String MANIFEST = "out/photo.png.json";
  private static final Answer ANSWER =
      new Answer.Link(URI.create("https://res.stepfun.com/a.png"), OptionalLong.of(7));

  private final Clock clock = Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC);
  private final List<String> story = new ArrayList<>();
  private final MemoryStore store = new MemoryStore(story);
  private final ScriptedEditor editor = new ScriptedEditor(story);
  private final StoryLedger ledger = new StoryLedger(story);
  private final KeptAnswers answers = new KeptAnswers(store);

  @TempDir Path temp;

  @SuppressWarnings("NullAway.Init")
  private Workspace workspace;

  @SuppressWarnings("NullAway.Init")
  private EditFiles files;

  @BeforeEach
  void makeTemporaryFiles() {
    workspace = new Workspace(temp);
    files = workspace.open();
    store.upload("uploads", SOURCE, Pictures.png(16, 12));
  }

  @AfterEach
  void deleteTemporaryFiles() {
    files.close();
    workspace.close();
  }

  @Test
  void writesTheManifestAfterTheResultAndBeforeItSaysDone() {
    PreparedEdit edit = edit(Overwrite.ALWAYS);

    EditOutcome outcome = steps(ledger).finish(edit, own(edit, 1, 0), ANSWER, Optional.empty());

    assertThat(outcome).isEqualTo(new Edited("edited", RESULT));
    assertThat(story)
        .containsExactly("download", "put " + RESULT, "put " + MANIFEST, "done " + RESULT);
    assertThat(store.metadata("edited", MANIFEST))
        .containsEntry("retouch-edit", edit.id().value())
        .containsOnlyKeys("retouch-edit", "retouch-preset", "retouch-model");
    assertThat(manifest().path("resumed").asBoolean()).isFalse();
  }

  @Test
  void comesBackForAManifestThatCouldNotBeWritten() {
    PreparedEdit edit = edit(Overwrite.ALWAYS);
    store.failWritesOf(".json");

    EditOutcome first = steps(ledger).finish(edit, own(edit, 1, 0), ANSWER, Optional.empty());
    store.failWritesOf(".none");
    EditOutcome second = steps(ledger).resume(edit, own(edit, 3, 1), ANSWER);

    assertThat(first).isInstanceOf(Waiting.class);
    assertThat(((Waiting) first).reason()).startsWith("the manifest could not be written: ");
    assertThat(second).isEqualTo(new Edited("edited", RESULT));
    assertThat(story)
        .containsExactly(
            "download",
            "put " + RESULT,
            "release",
            "download",
            "put " + RESULT,
            "put " + MANIFEST,
            "done " + RESULT);
    assertThat(manifest().path("resumed").asBoolean()).isTrue();
    assertThat(manifest().path("attempts").asInt()).isEqualTo(3);
    assertThat(manifest().path("paidAtMost").asInt()).isEqualTo(2);
    assertThat(manifest().path("seed").asInt()).isEqualTo(7);
    assertThat(manifest().at("/source/width").asInt()).isEqualTo(16);
  }

  @Test
  void paysNothingAgainForAManifestWhereNothingIsRemembered() {
    PreparedEdit edit = edit(Overwrite.ALWAYS);
    store.failWritesOf(".json");

    EditOutcome outcome =
        steps(new NoLedger()).finish(edit, own(edit, 1, 0), ANSWER, Optional.empty());

    assertThat(outcome).isEqualTo(new Edited("edited", RESULT));
    assertThat(edit.trail().notes())
        .containsExactly("the manifest could not be written: the store is away");
  }

  @Test
  void leavesTheManifestOfADeliveryThatDiedBeforeItCouldSayDone() {
    PreparedEdit edit = edit(Overwrite.ALWAYS);
    store.mark("edited", MANIFEST, edit.id());

    steps(ledger).resume(edit, own(edit, 1, 0), ANSWER);

    assertThat(story).containsExactly("download", "put " + RESULT, "done " + RESULT);
  }

  @Test
  void replacesTheManifestOfAnotherEdit() {
    PreparedEdit edit = edit(Overwrite.ALWAYS);
    store.mark("edited", MANIFEST, new EditId("another"));

    steps(ledger).resume(edit, own(edit, 1, 0), ANSWER);

    assertThat(story).contains("put " + MANIFEST);
  }

  @Test
  void endsAnEditWhoseResultIsThereAlthoughItsLinkIsGone() {
    PreparedEdit edit = edit(Overwrite.ALWAYS);
    store.mark("edited", RESULT, edit.id());
    editor.loseLinks();

    EditOutcome outcome = steps(ledger).resume(edit, own(edit, 1, 0), ANSWER);

    assertThat(outcome).isEqualTo(new Edited("edited", RESULT));
    assertThat(story).containsExactly("download", "put " + MANIFEST, "done " + RESULT);
    JsonNode manifest = manifest();
    assertThat(manifest.at("/result/size").asInt()).isEqualTo(1);
    assertThat(manifest.path("result").has("format")).isFalse();
    assertThat(manifest.path("resumed").asBoolean()).isTrue();
  }

  @Test
  void saysThatALinkIsGoneWhereThereIsNoResultOfThisEdit() {
    PreparedEdit edit = edit(Overwrite.ALWAYS);
    store.mark("edited", RESULT, new EditId("another"));
    editor.loseLinks();

    assertThatThrownBy(() -> steps(ledger).resume(edit, own(edit, 1, 0), ANSWER))
        .isInstanceOf(UnknownOutcomeException.class);
    assertThat(story).containsExactly("download");
  }

  @Test
  void writesTheManifestOfAResultWhoseWriterDied() {
    PreparedEdit edit = edit(Overwrite.ALWAYS);
    store.mark("edited", RESULT, edit.id());
    LastSteps steps = steps(ledger);

    new InterruptedEdits(ledger, new WrittenResults(store), steps, answers)
        .settle(edit, new Claim.Interrupted(own(edit, 2, 1)));

    assertThat(story).containsExactly("put " + MANIFEST, "done " + RESULT);
    assertThat(manifest().path("attempts").asInt()).isEqualTo(2);
    assertThat(manifest().has("seed")).isFalse();
  }

  @Test
  void givesTheResultBackWhoseManifestCannotBeWritten() {
    PreparedEdit edit = edit(Overwrite.ALWAYS);
    store.mark("edited", RESULT, edit.id());
    store.failWritesOf(".json");
    InterruptedEdits interrupted =
        new InterruptedEdits(ledger, new WrittenResults(store), steps(ledger), answers);

    assertThatThrownBy(() -> interrupted.settle(edit, new Claim.Interrupted(own(edit, 1, 0))))
        .isInstanceOf(StoreException.class);
    assertThat(story).containsExactly("release");
  }

  @Test
  void saysNothingOfTheResultOfAnotherEdit() {
    PreparedEdit edit = edit(Overwrite.ALWAYS);
    EditId another = new EditId("another");
    store.mark("edited", RESULT, another);
    Own own = Own.fresh(edit.place(), another, "us");

    new InterruptedEdits(ledger, new WrittenResults(store), steps(ledger), answers)
        .settle(edit, new Claim.Interrupted(own));

    assertThat(story).containsExactly("done " + RESULT);
  }

  @Test
  void leavesWhatIsNotToBeOverwrittenAndSaysSo() {
    PreparedEdit edit = edit(Overwrite.NEVER);
    store.upload("edited", MANIFEST, "theirs".getBytes(StandardCharsets.UTF_8));

    EditOutcome outcome = steps(ledger).finish(edit, own(edit, 1, 0), ANSWER, Optional.empty());

    assertThat(outcome).isEqualTo(new Edited("edited", RESULT));
    assertThat(store.bytes("edited", MANIFEST)).asString().isEqualTo("theirs");
    assertThat(edit.trail().notes())
        .containsExactly(
            "another object has come to out/photo.png.json meanwhile and was not overwritten");
  }

  @Test
  void keepsRoomForTheManifestInTheLongestKey() {
    String folder = "in/" + "a".repeat(1024 - "out/".length() - "/x.webp".length()) + "/";
    PreparedEdit with = edit(Overwrite.ALWAYS, folder + "x.png", true);
    PreparedEdit without = edit(Overwrite.ALWAYS, folder + "x.png", false);
    String shorter = folder.substring(0, folder.length() - ".json/".length()) + "/";
    PreparedEdit fitting = edit(Overwrite.ALWAYS, shorter + "x.png", true);

    assertThat(OutputKeys.fit(without)).isTrue();
    assertThat(OutputKeys.fit(with)).isFalse();
    assertThat(OutputKeys.fit(fitting)).isTrue();
  }

  private JsonNode manifest() {
    return ManifestSchema.valid(store.bytes("edited", MANIFEST));
  }

  private PreparedEdit edit(Overwrite overwrite) {
    return edit(overwrite, SOURCE, true);
  }

  private PreparedEdit edit(Overwrite overwrite, String key, boolean manifest) {
    EditJob job = new EditJob("uploads", key, Deadline.in(Duration.ofSeconds(60), clock));
    store.upload("uploads", key, Pictures.png(16, 12));
    return PreparedEdit.of(
        job,
        EditStepsTest.preset(overwrite, manifest),
        store.fetch("uploads", key, files.source(), 1 << 20).orElseThrow(),
        files,
        new EditTrail(job, clock));
  }

  private static Own own(PreparedEdit edit, int attempts, int unknowns) {
    return new Own(edit.place(), edit.id(), "us", attempts, unknowns, Optional.empty());
  }

  private LastSteps steps(EditLedger asked) {
    Settings settings =
        new Settings(
            Duration.ofSeconds(60),
            new Limits(1 << 20, 1 << 20, 4),
            LogFormat.TEXT,
            Optional.empty(),
            Optional.empty(),
            Spending.unbounded(),
            List.of());
    return Pipelines.lastSteps(settings, store, editor, asked, clock);
  }
}
