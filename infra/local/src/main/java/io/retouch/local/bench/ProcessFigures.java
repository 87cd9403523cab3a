package io.retouch.local.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What Linux tells of a process under {@code /proc}.
 *
 * @param folder {@code /proc/PID}
 * @see <a href="https://docs.kernel.org/filesystems/proc.html">The /proc filesystem</a>, sections
 *     1.1 (status, stat) and 1.14 (tasks)
 */
record ProcessFigures(Path folder) {
  /** Clock ticks a second, as every Linux tells them to programs (USER_HZ). */
  private static final double TICKS_A_SECOND = 100;

  private static final double MILLIS = 1000;
  private static final double NANOS_A_MILLISECOND = 1_000_000;
  private static final double KILOBYTES_A_MEGABYTE = 1024;

  /** The places of user and system time in {@code stat}, after the name in brackets. */
  private static final int USER = 11;

  private static final int SYSTEM = 12;

  ProcessFigures {
    Objects.requireNonNull(folder, "folder");
  }

  static ProcessFigures of(long processId) {
    return new ProcessFigures(Path.of("/proc", Long.toString(processId)));
  }

  /** The most that was ever resident, in MB of 1024 KB; empty where there is no such file. */
  OptionalDouble peakMegabytes() {
    return lines("status").stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / KILOBYTES_A_MEGABYTE)
        .findFirst();
  }

  /**
   * Milliseconds of processor time so far, user and system. {@code stat} counts threads that have
   * ended too, but in steps of 10 ms, rounded down; {@code schedstat} counts nanoseconds, but of
   * living threads only. Neither says too much, so the larger one is nearer.
   */
  OptionalDouble processorMillis() {
    OptionalDouble ticks = ticks();
    if (ticks.isEmpty()) {
      return ticks;
    }
    return OptionalDouble.of(Math.max(ticks.getAsDouble(), livingThreads()));
  }

  private OptionalDouble ticks() {
    Optional<String> stat = lines("stat").stream().findFirst();
    if (stat.isEmpty()) {
      return OptionalDouble.empty();
    }
    String afterName = stat.get().substring(stat.get().lastIndexOf(')') + 1).strip();
    String[] fields = afterName.split(" ", -1);
    double ticks = Double.parseDouble(fields[USER]) + Double.parseDouble(fields[SYSTEM]);
    return OptionalDouble.of(ticks * MILLIS / TICKS_A_SECOND);
  }

  private double livingThreads() {
    double nanos = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(folder.resolve("task"))) {
      for (Path thread : threads) {
        nanos += nanos(thread.resolve("schedstat"));
      }
    } catch (IOException e) {
      return 0;
    }
    return nanos / NANOS_A_MILLISECOND;
  }

  private static double nanos(Path schedstat) {
    try {
      return Double.parseDouble(Files.readString(schedstat).split(" ", 2)[0]);
    } catch (IOException e) {
      // The thread has ended meanwhile, or the kernel keeps no such file.
      return 0;
    }
  }

  private List<String> lines(String file) {
    try {
      return Files.readAllLines(folder.resolve(file));
    } catch (IOException e) {
      return List.of();
    }
  }
}
