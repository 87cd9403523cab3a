package io.retouch.edit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * The moment at which an invocation ends, whatever it is doing.
 *
 * @param at that moment
 * @param clock tells how far away it is
 */
public record Deadline(Instant at, Clock clock) {
  public Deadline {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(clock, "clock");
  }

  /** The deadline of an invocation that starts now. */
  public static Deadline in(Duration timeLimit, Clock clock) {
    return new Deadline(clock.instant().plus(timeLimit), clock);
  }

  /** The time left; negative once it has passed. */
  public Duration remaining() {
    return Duration.between(clock.instant(), at);
  }

  /** Whether at least this much time is left. */
  public boolean allows(Duration duration) {
    return remaining().compareTo(duration) >= 0;
  }
}
