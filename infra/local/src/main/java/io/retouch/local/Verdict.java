package io.retouch.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retouch.local.cloud.Outcome;
import io.retouch.local.host.Result;

/** Turns what came of a picture into an edited one or one sentence. */
final class Verdict {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The function's word for a key that the API does not know. */
  private static final String WRONG_KEY = "unauthorised";

  private final FunctionLines lines;

  Verdict(FunctionLines lines) {
    this.lines = lines;
  }

  /**
   * The outcome of an edited picture.
   *
   * @throws RunException for every other one
   */
  Outcome edited(Outcome outcome) {
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

  /** Why there is no outcome, where this is how the invocation ended. */
  RunException withoutOutcome(Result result) {
    String sentence =
        Incidents.sentence(result)
            .orElse(
                gaveBack(result)
                    ? "The function gave the event back to its queue and did not say why."
                    : "The function ended without saying what became of the picture.");
    return RunException.notEdited(sentence, lines.unseen());
  }

  private static boolean gaveBack(Result result) {
    if (!(result instanceof Result.Answered answer)) {
      return false;
    }
    try {
      return !JSON.readTree(answer.json()).path("batchItemFailures").isEmpty();
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
