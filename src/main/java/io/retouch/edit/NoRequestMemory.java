package io.retouch.edit;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** The memory of requests where no ledger is configured: every request is a new one. */
final class NoRequestMemory implements RequestMemory {
  private final Clock clock;

  NoRequestMemory(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Remembered remember(String id, String content, Duration window) {
    return new Remembered(content, clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }
}
