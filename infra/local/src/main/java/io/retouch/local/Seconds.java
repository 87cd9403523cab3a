package io.retouch.local;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Durations as people read them. */
final class Seconds {
  private Seconds() {}

  /** Whole seconds without, others with one decimal. */
  static String readable(Duration duration) {
    BigDecimal seconds = BigDecimal.valueOf(duration.toMillis(), 3);
    return seconds.setScale(1, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
  }
}
