package io.retouch.local.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HostLimitsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void takesMemoryWithinWhatLambdaOffers() {
    assertThat(new HostLimits(SECOND, SECOND, 128).memoryMegabytes()).isEqualTo(128);
    assertThat(new HostLimits(SECOND, SECOND, 10_240).memoryMegabytes()).isEqualTo(10_240);
    assertThatIllegalArgumentException().isThrownBy(() -> new HostLimits(SECOND, SECOND, 127));
    assertThatIllegalArgumentException().isThrownBy(() -> new HostLimits(SECOND, SECOND, 10_241));
  }

  @Test
  void refusesNoTimeAtAll() {
    assertThatIllegalArgumentException().isThrownBy(() -> HostLimits.of(Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HostLimits(SECOND, Duration.ofMillis(-1), 512));
  }
}
