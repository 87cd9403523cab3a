package io.retouch.preset;

import io.retouch.preset.RetouchConfig.LimitsConfig;
import io.retouch.preset.Settings.Limits;
import io.retouch.preset.Settings.LogFormat;
import io.retouch.preset.Settings.Spending;
import io.smallrye.config.SmallRyeConfig;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns the configuration as written into settings, or into one list of all its mistakes. */
final class SettingsLoader {
  static final String TIME_LIMIT = "retouch.time-limit";
  static final String SIDE_BY_SIDE = "retouch.limits.side-by-side";

  /** Lambda's maximum (AWS Lambda Developer Guide, "Lambda quotas"). */
  static final Duration MOST_TIME = Duration.ofMinutes(15);

  /** What is left of an invocation that was killed at its limit may be under way for seconds. */
  private static final Duration LEAST_LEASE_MARGIN = Duration.ofSeconds(5);

  /** Amazon DynamoDB Developer Guide, "Naming rules". */
  private static final Pattern TABLE = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");

  private static final Duration TIME = Duration.ofSeconds(60);

  /** Lambda's largest temporary storage, the same source. */
  private static final String MOST_BYTES = "10G";

  private final Problems problems = new Problems();
  private final Values values = new Values(problems);
  private final RetouchConfig config;
  private final SmallRyeConfig properties;
  private final Map<String, DialectRules> dialects;

  private SettingsLoader(
      RetouchConfig config, SmallRyeConfig properties, Collection<DialectRules> dialects) {
    this.config = config;
    this.properties = properties;
    this.dialects =
        dialects.stream().collect(Collectors.toMap(DialectRules::dialect, rules -> rules));
  }

  /**
   * Loads the settings.
   *
   * @param config the configuration as mapped
   * @param properties the same as it is written, with what nobody maps
   * @param dialects all that providers can speak
   * @throws ConfigurationException if anything is wrong, naming everything that is
   */
  static Settings load(
      RetouchConfig config, SmallRyeConfig properties, Collection<DialectRules> dialects) {
    return new SettingsLoader(config, properties, dialects).load();
  }

  private Settings load() {
    Unresolved.check(properties, problems);
    UnknownProperties.check(properties.getPropertyNames(), problems);
    Duration timeLimit =
        values.duration(TIME_LIMIT, config.timeLimit(), TIME, Duration.ofSeconds(1), MOST_TIME);
    LogFormat logFormat =
        values.word(
            "retouch.log-format",
            config.logFormat(),
            LogFormat.JSON,
            Map.of("json", LogFormat.JSON, "text", LogFormat.TEXT));
    Optional<String> queue = new QueueReader(problems).read(config.queue());
    Limits limits = limits(config.limits());
    Optional<String> ledgerTable = ledgerTable(config.ledger().table());
    Duration leaseMargin =
        values.duration(
            "retouch.ledger.lease-margin",
            config.ledger().leaseMargin(),
            Settings.LEASE_MARGIN,
            LEAST_LEASE_MARGIN,
            MOST_TIME);
    Map<String, Optional<Provider>> providers = providers(timeLimit, limits);
    Spending spending = new SpendingReader(problems).read(config, providers.values());
    List<PresetDraft> presets = presets(providers);
    OverlapRules.check(presets, problems);
    LoopRules.check(presets, problems);
    ManifestRules.check(presets, problems);
    problems.throwIfAny();
    return new Settings(
        timeLimit,
        limits,
        logFormat,
        queue,
        ledgerTable,
        leaseMargin,
        spending,
        presets.stream().map(PresetDraft::preset).flatMap(Optional::stream).toList());
  }

  private Optional<String> ledgerTable(Optional<String> value) {
    if (value.isPresent() && !TABLE.matcher(value.get()).matches()) {
      problems.add(
          "retouch.ledger.table",
          "\"%s\" is not a table's name; write 3 to 255 letters, digits, dots, dashes and underscores."
              .formatted(value.get()));
    }
    return value;
  }

  private Limits limits(LimitsConfig limits) {
    return new Limits(
        values.bytes("retouch.limits.source-bytes", limits.sourceBytes(), "25M", MOST_BYTES),
        values.bytes("retouch.limits.result-bytes", limits.resultBytes(), "25M", MOST_BYTES),
        values.integer(SIDE_BY_SIDE, limits.sideBySide(), 4, 1, 64));
  }

  private Map<String, Optional<Provider>> providers(Duration timeLimit, Limits limits) {
    int processes =
        values.integer(AllowanceReader.PROCESSES, config.limits().processes(), 1, 1, 1000);
    ProviderReader reader =
        new ProviderReader(problems, dialects, new AllowanceReader(problems, processes));
    Map<String, Optional<Provider>> providers = new TreeMap<>();
    config
        .providers()
        .forEach(
            (name, provider) ->
                providers.put(name, reader.read(name, provider, timeLimit, limits)));
    return providers;
  }

  private List<PresetDraft> presets(Map<String, Optional<Provider>> providers) {
    if (config.presets().isEmpty()) {
      problems.add(
          "retouch.presets",
          "there is none, so that no picture would ever be edited; configure one, for example in"
              + " config/application.yaml in the working directory.");
    }
    PresetReader reader =
        new PresetReader(
            problems, new MatchReader(problems, this::writtenEmpty), providers, dialects);
    return new TreeMap<>(config.presets())
        .entrySet().stream().map(entry -> reader.read(entry.getKey(), entry.getValue())).toList();
  }

  private boolean writtenEmpty(String property) {
    return "".equals(properties.getConfigValue(property).getRawValue());
  }
}
