package io.retouch.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retouch.local.host.Result;
import java.time.Duration;
import java.util.Optional;

/** Turns what came of an invocation into an edited picture or one sentence. */
final class Verdict {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The function's word for a key that the API does not know. */
  private static final String WRONG_KEY = "unauthorised";

  /** A line of the function may arrive a moment after its answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final FunctionLog log;

  Verdict(FunctionLog log) {
    this.log = log;
  }

  /**
   * The outcome of an edited picture.
   *
   * @throws RunException for every other end
   */
  Outcome edited(Result result) throws InterruptedException {
    if (result instanceof Result.NotStarted start) {
      throw failed(start.reason());
    }
    if (result instanceof Result.TimedOut late) {
      throw failed(
          "The function did not finish within %s s and was killed, as Lambda does."
              .formatted(Seconds.readable(late.limit())));
    }
    if (result instanceof Result.Crashed crash) {
      throw failed("The function crashed with exit code " + crash.exitCode() + ".");
    }
    if (result instanceof Result.FunctionFailed failure) {
      throw failed("The function failed: %s: %s".formatted(failure.type(), failure.message()));
    }
    Result.Answered answer = (Result.Answered) result;
    Optional<Outcome> outcome = log.outcome(PATIENCE);
    if (outcome.isEmpty()) {
      throw failed(
          gaveBack(answer)
              ? "The function gave the event back to its queue and did not say why."
              : "The function ended without saying what became of the picture.");
    }
    return edited(outcome.get());
  }

  private static Outcome edited(Outcome outcome) {
    return switch (outcome.name()) {
      case "edited" -> outcome;
      case "skipped" ->
          throw RunException.notEdited("The picture was skipped: " + outcome.explanation());
      case "rejected" ->
          throw RunException.notEdited("The picture was rejected: " + outcome.explanation());
      case "parked" ->
          throw RunException.notEdited(
              "The edit may have been paid for without a result: " + outcome.explanation());
      default ->
          throw RunException.notEdited(
              "The picture was not edited: " + outcome.explanation() + keyHint(outcome));
    };
  }

  private static String keyHint(Outcome outcome) {
    return outcome.code().equals(WRONG_KEY) ? " The key is what STEP_API_KEY holds." : "";
  }

  private RunException failed(String sentence) {
    return RunException.notEdited(sentence, log.unseen());
  }

  private static boolean gaveBack(Result.Answered answer) {
    try {
      return !JSON.readTree(answer.json()).path("batchItemFailures").isEmpty();
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
