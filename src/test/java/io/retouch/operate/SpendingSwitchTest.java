package io.retouch.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retouch.edit.EditRecords.Spent;
import io.retouch.edit.EditRecords.Stop;
import io.retouch.preset.Settings.Spending;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpendingSwitchTest {
  private final FakePorts ports = new FakePorts(3);

  @ParameterizedTest
  @CsvSource({
    "9, 0, false",
    "10, 0, true",
    "0, 180000, false",
    "0, 180001, true",
    "0, 200000, true"
  })
  void saysThatTheBudgetIsSpentAsSoonAsNoCallFitsIntoIt(long images, long cost, boolean spent) {
    ports.spend(new Spent(images, cost));

    Optional<Wait> hold =
        ports
            .spending(new Spending(OptionalLong.of(10), Optional.of(new BigDecimal("0.2"))))
            .hold(FakePorts.PROVIDER);

    assertThat(hold)
        .isEqualTo(
            spent
                ? Optional.of(
                    new Wait(
                        "budget_spent",
                        "the budget of 2026-11-01 is spent",
                        Optional.of(Instant.parse("2026-11-02T00:00:00Z"))))
                : Optional.empty());
  }

  @Test
  void boundsNothingWithoutABudget() {
    ports.spend(new Spent(1_000_000, 1_000_000_000));

    assertThat(ports.spending(Spending.unbounded()).hold(FakePorts.PROVIDER)).isEmpty();
  }

  @Test
  void saysThatSpendingWasStoppedBeforeItSaysThatTheBudgetIsSpent() {
    ports.spend(new Spent(10, 0));
    SpendingSwitch spending = ports.spending(new Spending(OptionalLong.of(10), Optional.empty()));

    Stop stop = spending.stop("Ada", "the bill");

    assertThat(stop.at()).isEqualTo(FakePorts.NOW);
    assertThat(spending.hold(FakePorts.PROVIDER))
        .contains(
            new Wait(
                "spending_stopped",
                "spending was stopped by Ada at 2026-11-01T12:00:00Z: the bill",
                Optional.empty()));
    assertThat(spending.resume()).contains(stop);
    assertThat(spending.resume()).isEmpty();
    assertThat(spending.hold(FakePorts.PROVIDER)).map(Wait::code).contains("budget_spent");
  }

  @Test
  void understandsAStopThatWasWrittenByHand() {
    ports.stop(new Stop("", "", Instant.EPOCH));

    assertThat(ports.spending(Spending.unbounded()).hold(FakePorts.PROVIDER))
        .contains(new Wait("spending_stopped", "spending was stopped", Optional.empty()));
  }

  @Test
  void stopsNothingWithoutALedger() {
    ports.configure(Optional.of("uploads"), Optional.empty());
    SpendingSwitch spending = ports.spending(Spending.unbounded());

    assertThatThrownBy(() -> spending.stop("Ada", "")).isInstanceOf(OperatorException.class);
    assertThatThrownBy(spending::resume).isInstanceOf(OperatorException.class);
  }
}
