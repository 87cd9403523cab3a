package io.retouch.local.bench;

import java.util.Arrays;
import java.util.Collection;

/**
 * What is told of a series of measured values. Percentiles are interpolated linearly between the
 * two nearest values.
 *
 * @param count of the values, at least 1
 */
record Summary(int count, double median, double p10, double p90) {
  private static final double TENTH = 0.1;
  private static final double HALF = 0.5;
  private static final double NINE_TENTHS = 0.9;

  Summary {
    if (count < 1) {
      throw new IllegalArgumentException("A summary needs at least one value.");
    }
  }

  /**
   * Sums up.
   *
   * @throws IllegalArgumentException if there is no value, or one that is no number
   */
  static Summary of(Collection<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (!Arrays.stream(sorted).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("A measured value is not a number.");
    }
    return new Summary(
        sorted.length,
        percentile(sorted, HALF),
        percentile(sorted, TENTH),
        percentile(sorted, NINE_TENTHS));
  }

  private static double percentile(double[] sorted, double part) {
    if (sorted.length == 0) {
      throw new IllegalArgumentException("A summary needs at least one value.");
    }
    double place = part * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
