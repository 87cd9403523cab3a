package io.retouch.local.bench;

import io.retouch.local.bench.Finding.Unit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What a run has found.
 *
 * @param seed of the pictures
 * @param memoryMegabytes what the function is given
 * @param notes sentences about how to read the figures
 */
record Report(
    Machine machine, long seed, int memoryMegabytes, List<String> notes, List<Finding> findings) {
  private static final double LARGE = 100;
  private static final double MEDIUM = 10;
  private static final double SMALL = 1;

  Report {
    Objects.requireNonNull(machine, "machine");
    notes = List.copyOf(notes);
    findings = List.copyOf(findings);
  }

  /** The median as a multiple of the floor's; empty for the floor itself. */
  OptionalDouble toFloor(Finding finding) {
    return Findings.ratio(findings, finding, Contestant.FLOOR);
  }

  /** The median as a multiple of the JVM build's; empty for that itself. */
  OptionalDouble toJvm(Finding finding) {
    return Findings.ratio(findings, finding, Contestant.JVM);
  }

  /** A value with about three digits. */
  static String number(double value) {
    double size = Math.abs(value);
    String format =
        size >= LARGE ? "%.0f" : size >= MEDIUM ? "%.1f" : size >= SMALL ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }

  /** A value with its unit. */
  static String number(double value, Unit unit) {
    return unit.sign().isEmpty() ? number(value) : number(value) + " " + unit.sign();
  }

  /** A ratio, or nothing. */
  static String ratio(OptionalDouble ratio) {
    return ratio.isPresent() ? number(ratio.getAsDouble()) : "";
  }
}
