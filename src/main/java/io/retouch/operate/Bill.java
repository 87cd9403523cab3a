package io.retouch.operate;

import io.retouch.edit.EditLedger.Charge;
import io.retouch.edit.EditRecord;
import io.retouch.preset.Provider;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;

/**
 * What an edit may have cost. A call whose outcome is unknown counts as paid; calls before an
 * operator's release do not count.
 *
 * @param calls how many calls were submitted, those that were not run included
 * @param paidAtMost how many of them may have been paid for
 * @param cost what these cost at most, without zeros at its end; nothing where there is no price
 * @param currency of the cost; nothing where there is no price
 */
public record Bill(
    int calls, int paidAtMost, Optional<BigDecimal> cost, Optional<String> currency) {
  private static final int DECIMALS = 6;

  public Bill {
    Objects.requireNonNull(cost, "cost");
    Objects.requireNonNull(currency, "currency");
  }

  static Bill of(EditRecord found, Provider provider) {
    int paid = paidAtMost(found);
    long each = found.charge().map(Charge::cost).orElse(0L);
    return new Bill(
        found.calls(),
        paid,
        provider
            .price()
            .map(price -> Provider.Price.plain(amount(each).multiply(BigDecimal.valueOf(paid)))),
        provider.price().map(Provider.Price::currency));
  }

  private static int paidAtMost(EditRecord found) {
    boolean openCall =
        switch (found.state()) {
          case CLAIMED -> false;
          case SUBMITTED, ANSWERED, DONE, REJECTED, PARKED -> found.calls() > found.unknowns();
        };
    return found.unknowns() + (openCall ? 1 : 0);
  }

  /** An amount of money from millionths of its unit. */
  static BigDecimal amount(long millionths) {
    return BigDecimal.valueOf(millionths, DECIMALS);
  }
}
