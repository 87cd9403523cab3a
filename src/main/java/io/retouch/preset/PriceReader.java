package io.retouch.preset;

import io.retouch.preset.RetouchConfig.PriceConfig;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;

/** Reads what one image costs. */
final class PriceReader {
  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);

  /** Costs are counted in millionths. */
  private static final int DECIMALS = 6;

  private final Problems problems;
  private final Values values;

  PriceReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  Optional<Provider.Price> read(String path, PriceConfig config) {
    if (config.currency().isEmpty() && config.image().isEmpty()) {
      return Optional.empty();
    }
    Optional<String> currency = currency(path + ".currency", config.currency());
    Optional<BigDecimal> image = image(path + ".image", config.image());
    return currency.flatMap(code -> image.map(price -> new Provider.Price(code, price)));
  }

  private Optional<String> currency(String property, Optional<String> value) {
    Optional<String> code =
        values.required(property, value, "write the price's currency by ISO 4217, as in CNY.");
    try {
      return code.map(Currency::getInstance).map(Currency::getCurrencyCode);
    } catch (IllegalArgumentException e) {
      problems.add(
          property,
          "\"%s\" is not a currency; write its three letters by ISO 4217, as in CNY."
              .formatted(code.orElse("")));
      return Optional.empty();
    }
  }

  private Optional<BigDecimal> image(String property, Optional<String> value) {
    Optional<String> written =
        values.required(property, value, "write what one image costs, as in \"0.02\".");
    return written.flatMap(text -> amount(property, text));
  }

  /** An amount of money with at most six decimals. */
  Optional<BigDecimal> amount(String property, String written) {
    BigDecimal price;
    try {
      price = new BigDecimal(written.trim());
    } catch (NumberFormatException e) {
      problems.add(
          property,
          "\"%s\" is not a decimal number; write for example \"0.02\".".formatted(written));
      return Optional.empty();
    }
    boolean fits = price.signum() >= 0 && price.compareTo(MOST) <= 0;
    if (!fits || price.stripTrailingZeros().scale() > DECIMALS) {
      problems.add(
          property,
          "%s is out of range; write a price from 0 to %s with at most six decimals."
              .formatted(written, MOST));
      return Optional.empty();
    }
    return Optional.of(price);
  }
}
