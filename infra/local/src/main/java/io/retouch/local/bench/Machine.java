package io.retouch.local.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Where the figures come from.
 *
 * @param processor its model, as the kernel tells it; may be empty
 * @param threads how many the processors run at a time
 * @param memoryMegabytes 0 where it is not known
 * @param system name and version
 * @param java the JDK of this process and of the JVM build
 * @param load the average of the last minute when the measuring began; negative if not known
 */
record Machine(
    String processor, int threads, long memoryMegabytes, String system, String java, double load) {
  private static final double QUIET = 0.25;
  private static final long KILOBYTES_A_MEGABYTE = 1024;

  Machine {
    Objects.requireNonNull(processor, "processor");
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(java, "java");
  }

  static Machine here() {
    return new Machine(
        field("/proc/cpuinfo", "model name"),
        Runtime.getRuntime().availableProcessors(),
        megabytes(field("/proc/meminfo", "MemTotal")),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static long megabytes(String kilobytes) {
    String digits = kilobytes.replaceAll("\\D", "");
    return digits.isEmpty() ? 0 : Long.parseLong(digits) / KILOBYTES_A_MEGABYTE;
  }

  private static String field(String file, String name) {
    List<String> lines;
    try {
      lines = Files.readAllLines(Path.of(file));
    } catch (IOException e) {
      return "";
    }
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("");
  }

  /** Whether others work on the machine, so that the figures are for trying only. */
  boolean isBusy() {
    return load > QUIET * threads;
  }

  /** In one line. */
  String description() {
    return String.format(
        Locale.ROOT,
        "%s, %d hardware threads, %d MB, %s, %s, load %.2f at the start",
        processor,
        threads,
        memoryMegabytes,
        system,
        java,
        load);
  }
}
