package io.retouch.edit;

import io.retouch.edit.EditOutcome.Waiting;
import java.time.Clock;
import java.time.Duration;

/** When it makes sense to come back, where the API does not say so. */
final class Waits {
  /** For what mends itself. */
  private static final Duration BRIEF = Duration.ofSeconds(60);

  /** For what a person has to mend. */
  private static final Duration LONG = Duration.ofMinutes(15);

  private Waits() {}

  static Waiting briefly(String code, String reason, Clock clock) {
    return new Waiting(code, reason, clock.instant().plus(BRIEF));
  }

  static Waiting untilMended(String code, String reason, Clock clock) {
    return new Waiting(code, reason, clock.instant().plus(LONG));
  }

  static Waiting asAsked(NotRunException notRun, Clock clock) {
    return new Waiting(
        notRun.code(),
        String.valueOf(notRun.getMessage()),
        clock.instant().plus(notRun.retryAfter().orElse(BRIEF)));
  }
}
