package io.retouch.preset;

import io.retouch.preset.RetouchConfig.ProviderConfig;
import io.retouch.preset.Settings.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads one provider. */
final class ProviderReader {
  /** What remains of an invocation beside its calls: fetching the source, writing the result. */
  static final Duration SPARE = Duration.ofSeconds(10);

  private static final Pattern HOST =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  /** AWS Systems Manager User Guide, "Requirements and constraints for Parameter Store". */
  private static final Pattern PARAMETER =
      Pattern.compile("(arn:[!-~]{1,1000}|[A-Za-z0-9_./-]{1,1011}(:[A-Za-z0-9_.-]{1,100})?)");

  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(15);

  private final Problems problems;
  private final Values values;
  private final Map<String, DialectRules> dialects;
  private final AllowanceReader allowances;

  ProviderReader(
      Problems problems, Map<String, DialectRules> dialects, AllowanceReader allowances) {
    this.problems = problems;
    this.values = new Values(problems);
    this.dialects = dialects;
    this.allowances = allowances;
  }

  /**
   * Reads one provider; what is wrong with it is among the problems, and has a default's value.
   *
   * @return the provider, or nothing if it has no known dialect
   */
  Optional<Provider> read(String name, ProviderConfig config, Duration timeLimit, Limits limits) {
    String path = KnownProperties.named("providers", name);
    PresetReader.checkName(path, name, problems);
    boolean privateNetwork = values.flag(path + ".private-network", config.privateNetwork(), false);
    Optional<String> dialect = dialect(path + ".dialect", config.dialect());
    Provider provider =
        new Provider(
            name,
            dialect.orElse(""),
            new BaseUrlReader(problems).read(path + ".base-url", config.baseUrl(), privateNetwork),
            apiKey(path + ".api-key", config.apiKey()),
            apiKeyParameter(path + ".api-key-parameter", config),
            new HeadersReader(problems).read(path + ".headers", config.headers()),
            values.integer(path + ".attempts", config.attempts(), 3, 1, 10),
            attemptTimeout(path + ".attempt-timeout", config.attemptTimeout(), timeLimit),
            concurrency(path + ".concurrency", config.concurrency(), limits.sideBySide()),
            values.integer(
                path + ".requests-per-minute", config.requestsPerMinute(), 100, 1, 100_000),
            resultHosts(path + ".result-hosts", config.resultHosts()),
            privateNetwork,
            misconfiguredWords(path + ".misconfigured-words", config.misconfiguredWords()),
            new PriceReader(problems).read(path + ".price", config.price()));
    allowances.check(
        path,
        config.allowance(),
        provider.baseUrl(),
        provider.concurrency(),
        provider.requestsPerMinute());
    return dialect.map(known -> provider);
  }

  private Optional<String> dialect(String property, Optional<String> value) {
    String known = String.join(", ", new TreeSet<>(dialects.keySet()));
    Optional<String> dialect =
        values.required(property, value, "write one of the known dialects: " + known + ".");
    if (dialect.isEmpty() || dialects.containsKey(dialect.get())) {
      return dialect;
    }
    problems.add(
        property,
        "\"%s\" is not a dialect; the known ones are: %s.".formatted(dialect.get(), known));
    return Optional.empty();
  }

  private Optional<Provider.ApiKey> apiKey(String property, Optional<String> value) {
    if (value.isPresent() && value.get().chars().anyMatch(c -> c <= ' ' || c > '~')) {
      problems.add(
          property,
          "holds a space, a line break or a letter that no HTTP header takes; write the key alone.");
    }
    return value.map(Provider.ApiKey::new);
  }

  private Optional<String> apiKeyParameter(String property, ProviderConfig config) {
    Optional<String> parameter = config.apiKeyParameter();
    if (parameter.isPresent() && config.apiKey().isPresent()) {
      problems.add(property, "is there beside api-key; keep one of them.");
    }
    if (parameter.isPresent() && !PARAMETER.matcher(parameter.get()).matches()) {
      problems.add(
          property,
          "is not the name of a parameter in SSM; write for example /retouch/stepfun/api-key.");
    }
    return parameter;
  }

  private Duration attemptTimeout(String property, Optional<String> value, Duration timeLimit) {
    Duration timeout =
        values.duration(
            property, value, ATTEMPT_TIMEOUT, Duration.ofSeconds(1), SettingsLoader.MOST_TIME);
    Duration most = timeLimit.minus(SPARE);
    if (timeout.compareTo(most) <= 0
        || problems.has(property)
        || problems.has(SettingsLoader.TIME_LIMIT)) {
      return timeout;
    }
    String shorten =
        most.compareTo(Duration.ofSeconds(1)) < 0
            ? ""
            : "write at most %s, or ".formatted(Values.words(most));
    problems.add(
        property,
        ("%s does not fit into %s of %s with %s to spare for fetching and writing; %sset %s to at"
                + " least %s.")
            .formatted(
                Values.words(timeout),
                SettingsLoader.TIME_LIMIT,
                Values.words(timeLimit),
                Values.words(SPARE),
                shorten,
                SettingsLoader.TIME_LIMIT,
                Values.words(timeout.plus(SPARE))));
    return timeout;
  }

  private int concurrency(String property, Optional<String> value, int sideBySide) {
    int concurrency = values.integer(property, value, 5, 1, 1000);
    if (concurrency < sideBySide
        && !problems.has(property)
        && !problems.has(SettingsLoader.SIDE_BY_SIDE)) {
      problems.add(
          property,
          ("%d is less than %s, which is %d, so edits would be put off for nothing; lower %s to %d,"
                  + " or raise this where the account allows it.")
              .formatted(
                  concurrency,
                  SettingsLoader.SIDE_BY_SIDE,
                  sideBySide,
                  SettingsLoader.SIDE_BY_SIDE,
                  concurrency));
    }
    return concurrency;
  }

  private Set<String> misconfiguredWords(String property, Optional<List<String>> value) {
    if (value.isEmpty()) {
      return Provider.MISCONFIGURED_WORDS;
    }
    if (value.get().stream().anyMatch(String::isBlank)) {
      problems.add(property, "holds an empty word, which every error would hold; remove it.");
    }
    return new TreeSet<>(value.get());
  }

  private Set<String> resultHosts(String property, Optional<List<String>> value) {
    Set<String> hosts = new TreeSet<>();
    for (String host : value.orElse(List.of())) {
      String plain = host.trim().toLowerCase(Locale.ROOT);
      if (HOST.matcher(plain).matches()) {
        hosts.add(plain);
      } else {
        problems.add(
            property,
            ("\"%s\" is not a plain host name; write it without scheme, port, path or wildcard, as in"
                    + " res.stepfun.com.")
                .formatted(host));
      }
    }
    return hosts;
  }
}
