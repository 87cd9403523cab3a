package io.retouch.ledger;

import io.retouch.edit.EditLedger.Charge;
import io.retouch.edit.EditLedger.Submission.Held;
import io.retouch.preset.Provider;
import io.retouch.preset.Settings;
import io.retouch.preset.Settings.Spending;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What a UTC day may cost. The day's item counts what was reserved, whether it is bounded or not,
 * in millionths of the currency; it is taken from in the very transaction that submits a call.
 */
@ApplicationScoped
class Budget {
  /** The item whose presence stops all spending. */
  static final String STOP = "control#stop";

  /** How old may be what is known of the stop item: it is effective within this time. */
  static final Duration STOP_CACHE = Duration.ofSeconds(30);

  private static final Duration STOPPED_WAIT = Duration.ofMinutes(5);
  private static final int DECIMALS = 6;

  private final LedgerTable table;
  private final Spending spending;
  private final Clock clock;
  private Instant readAt = Instant.MIN;
  private boolean stop;

  @Inject
  Budget(LedgerTable table, Settings settings, Clock clock) {
    this(table, settings.spending(), clock);
  }

  Budget(LedgerTable table, Spending spending, Clock clock) {
    this.table = table;
    this.spending = spending;
    this.clock = clock;
  }

  static String key(String day) {
    return "budget#" + day;
  }

  /** Whether spending was stopped. */
  synchronized Optional<Held> stopped() {
    Instant now = clock.instant();
    if (!now.isBefore(readAt.plus(STOP_CACHE)) || now.isBefore(readAt)) {
      stop = table.read(STOP).isPresent();
      readAt = now;
    }
    return stop
        ? Optional.of(new Held("spending_stopped", "spending was stopped", now.plus(STOPPED_WAIT)))
        : Optional.empty();
  }

  /** What a call costs now. */
  Charge charge(Provider provider) {
    long cost =
        provider
            .price()
            .map(Provider.Price::image)
            .map(price -> price.movePointRight(DECIMALS).longValueExact())
            .orElse(0L);
    return new Charge(today().toString(), cost);
  }

  Change take(Charge charge) {
    Change change = table.change(key(charge.day())).add("images", 1).add("spent", charge.cost());
    spending.imagesPerDay().ifPresent(most -> change.whenAtMost("images", most - 1));
    spending
        .costPerDay()
        .ifPresent(most -> change.whenAtMost("spent", millionths(most) - charge.cost()));
    return change;
  }

  Change giveBack(Charge charge) {
    return table.change(key(charge.day())).add("images", -1).add("spent", -charge.cost());
  }

  /** Why and until when a call has to wait for which nothing is left. */
  Held spent(Charge charge) {
    return new Held(
        "budget_spent",
        "the budget of %s is spent".formatted(charge.day()),
        LocalDate.parse(charge.day()).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private static long millionths(BigDecimal amount) {
    return amount.movePointRight(DECIMALS).longValueExact();
  }
}
