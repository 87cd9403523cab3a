package io.retouch.operate;

import io.retouch.edit.EditRecords;
import io.retouch.edit.EditRecords.Spent;
import io.retouch.edit.EditRecords.Stop;
import io.retouch.preset.Provider;
import io.retouch.preset.Settings;
import io.retouch.preset.Settings.Spending;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Stops and allows spending, for all functions of one ledger. */
@ApplicationScoped
public class SpendingSwitch {
  private static final Logger LOG = Logger.getLogger(SpendingSwitch.class);

  private final Targets targets;
  private final EditRecords records;
  private final Spending spending;
  private final Clock clock;

  @Inject
  SpendingSwitch(Targets targets, EditRecords records, Settings settings, Clock clock) {
    this.targets = targets;
    this.records = records;
    this.spending = settings.spending();
    this.clock = clock;
  }

  /**
   * Lets no call be made any more, within 30 seconds everywhere; pictures wait meanwhile, and none
   * is lost. Over an earlier stop.
   *
   * @param by who wants it; may be empty
   * @param reason why; may be empty
   * @throws OperatorException if there is no ledger to write that down in
   */
  public Stop stop(String by, String reason) {
    targets.requireLedger();
    Stop stop = new Stop(by, reason, clock.instant().truncatedTo(ChronoUnit.SECONDS));
    records.stop(stop);
    LOG.warnf("Nothing is paid for any more: %s.", sentence(stop));
    return stop;
  }

  /**
   * Allows calls again, within 30 seconds everywhere; does nothing if they are allowed.
   *
   * @return the stop that ended, if there was one
   * @throws OperatorException if there is no ledger
   */
  public Optional<Stop> resume() {
    targets.requireLedger();
    Optional<Stop> stopped = records.stopped();
    records.resume();
    stopped.ifPresent(stop -> LOG.warnf("Spending is allowed again; %s.", sentence(stop)));
    return stopped;
  }

  /** Why no call to this provider would be made now, if so. */
  Optional<Wait> hold(Provider provider) {
    Optional<Wait> stopped = stopped();
    if (stopped.isPresent()) {
      return stopped;
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (spending.imagesPerDay().isEmpty() && spending.costPerDay().isEmpty()) {
      return Optional.empty();
    }
    if (!isSpent(records.spent(today), provider)) {
      return Optional.empty();
    }
    return Optional.of(
        Wait.until(
            "budget_spent",
            "the budget of %s is spent".formatted(today),
            today.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC)));
  }

  /** That somebody has stopped all spending, if so. */
  Optional<Wait> stopped() {
    return records.stopped().map(stop -> Wait.of("spending_stopped", sentence(stop)));
  }

  private boolean isSpent(Spent spent, Provider provider) {
    BigDecimal price = provider.price().map(Provider.Price::image).orElse(BigDecimal.ZERO);
    boolean images = spending.imagesPerDay().orElse(Long.MAX_VALUE) <= spent.images();
    boolean cost =
        spending
            .costPerDay()
            .filter(most -> Bill.amount(spent.cost()).add(price).compareTo(most) > 0)
            .isPresent();
    return images || cost;
  }

  private static String sentence(Stop stop) {
    StringBuilder sentence = new StringBuilder("spending was stopped");
    if (!stop.by().isEmpty()) {
      sentence.append(" by ").append(stop.by());
    }
    if (!stop.at().equals(Instant.EPOCH)) {
      sentence.append(" at ").append(stop.at());
    }
    if (!stop.reason().isEmpty()) {
      sentence.append(": ").append(stop.reason());
    }
    return sentence.toString();
  }
}
