package io.retouch.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.retouch.edit.NotRunAttemptException.Backoff;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff();

  @Test
  void neverComesBackBeforeTheApiAsksFor() {
    backoff.init(500);

    long pause = backoff.nextDelayInMillis(notRun(Optional.of(Duration.ofSeconds(3))));

    assertThat(pause - Backoff.JITTER).isGreaterThanOrEqualTo(3000);
  }

  @Test
  void doublesUpToTheLongestPauseWhereNobodyAsks() {
    backoff.init(500);

    long[] pauses =
        LongStream.range(0, 6)
            .map(attempt -> backoff.nextDelayInMillis(notRun(Optional.empty())))
            .toArray();

    assertThat(pauses).containsExactly(500, 1000, 2000, 4000, 4000, 4000);
  }

  private static NotRunAttemptException notRun(Optional<Duration> retryAfter) {
    return new NotRunAttemptException(
        new NotRunException("rate_limited", "too many calls", retryAfter), true);
  }
}
