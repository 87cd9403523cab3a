package io.retouch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retouch.local.cloud.Outcome;
import io.retouch.local.host.Result;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
  private static final Result DONE = new Result.Answered("{\"batchItemFailures\":[]}");

  private final FunctionLines lines = new FunctionLines(Optional.empty());
  private final Verdict verdict = new Verdict(lines);

  @Test
  void findsTheResultInTheOutcomesLine() {
    Outcome told =
        outcome(
            "{\"event\":\"edit\",\"preset\":\"watercolour\",\"bucket\":\"uploads\",\"key\":\"a.jpg\","
                + "\"outcome\":\"edited\",\"outputBucket\":\"edited\",\"outputKey\":\"花.png\","
                + "\"attempts\":2,\"totalMs\":1200}");

    Outcome outcome = verdict.edited(told);

    assertThat(outcome.outputBucket()).isEqualTo("edited");
    assertThat(outcome.outputKey()).isEqualTo("花.png");
    assertThat(outcome.attempts()).isEqualTo(2);
    assertThat(outcome.took()).isEqualTo(Duration.ofMillis(1_200));
  }

  private static Outcome outcome(String line) {
    return Outcome.parse(line).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rejected | no_image | It is no picture. | "
            + "The picture was rejected: It is no picture (no_image).",
        "skipped | '' | No preset matches | The picture was skipped: No preset matches.",
        "parked | unknown | Reset | The edit may have been paid for without a result: "
            + "Reset (unknown).",
        "waiting | unauthorised | Wrong key. | The picture was not edited: "
            + "Wrong key (unauthorised). The key is what STEP_API_KEY holds.",
        "waiting | '' | '' | The picture was not edited: no reason was given."
      })
  void saysInOneSentenceWhyThereIsNoResult(
      String name, String code, String reason, String sentence) {
    Outcome told =
        outcome(
            "{\"event\":\"edit\",\"outcome\":\"%s\",\"code\":\"%s\",\"reason\":\"%s\"}"
                .formatted(name, code, reason));

    assertThatThrownBy(() -> verdict.edited(told))
        .isInstanceOfSatisfying(
            RunException.class,
            failure -> {
              assertThat(failure.sentence()).isEqualTo(sentence);
              assertThat(failure.exitCode()).isEqualTo(1);
              assertThat(failure.log()).isEmpty();
            });
  }

  @Test
  void showsTheLogOfAFunctionThatDied() {
    lines.line("java.lang.IllegalStateException: broken");
    lines.line("\tat io.retouch.Some.where(Some.java:1)");
    lines.line("\t... 3 more");

    RunException late = sentenceOf(new Result.TimedOut(Duration.ofMillis(1_500)));
    RunException crashed = sentenceOf(new Result.Crashed(137, List.of()));
    RunException failed = sentenceOf(new Result.FunctionFailed("io.Broken", "it broke"));
    RunException notStarted = sentenceOf(new Result.NotStarted("It has no presets.", List.of()));

    assertThat(late.sentence())
        .isEqualTo("The function did not finish within 1.5 s and was killed, as Lambda does.");
    assertThat(late.log()).containsExactly("java.lang.IllegalStateException: broken");
    assertThat(crashed.sentence()).isEqualTo("The function crashed with exit code 137.");
    assertThat(failed.sentence()).isEqualTo("The function failed: io.Broken: it broke");
    assertThat(notStarted.sentence()).isEqualTo("It has no presets.");
  }

  @Test
  void saysSoWhereTheFunctionSaysNothing() {
    Result givenBack = new Result.Answered("{\"batchItemFailures\":[{\"itemIdentifier\":\"1\"}]}");

    assertThat(sentenceOf(DONE).sentence()).contains("without saying what became of the picture");
    assertThat(sentenceOf(givenBack).sentence()).contains("gave the event back");
  }

  private RunException sentenceOf(Result result) {
    return verdict.withoutOutcome(result);
  }
}
