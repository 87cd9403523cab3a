package io.retouch.preset;

import io.retouch.preset.Settings.Spending;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Reads what a day may cost, which only a ledger can count. */
final class SpendingReader {
  private static final String IMAGES = "retouch.budget.images-per-day";
  private static final String COST = "retouch.budget.cost-per-day";
  private static final int MOST_IMAGES = 100_000_000;

  private final Problems problems;
  private final Values values;

  SpendingReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  Spending read(RetouchConfig config, Collection<Optional<Provider>> providers) {
    Optional<String> images = config.budget().imagesPerDay();
    Optional<String> cost = config.budget().costPerDay();
    if (config.ledger().table().isEmpty()) {
      images.ifPresent(value -> needsLedger(IMAGES));
      cost.ifPresent(value -> needsLedger(COST));
    }
    OptionalLong imagesPerDay =
        images.isPresent()
            ? OptionalLong.of(values.integer(IMAGES, images, 1, 1, MOST_IMAGES))
            : OptionalLong.empty();
    Optional<BigDecimal> costPerDay =
        cost.flatMap(value -> new PriceReader(problems).amount(COST, value));
    if (costPerDay.isPresent()) {
      checkCurrency(providers);
    }
    return new Spending(imagesPerDay, costPerDay);
  }

  private void needsLedger(String property) {
    problems.add(
        property, "needs a ledger that counts; set retouch.ledger.table, or remove the property.");
  }

  /** A sum of different currencies, or of unknown prices, bounds nothing. */
  private void checkCurrency(Collection<Optional<Provider>> providers) {
    TreeSet<String> currencies = new TreeSet<>();
    for (Provider provider : providers.stream().flatMap(Optional::stream).toList()) {
      if (provider.price().isEmpty()) {
        problems.add(
            COST,
            "provider %1$s has no price; set retouch.providers.%1$s.price."
                .formatted(provider.name()));
      }
      provider.price().map(Provider.Price::currency).ifPresent(currencies::add);
    }
    if (currencies.size() > 1) {
      problems.add(
          COST,
          "the providers have prices in %s, which cannot be added; use images-per-day."
              .formatted(String.join(" and ", currencies)));
    }
  }
}
