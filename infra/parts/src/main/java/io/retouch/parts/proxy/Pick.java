package io.retouch.parts.proxy;

import java.math.BigDecimal;
import java.util.SplittableRandom;

/** Which of the calls that a condition's operation and path let through. */
sealed interface Pick {

  /**
   * One call as a rule counts it.
   *
   * @param ofRule its number among all calls that the rule's operation and path let through, from 1
   * @param ofOperation its number among those of its operation, from 1
   */
  record Turn(String operation, long ofRule, long ofOperation) {}

  boolean takes(Turn turn);

  /** Numbers from first to last, both included. */
  record Range(long first, long last) implements Pick {
    public Range {
      if (first < 1 || last < first) {
        throw new IllegalArgumentException(
            "The calls %d to %d do not exist; count from 1.".formatted(first, last));
      }
    }

    @Override
    public boolean takes(Turn turn) {
      return first <= turn.ofRule && turn.ofRule <= last;
    }

    @Override
    public String toString() {
      return first == last ? "#" + first : "#" + first + "-" + last;
    }
  }

  /** Numbers drawn by lot, the same ones for the same seed and operation. */
  record Chance(double probability, long seed) implements Pick {
    public Chance {
      if (!(probability >= 0 && probability <= 1)) {
        throw new IllegalArgumentException(
            "The probability " + probability + " does not fit; use one from 0 to 1.");
      }
    }

    @Override
    public boolean takes(Turn turn) {
      long ofOperation = new SplittableRandom(seed ^ turn.operation.hashCode()).nextLong();
      return new SplittableRandom(ofOperation + turn.ofOperation).nextDouble() < probability;
    }

    @Override
    public String toString() {
      return "@" + BigDecimal.valueOf(probability).toPlainString() + ":seed=" + seed;
    }
  }
}
