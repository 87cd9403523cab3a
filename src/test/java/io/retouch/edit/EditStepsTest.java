package io.retouch.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.retouch.edit.EditLedger.Charge;
import io.retouch.edit.EditLedger.Claim;
import io.retouch.edit.EditLedger.Submission;
import io.retouch.edit.EditOutcome.Edited;
import io.retouch.edit.EditOutcome.Parked;
import io.retouch.edit.EditOutcome.Rejected;
import io.retouch.edit.EditOutcome.Waiting;
import io.retouch.preset.KeyTemplate;
import io.retouch.preset.Match;
import io.retouch.preset.Output;
import io.retouch.preset.Output.Overwrite;
import io.retouch.preset.Preset;
import io.retouch.preset.Preset.OnUnknownOutcome;
import io.retouch.preset.Preset.Wish;
import io.retouch.preset.Provider;
import io.retouch.preset.Provider.ApiKey;
import io.retouch.preset.Settings;
import io.retouch.preset.Settings.Limits;
import io.retouch.preset.Settings.LogFormat;
import io.retouch.preset.Settings.Spending;
import io.retouch.preset.SourceForm;
import io.retouch.preset.Storage;
import io.retouch.preset.Treatment;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In which order the ledger, the API and the store are asked; without the annotations' repeats. */
class EditStepsTest {
  private static final Instant LATER = Instant.parse("2026-11-02T00:00:00Z");

  /** Where the bytes of the edit's first answer are kept. */
  private static final String KEPT =
      ".retouch/answers/"
          + EditId.of(
                  "uploads", "in/photo.png", "etag", preset(), Optional.empty(), Optional.empty())
              .value()
          + "-1";

  @TempDir Path temp;

  private final List<String> story = new ArrayList<>();
  private final MemoryStore store = new MemoryStore(story);
  private final ScriptedEditor editor = new ScriptedEditor(story);
  private final StoryLedger ledger = new StoryLedger(story);

  @BeforeEach
  void uploadAPicture() {
    store.upload("uploads", "in/photo.png", Pictures.png(16, 16));
  }

  @Test
  void claimsSubmitsCallsChecksPointsWritesAndEnds() {
    EditOutcome outcome = edit(Duration.ofSeconds(60));

    assertThat(outcome).isEqualTo(new Edited("edited", "out/photo.png"));
    assertThat(story)
        .containsExactly(
            "claim out/photo.{ext}",
            "submit",
            "call",
            "put " + KEPT,
            "checkpoint Kept",
            "put out/photo.png",
            "done out/photo.png",
            "delete " + KEPT);
  }

  @Test
  void resumesFromTheCheckpointWithoutPayingAgain() {
    ledger.answerClaims(
        own ->
            new Claim.Answered(
                own,
                new ImageEditor.Answer.Link(
                    URI.create("https://res.stepfun.com/a.png"), OptionalLong.empty())));

    EditOutcome outcome = edit(Duration.ofSeconds(60));

    assertThat(outcome).isInstanceOf(Edited.class);
    assertThat(story)
        .containsExactly(
            "claim out/photo.{ext}", "download", "put out/photo.png", "done out/photo.png");
  }

  @Test
  void leavesAPlaceAloneThatSomebodyElseIsEditing() {
    ledger.answerClaims(own -> new Claim.Busy(LATER));

    EditOutcome outcome = edit(Duration.ofSeconds(60));

    assertThat(outcome)
        .isEqualTo(new Waiting("in_progress", "another delivery is editing this picture", LATER));
    assertThat(story).containsExactly("claim out/photo.{ext}");
  }

  @Test
  void saysAgainHowAnEditHasEnded() {
    ledger.answerClaims(own -> new Claim.Ended(new Edited("edited", "out/photo.webp")));

    EditOutcome outcome = edit(Duration.ofSeconds(60));

    assertThat(outcome).isEqualTo(new Edited("edited", "out/photo.webp", true));
    assertThat(story).containsExactly("claim out/photo.{ext}");
  }

  @Test
  void doesNotCallWhereTheBudgetIsSpent() {
    ledger.hold(new Submission.Held("budget", "1000 images were edited today", LATER));

    EditOutcome outcome = edit(Duration.ofSeconds(60));

    assertThat(outcome).isEqualTo(new Waiting("budget", "1000 images were edited today", LATER));
    assertThat(story).containsExactly("claim out/photo.{ext}", "held");
  }

  @Test
  void givesBackWhatWasNotRun() {
    editor.failWith(new NotRunException("rate_limited", "429", Optional.of(Duration.ofMinutes(9))));

    EditOutcome outcome = edit(Duration.ofSeconds(60));

    assertThat(outcome).isInstanceOf(Waiting.class);
    assertThat(story)
        .containsExactly("claim out/photo.{ext}", "submit", "call", "not run", "release");
  }

