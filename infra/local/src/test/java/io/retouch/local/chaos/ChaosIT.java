package io.retouch.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A short run of the proof, around the artifact that this build has made. */
class ChaosIT {
  /** A quiet machine with two cores takes a fifth of it. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Test
  void paysOnceAndLosesNothingWhileEverythingBreaks() throws Exception {
    ChaosPlan plan = new ChaosPlan(60, 7, 2, PATIENCE);
    Path root = Path.of("").toAbsolutePath().resolve("../..").normalize();

    Verdict verdict =
        new ChaosRun(plan, Chaos.artifact(root), line -> {}, (process, line) -> {}).run();

    assertThat(verdict.complaints()).as(String.join("\n", verdict.summary())).isEmpty();
    assertThat(verdict.numbers().events()).isGreaterThanOrEqualTo(60);
    assertThat(verdict.numbers().kills()).isPositive();
    assertThat(verdict.numbers().broken()).isPositive();
    assertThat(verdict.sums().paid()).isPositive();
  }
}
