package io.retouch.local.bench;

import java.util.List;
import java.util.Locale;

/**
 * A report as a picture: a bar for each median, with a line from p10 to p90. Bars of one figure and
 * scene share a scale, others do not.
 */
final class SvgChart {
  private static final int WIDTH = 960;
  private static final int LEFT = 110;
  private static final int BAR_WIDTH = 600;
  private static final int ROW = 22;
  private static final int BAR = 14;
  private static final int HEAD = 40;
  private static final int TOP = 48;

  private final StringBuilder svg = new StringBuilder();
  private int y = TOP;

  private SvgChart() {}

  static String of(Report report) {
    SvgChart chart = new SvgChart();
    List<Finding> findings =
        ReportText.ordered(report).stream().filter(SvgChart::isCharted).toList();
    chart.text(12, 24, "title", report.machine().description());
    String before = "";
    for (Finding finding : findings) {
      String head = finding.figure() + " (" + finding.scene() + ")";
      if (!head.equals(before)) {
        chart.y += HEAD - ROW / 2;
        chart.text(12, chart.y - ROW / 2, "head", head);
        before = head;
      }
      chart.bar(finding, largest(findings, finding));
    }
    return chart.whole();
  }

  /** Steps are many and small: they are in the tables. */
  private static boolean isCharted(Finding finding) {
    return !finding.figure().contains(": ");
  }

  private static double largest(List<Finding> findings, Finding of) {
    return findings.stream()
        .filter(other -> other.figure().equals(of.figure()) && other.scene().equals(of.scene()))
        .mapToDouble(other -> other.summary().p90())
        .max()
        .orElse(0);
  }

  private void bar(Finding finding, double largest) {
    Summary summary = finding.summary();
    double scale = largest > 0 ? BAR_WIDTH / largest : 0;
    int middle = y + BAR / 2;
    text(12, y + BAR - 2, "name", finding.contestant());
    add(
        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
        finding.contestant().toLowerCase(Locale.ROOT), LEFT, y, summary.median() * scale, BAR);
    add(
        "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>",
        LEFT + summary.p10() * scale, middle, LEFT + summary.p90() * scale, middle);
    text(
        LEFT + BAR_WIDTH + 12,
        y + BAR - 2,
        "name",
        "%s (%s to %s)"
            .formatted(
                Report.number(summary.median(), finding.unit()),
                Report.number(summary.p10()),
                Report.number(summary.p90())));
    y += ROW;
  }

  private void text(int x, int baseline, String kind, String text) {
    add("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>", kind, x, baseline, escaped(text));
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private String whole() {
    String start =
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d">
        <style>
          text { font-family: sans-serif; fill: #222 }
          .title { font-size: 12px } .head { font-size: 13px; font-weight: bold }
          .name { font-size: 12px }
          .native { fill: #2b7a4b } .jvm { fill: #b5651d } .floor { fill: #8a8a8a }
          line { stroke: #222; stroke-width: 1.5 }
        </style>
        <rect width="100%%" height="100%%" fill="#fff"/>
        """
            .formatted(WIDTH, y + ROW);
    return start + svg + "</svg>\n";
  }
}
