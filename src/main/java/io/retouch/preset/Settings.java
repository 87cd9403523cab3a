package io.retouch.preset;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The whole validated configuration.
 *
 * @param timeLimit how long one invocation may take; the deployment hands the function's own
 *     time-out over; default 60 s
 * @param limits bounds of what one edit may use
 * @param logFormat how an outcome is told; default {@code json}
 * @param presets in the order of their names; no two match the same object
 */
public record Settings(
    Duration timeLimit, Limits limits, LogFormat logFormat, List<Preset> presets) {
  public Settings {
    Objects.requireNonNull(timeLimit, "timeLimit");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(logFormat, "logFormat");
    presets = List.copyOf(presets);
  }

  /** How an outcome is told. */
  public enum LogFormat {
    /** One JSON object a line, for machines. */
    JSON,
    /** One sentence a line, for somebody who reads along. */
    TEXT
  }

  /** The preset that edits this object, if any. */
  public Optional<Preset> presetFor(String bucket, String key) {
    return presets.stream().filter(preset -> preset.match().matches(bucket, key)).findFirst();
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
