package io.retouch.local;

import io.retouch.local.host.Result;
import java.util.Optional;

/** What a person is told about an invocation that brought no answer. */
final class Incidents {
  private Incidents() {}

  /** One sentence; empty where the function answered or merely had no process to spare. */
  static Optional<String> sentence(Result result) {
    if (result instanceof Result.NotStarted start) {
      return Optional.of(start.reason());
    }
    if (result instanceof Result.TimedOut late) {
      return Optional.of(
          "The function did not finish within %s s and was killed, as Lambda does."
              .formatted(Seconds.readable(late.limit())));
    }
    if (result instanceof Result.Crashed crash) {
      return Optional.of("The function crashed with exit code " + crash.exitCode() + ".");
    }
    if (result instanceof Result.FunctionFailed failure) {
      return Optional.of(
          "The function failed: %s: %s".formatted(failure.type(), failure.message()));
    }
    return Optional.empty();
  }
}