  @Test
  void givesBackWhatWasMisconfigured() {
    editor.failWith(new MisconfiguredException("unauthorised", "401"));

    EditOutcome outcome = edit(Duration.ofSeconds(60));

    assertThat(outcome).isInstanceOf(Waiting.class);
    assertThat(story)
        .containsExactly("claim out/photo.{ext}", "submit", "call", "not run", "release");
  }

  @Test
  void writesTheRowBeforeTheReportOfARefusal() {
    editor.failWith(new RefusedException("moderation", "451"));

    EditOutcome outcome = edit(Duration.ofSeconds(60));

    assertThat(outcome)
        .isEqualTo(
            new Rejected("moderation", "451", Optional.of("out-rejected/in/photo.png.json")));
    assertThat(story)
        .containsExactly(
            "claim out/photo.{ext}",
            "submit",
            "call",
            "rejected moderation",
            "put out-rejected/in/photo.png.json");
  }

  @Test
  void claimsBeforeItRejectsWhatIsNoPicture() {
    store.upload("uploads", "in/photo.png", "text".getBytes(StandardCharsets.UTF_8));

    EditOutcome outcome = edit(Duration.ofSeconds(60));

    assertThat(outcome).isInstanceOf(Rejected.class);
    assertThat(story)
        .containsExactly(
            "claim out/photo.{ext}",
            "rejected invalid_image",
            "put out-rejected/in/photo.png.json");
  }

  @Test
  void paysAtMostTwiceAndNamesBoth() {
    editor.failWith(new UnknownOutcomeException("timeout", "no answer came"));
    editor.failWith(new UnknownOutcomeException("timeout", "no answer came"));

    EditOutcome outcome = edit(Duration.ofSeconds(60));

    assertThat(outcome).isInstanceOf(Parked.class);
    assertThat(story)
        .containsExactly(
            "claim out/photo.{ext}",
            "submit",
            "call",
            "unknown timeout",
            "submit",
            "call",
            "parked timeout",
            "put out-rejected/in/photo.png.json");
  }

  @Test
  void startsNoAttemptThatDoesNotFitBeforeTheEnd() {
    Duration whole = Duration.ofSeconds(15).plus(EditAttempt.WRITE_RESERVE);

    EditOutcome tooLate = edit(whole.minusMillis(1));

    assertThat(tooLate).isInstanceOf(Waiting.class);
    assertThat(story).containsExactly("claim out/photo.{ext}", "release");

    story.clear();
    ledger.thenClaimed();
    assertThat(edit(whole)).isInstanceOf(Edited.class);
  }

  @Test
  void keepsThePaidAnswerWhereTheStoreIsAway() {
    store.failWrites();

    EditOutcome outcome = edit(Duration.ofSeconds(60));

    assertThat(outcome).isInstanceOf(Waiting.class);
    assertThat(story)
        .containsExactly(
            "claim out/photo.{ext}", "submit", "call", "put " + KEPT, "checkpoint Kept", "release");
  }

  @Test
  void writesAnAnswerThatCannotBeRemembered() {
    ledger.loseCheckpoints();

    EditOutcome outcome = edit(Duration.ofSeconds(60));

    assertThat(outcome).isInstanceOf(Edited.class);
    assertThat(story).contains("put out/photo.png", "done out/photo.png");
  }

  @Test
  void findsTheResultOfACallWhoseCallerDied() {
    ledger.answerClaims(own -> new Claim.Interrupted(own));
    store.mark(
        "edited",
        "out/photo.webp",
        EditId.of("uploads", "in/photo.png", "etag", preset(), Optional.empty(), Optional.empty()));

    edit(Duration.ofSeconds(60));

    assertThat(story)
        .startsWith("claim out/photo.{ext}", "done out/photo.webp", "claim out/photo.{ext}");
  }

  @Test
  void findsTheKeptAnswerOfACallWhoseCallerDied() {
    ledger.answerClaims(own -> new Claim.Interrupted(own.submitted(new Charge("2026-11-01", 0))));
    store.upload("edited", KEPT, Pictures.png(8, 8));

    edit(Duration.ofSeconds(60));

    assertThat(story)
        .startsWith("claim out/photo.{ext}", "checkpoint Kept", "release", "claim out/photo.{ext}");
  }

  @Test
  void namesACallWhoseCallerDiedWithoutATrace() {
    ledger.answerClaims(own -> new Claim.Interrupted(own));

    edit(Duration.ofSeconds(60));

    assertThat(story)
        .startsWith(
            "claim out/photo.{ext}", "unknown interrupted", "release", "claim out/photo.{ext}");
  }

