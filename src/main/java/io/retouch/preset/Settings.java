package io.retouch.preset;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The whole validated configuration.
 *
 * @param timeLimit how long one invocation may take; the deployment hands the function's own
 *     time-out over; default 60 s
 * @param limits bounds of what one edit may use
 * @param logFormat how an outcome is told; default {@code json}
 * @param queue the name or URL of the queue of uploads, where one is configured
 * @param ledgerTable the DynamoDB table of the ledger, where one is configured
 * @param leaseMargin how long a place stays locked beyond the time limit; default 60 s
 * @param spending what a UTC day may cost; bounds nothing without a ledger
 * @param presets in the order of their names; no two match the same object
 */
public record Settings(
    Duration timeLimit,
    Limits limits,
    LogFormat logFormat,
    Optional<String> queue,
    Optional<String> ledgerTable,
    Duration leaseMargin,
    Spending spending,
    List<Preset> presets) {
  public Settings {
    Objects.requireNonNull(timeLimit, "timeLimit");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(logFormat, "logFormat");
    Objects.requireNonNull(queue, "queue");
    Objects.requireNonNull(ledgerTable, "ledgerTable");
    Objects.requireNonNull(leaseMargin, "leaseMargin");
    Objects.requireNonNull(spending, "spending");
    presets = List.copyOf(presets);
  }

  /** Settings with the default margin of leases. */
  public Settings(
      Duration timeLimit,
      Limits limits,
      LogFormat logFormat,
      Optional<String> queue,
      Optional<String> ledgerTable,
      Spending spending,
      List<Preset> presets) {
    this(timeLimit, limits, logFormat, queue, ledgerTable, LEASE_MARGIN, spending, presets);
  }

  /** How an outcome is told. */
  public enum LogFormat {
    /** One JSON object a line, for machines. */
    JSON,
    /** One sentence a line, for somebody who reads along. */
    TEXT
  }

  /** Longer than two clocks should ever differ, and than a killed process takes to be gone. */
  public static final Duration LEASE_MARGIN = Duration.ofSeconds(60);

  /** Begins the keys of what Retouch keeps for itself: no preset matches them. */
  public static final String HIDDEN_PREFIX = ".retouch/";

  /**
   * What a UTC day may cost.
   *
   * @param imagesPerDay how many images may be paid for, at least 1
   * @param costPerDay what they may cost together, in the providers' one currency
   */
  public record Spending(OptionalLong imagesPerDay, Optional<BigDecimal> costPerDay) {
    public Spending {
      Objects.requireNonNull(imagesPerDay, "imagesPerDay");
      Objects.requireNonNull(costPerDay, "costPerDay");
    }

    /** No bounds. */
    public static Spending unbounded() {
      return new Spending(OptionalLong.empty(), Optional.empty());
    }
  }

  /** The preset of this name, if there is one. */
  public Optional<Preset> preset(String name) {
    return presets.stream().filter(preset -> preset.name().equals(name)).findFirst();
  }

  /** The preset that edits this object, if any. */
  public Optional<Preset> presetFor(String bucket, String key) {
    if (key.startsWith(HIDDEN_PREFIX)) {
      return Optional.empty();
    }
    return presets.stream().filter(preset -> preset.match().matches(bucket, key)).findFirst();
  }

  /** The preset of that name that makes pictures from its prompt alone, if any. */
  public Optional<Preset> generatingPreset(String name) {
    return presets.stream()
        .filter(preset -> preset.generates() && preset.name().equals(name))
        .findFirst();
  }

  /**
   * Bounds of what one edit may use.
   *
   * @param sourceBytes of a source; larger ones are rejected; default 25 MiB
   * @param resultBytes of a result; larger ones are an unknown outcome; default 25 MiB
   * @param sideBySide how many edits one invocation runs side by side; default 4
   */
  public record Limits(long sourceBytes, long resultBytes, int sideBySide) {}
}
