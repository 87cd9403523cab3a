package io.retouch.local.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;

/** A report as JSON, for programs that compare runs. */
final class ReportJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportJson() {}

  static String of(Report report) {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode machine = root.putObject("machine");
    machine.put("processor", report.machine().processor());
    machine.put("threads", report.machine().threads());
    machine.put("memoryMegabytes", report.machine().memoryMegabytes());
    machine.put("system", report.machine().system());
    machine.put("java", report.machine().java());
    machine.put("load", report.machine().load());
    root.put("seed", report.seed());
    root.put("functionMemoryMegabytes", report.memoryMegabytes());
    ArrayNode notes = root.putArray("notes");
    report.notes().forEach(notes::add);
    ArrayNode findings = root.putArray("findings");
    ReportText.ordered(report).forEach(finding -> add(findings.addObject(), report, finding));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(ObjectNode node, Report report, Finding finding) {
    node.put("figure", finding.figure());
    node.put("scene", finding.scene());
    node.put("contestant", finding.contestant());
    node.put("unit", finding.unit().sign());
    node.put("count", finding.summary().count());
    node.put("median", finding.summary().median());
    node.put("p10", finding.summary().p10());
    node.put("p90", finding.summary().p90());
    report.toFloor(finding).ifPresent(ratio -> node.put("toFloor", ratio));
    report.toJvm(finding).ifPresent(ratio -> node.put("toJvm", ratio));
  }
}
