package io.retouch.local.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report as tables: in columns for a terminal, or in Markdown to be pasted. */
final class ReportText {
  private static final List<String> NAMES =
      List.of("contestant", "median", "p10", "p90", "n", "x floor", "x JVM");

  private ReportText() {}

  /** In columns, one block a figure and scene. */
  static List<String> columns(Report report) {
    List<String> lines = new ArrayList<>();
    lines.add(report.machine().description());
    String before = "";
    for (Finding finding : ordered(report)) {
      String head = finding.figure() + " (" + finding.scene() + ")";
      if (!head.equals(before)) {
        lines.add("");
        lines.add(head);
        lines.add(row(NAMES));
        before = head;
      }
      lines.add(row(cells(report, finding)));
    }
    lines.add("");
    lines.addAll(report.notes());
    return List.copyOf(lines);
  }

  private static String row(List<String> cells) {
    return String.format(Locale.ROOT, "  %-10s %12s %12s %12s %6s %9s %8s", cells.toArray())
        .stripTrailing();
  }

  /** One table of everything. */
  static List<String> markdown(Report report) {
    List<String> lines = new ArrayList<>();
    lines.add("Measured on " + report.machine().description() + ".");
    lines.add("");
    lines.add("| figure | scene | " + String.join(" | ", NAMES) + " |");
    lines.add("|---|---|---|" + "---:|".repeat(NAMES.size() - 1));
    for (Finding finding : ordered(report)) {
      String cells = String.join(" | ", cells(report, finding));
      lines.add("| %s | %s | %s |".formatted(finding.figure(), finding.scene(), cells));
    }
    lines.add("");
    report.notes().forEach(note -> lines.add("* " + note));
    return List.copyOf(lines);
  }

  private static List<String> cells(Report report, Finding finding) {
    Summary summary = finding.summary();
    return List.of(
        finding.contestant(),
        Report.number(summary.median(), finding.unit()),
        Report.number(summary.p10(), finding.unit()),
        Report.number(summary.p90(), finding.unit()),
        Integer.toString(summary.count()),
        Report.ratio(report.toFloor(finding)),
        Report.ratio(report.toJvm(finding)));
  }

  /** Those that are to be compared stand together, in the order in which they came up first. */
  static List<Finding> ordered(Report report) {
    List<Finding> ordered = new ArrayList<>();
    for (Finding first : report.findings()) {
      if (ordered.contains(first)) {
        continue;
      }
      report.findings().stream()
          .filter(other -> other.figure().equals(first.figure()))
          .filter(other -> other.scene().equals(first.scene()))
          .forEach(ordered::add);
    }
    return List.copyOf(ordered);
  }
}
