package io.retouch.preset;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An edit API as configured.
 *
 * @param name the name under {@code retouch.providers}
 * @param dialect which API it speaks, for example {@code openai-edits}
 * @param baseUrl what the dialect's paths are appended to, without a trailing slash
 * @param apiKey the key, where the configuration holds one; never logged
 * @param apiKeyParameter the name of the SSM SecureString that holds the key, where the
 *     configuration does not
 * @param headers what else is sent in the head of every call; never logged
 * @param attempts how many calls a single delivery may make when the API answers that it did not
 *     run, 1 to 10; default 3
 * @param attemptTimeout how long a single call may take, from connecting to the last byte of its
 *     answer; default 15 s
 * @param concurrency how many calls one process makes side by side; default 5 (StepFun's tier V0)
 * @param requestsPerMinute how many calls one process starts within a minute; default 100
 *     (StepFun's tier V0)
 * @param resultHosts the hosts from which result links are fetched
 * @param privateNetwork whether the API and its result links may be plain http and lie at private
 *     addresses, as a self-hosted server's do; default false
 * @param misconfiguredWords what the error of a 400 holds, in any case, if it is no fault of the
 *     picture: the model is missing or was retired, or the account may not use it
 * @param price what one image costs, where configured
 */
public record Provider(
    String name,
    String dialect,
    URI baseUrl,
    Optional<ApiKey> apiKey,
    Optional<String> apiKeyParameter,
    Headers headers,
    int attempts,
    Duration attemptTimeout,
    int concurrency,
    int requestsPerMinute,
    Set<String> resultHosts,
    boolean privateNetwork,
    Set<String> misconfiguredWords,
    Optional<Price> price) {

  /** The words that tell such an error where the configuration names no others. */
  public static final Set<String> MISCONFIGURED_WORDS =
      Set.of("model", "permission", "account", "模型", "权限", "账户", "账号", "帐户", "帐号");

  public Provider {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(dialect, "dialect");
    Objects.requireNonNull(baseUrl, "baseUrl");
    Objects.requireNonNull(apiKey, "apiKey");
    Objects.requireNonNull(apiKeyParameter, "apiKeyParameter");
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(attemptTimeout, "attemptTimeout");
    resultHosts = Set.copyOf(resultHosts);
    misconfiguredWords = Set.copyOf(misconfiguredWords);
    Objects.requireNonNull(price, "price");
  }

  /** A provider whose key is configured and that gets no headers of its own. */
  public Provider(
      String name,
      String dialect,
      URI baseUrl,
      Optional<ApiKey> apiKey,
      int attempts,
      Duration attemptTimeout,
      int concurrency,
      int requestsPerMinute,
      Set<String> resultHosts,
      boolean privateNetwork,
      Set<String> misconfiguredWords,
      Optional<Price> price) {
    this(
        name,
        dialect,
        baseUrl,
        apiKey,
        Optional.empty(),
        Headers.none(),
        attempts,
        attemptTimeout,
        concurrency,
        requestsPerMinute,
        resultHosts,
        privateNetwork,
        misconfiguredWords,
        price);
  }

  /**
   * Headers whose values do not print themselves, since they may be keys.
   *
   * @param values by name, in the order of the names
   */
  public record Headers(Map<String, String> values) {
    public Headers {
      values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** No headers. */
    public static Headers none() {
      return new Headers(Map.of());
    }

    @Override
    public String toString() {
      return values.keySet() + " (secret)";
    }
  }

  /** A key that does not print itself. */
  public record ApiKey(String value) {
    public ApiKey {
      Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
      return "(secret)";
    }
  }

  /**
   * What one image costs.
   *
   * @param currency ISO 4217, for example {@code CNY}
   * @param image the price of one image, at least 0, at most six decimals
   */
  public record Price(String currency, BigDecimal image) {
    public Price {
      Objects.requireNonNull(currency, "currency");
      Objects.requireNonNull(image, "image");
    }

    /** What so many images cost, written the {@linkplain #plain shortest way}. */
    public BigDecimal of(int images) {
      return plain(image.multiply(BigDecimal.valueOf(images)));
    }

    /** The shortest way to write an amount, never with an exponent. */
    public static BigDecimal plain(BigDecimal amount) {
      BigDecimal stripped = amount.stripTrailingZeros();
      return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
  }
}