  @Test
  void neverOverwritesTheResultOfAnotherLivingSource() {
    store.upload("uploads", "in/photo.jpg", Pictures.png(16, 16));
    ledger.answerClaims(own -> new Claim.Anothers("uploads", "in/photo.jpg"));

    EditOutcome outcome = edit(Duration.ofSeconds(60));

    assertThat(outcome)
        .asInstanceOf(InstanceOfAssertFactories.type(Rejected.class))
        .satisfies(
            rejected -> {
              assertThat(rejected.code()).isEqualTo("place_taken");
              assertThat(rejected.reason()).contains("in/photo.png", "uploads/in/photo.jpg");
            });
    assertThat(story)
        .containsExactly("claim out/photo.{ext}", "put out-rejected/in/photo.png.json");
  }

  @Test
  void takesThePlaceOfASourceThatIsGone() {
    ledger.answerClaims(own -> new Claim.Anothers("uploads", "in/photo.jpg"));

    assertThat(edit(Duration.ofSeconds(60))).isInstanceOf(Edited.class);
  }

  @Test
  void startsOverWhereTheSourceWasOverwrittenMeanwhile() {
    ledger.answerClaims(
        own -> {
          store.overwrite("uploads", "in/photo.png", Pictures.png(20, 20), "newer");
          return new Claim.Claimed(own, true, "");
        });

    EditOutcome outcome = edit(Duration.ofSeconds(60));

    assertThat(outcome).isInstanceOf(Edited.class);
    assertThat(story)
        .startsWith("claim out/photo.{ext}", "release", "claim out/photo.{ext}", "submit", "call");
  }

  @Test
  void startsOverWhereTheSourceHasTakenItsPromptBackMeanwhile() {
    store.describe("uploads", "in/photo.png", Map.of("retouch-prompt", "In rain"));
    ledger.answerClaims(
        own -> {
          store.describe("uploads", "in/photo.png", Map.of());
          return new Claim.Claimed(own, true, "");
        });

    EditOutcome outcome = edit(Duration.ofSeconds(60));

    assertThat(outcome).isInstanceOf(Edited.class);
    assertThat(story)
        .startsWith("claim out/photo.{ext}", "release", "claim out/photo.{ext}", "submit", "call");
  }

  @Test
  void reportsAgainWhatEndedWithoutAResult() {
    ledger.answerClaims(
        own -> new Claim.Ended(new Parked("timeout", "no answer came", Optional.empty())));

    EditOutcome outcome = edit(Duration.ofSeconds(60));

    assertThat(outcome)
        .isEqualTo(
            new Parked("timeout", "no answer came", Optional.of("out-rejected/in/photo.png.json")));
  }

  @Test
  void callsNothingOnceThePlaceHasGoneToSomebodyElse() {
    ledger.answerClaims(
        own -> {
          throw new NotOwnException("the place has gone to another delivery");
        });

    assertThat(edit(Duration.ofSeconds(60))).isInstanceOf(Waiting.class);
    assertThat(story).containsExactly("claim out/photo.{ext}");
  }

  private EditOutcome edit(Duration timeLeft) {
    Clock clock = Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), java.time.ZoneOffset.UTC);
    Settings settings =
        new Settings(
            Duration.ofSeconds(60),
            new Limits(1 << 20, 1 << 20, 4),
            LogFormat.TEXT,
            Optional.empty(),
            Optional.empty(),
            Spending.unbounded(),
            List.of(preset()));
    Workspace workspace = new Workspace(temp);
    try {
      EditService service = Pipelines.of(settings, workspace, store, editor, ledger, clock);
      return service.edit(new EditJob("uploads", "in/photo.png", Deadline.in(timeLeft, clock)));
    } finally {
      workspace.close();
    }
  }

  private static Preset preset() {
    return preset(Overwrite.ALWAYS, false);
  }

  static Preset preset(Overwrite overwrite, boolean manifest) {
    return preset(overwrite, manifest, Storage.DEFAULT);
  }

  static Preset preset(Overwrite overwrite, boolean manifest, Storage storage) {
    Provider provider =
        new Provider(
            "stepfun",
            "openai-edits",
            URI.create("https://api.stepfun.com/v1"),
            Optional.of(new ApiKey("key")),
            3,
            Duration.ofSeconds(15),
            5,
            100,
            Set.of("res.stepfun.com"),
            false,
            Provider.MISCONFIGURED_WORDS,
            Optional.empty());
    return new Preset(
        "out",
        new Match("uploads", "in/", List.of(".png")),
        provider,
        "step-image-edit-2",
        "Repaint",
        Map.of(),
        SourceForm.INLINE,
        Optional.empty(),
        new Output(
            "edited",
            KeyTemplate.parse("out/{dir}{name}.{ext}"),
            overwrite,
            "out-rejected/",
            storage,
            manifest),
        OnUnknownOutcome.RETRY,
        Set.of(Wish.PROMPT),
        Treatment.DEFAULT,
        "0f".repeat(32));
  }
}
