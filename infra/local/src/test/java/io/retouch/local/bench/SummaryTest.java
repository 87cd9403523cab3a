package io.retouch.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void interpolatesBetweenTheNearestValuesInAnyOrder() {
    Summary summary = Summary.of(List.of(4.0, 1.0, 3.0, 2.0));

    assertThat(summary.median()).isEqualTo(2.5);
    assertThat(summary.p10()).isCloseTo(1.3, offset(1e-9));
    assertThat(summary.p90()).isCloseTo(3.7, offset(1e-9));
  }

  @Test
  void takesTheValuesThemselvesWhereTheyAreHit() {
    List<Double> values = IntStream.rangeClosed(0, 100).mapToObj(Double::valueOf).toList();

    assertThat(Summary.of(values)).isEqualTo(new Summary(101, 50, 10, 90));
  }

  @Test
  void saysTheOneValueThreeTimes() {
    assertThat(Summary.of(List.of(7.0))).isEqualTo(new Summary(1, 7, 7, 7));
  }

  @Test
  void refusesNothingAndWhatIsNoNumber() {
    assertThatThrownBy(() -> Summary.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Summary.of(List.of(1.0, Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a number");
  }
}
