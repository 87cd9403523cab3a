package io.retouch.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retouch.local.bench.Finding.Unit;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ReportTest {
  private static final Machine MACHINE =
      new Machine("Fast & <Furious>", 2, 8192, "Linux 6.1", "OpenJDK 17", 0.1);

  private static Report report() {
    Findings findings = new Findings();
    for (double value : new double[] {30, 10, 20}) {
      findings.add("warm edit", "small", Contestant.NATIVE, Unit.MILLISECONDS, value);
    }
    findings.add("memory", "small", Contestant.NATIVE, Unit.MEGABYTES, 50);
    findings.add("warm edit", "small", Contestant.JVM, Unit.MILLISECONDS, 80);
    findings.add("warm edit", "small", Contestant.FLOOR, Unit.MILLISECONDS, 5);
    findings.add("warm edit", "large", Contestant.FLOOR, Unit.MILLISECONDS, 500);
    findings.add("step: put", "small", Contestant.FLOOR, Unit.MILLISECONDS, 1);
    return new Report(MACHINE, 7, 512, List.of("A note."), findings.all());
  }

  private static Finding nativeEdit() {
    return report().findings().get(0);
  }

  @Test
  void comparesMediansWithinAFigureAndScene() {
    assertThat(nativeEdit().summary()).isEqualTo(new Summary(3, 20, 12, 28));
    assertThat(report().toFloor(nativeEdit())).hasValue(4);
    assertThat(report().toJvm(nativeEdit())).hasValue(0.25);
  }

  @Test
  void comparesNothingWithItselfOrWithNobody() {
    Finding floor = report().findings().get(3);
    Finding memory = report().findings().get(1);

    assertThat(floor.contestant()).isEqualTo(Contestant.FLOOR);
    assertThat(report().toFloor(floor)).isEmpty();
    assertThat(report().toFloor(memory)).isEmpty();
    assertThat(report().toJvm(memory)).isEmpty();
  }

  @Test
  void comparesNothingWithZero() {
    Findings findings = new Findings();
    findings.add("probe", "small", Contestant.NATIVE, Unit.MILLISECONDS, 1);
    findings.add("probe", "small", Contestant.JVM, Unit.MILLISECONDS, 0);
    Report report = new Report(MACHINE, 7, 512, List.of(), findings.all());

    assertThat(report.toJvm(report.findings().get(0))).isEmpty();
  }

  @Test
  void roundsToAboutThreeDigits() {
    assertThat(Report.number(1234.5)).isEqualTo("1235");
    assertThat(Report.number(99.94, Unit.MILLISECONDS)).isEqualTo("99.9 ms");
    assertThat(Report.number(9.994)).isEqualTo("9.99");
    assertThat(Report.number(0.1234, Unit.RATIO)).isEqualTo("0.123");
  }

  @Test
  void putsWhatIsComparedSideBySide() {
    assertThat(ReportText.ordered(report()))
        .extracting(Finding::figure, Finding::contestant)
        .startsWith(
            tuple("warm edit", "native"),
            tuple("warm edit", "JVM"),
            tuple("warm edit", "floor"),
            tuple("memory", "native"));
  }

  @Test
  void printsColumnsWithRatios() {
    List<String> lines = ReportText.columns(report());

    assertThat(lines).contains("warm edit (small)", "A note.");
    assertThat(lines)
        .anyMatch(
            line -> line.matches(" +native +20\\.0 ms +12\\.0 ms +28\\.0 ms +3 +4\\.00 +0\\.250"));
  }

  @Test
  void printsAMarkdownTable() {
    List<String> lines = ReportText.markdown(report());

    assertThat(lines.get(0)).contains("Measured on", "2 hardware threads");
    assertThat(lines)
        .contains(
            "| warm edit | small | native | 20.0 ms | 12.0 ms | 28.0 ms | 3 | 4.00 | 0.250 |",
            "* A note.");
  }

  @Test
  void writesJsonThatProgramsCanRead() throws Exception {
    JsonNode json = new ObjectMapper().readTree(ReportJson.of(report()));

    assertThat(json.at("/machine/processor").asText()).isEqualTo("Fast & <Furious>");
    assertThat(json.at("/seed").asLong()).isEqualTo(7);
    assertThat(json.at("/functionMemoryMegabytes").asInt()).isEqualTo(512);
    assertThat(json.at("/findings")).hasSize(6);
    JsonNode first = json.at("/findings/0");
    assertThat(first.at("/median").asDouble()).isEqualTo(20);
    assertThat(first.at("/p10").asDouble()).isEqualTo(12);
    assertThat(first.at("/p90").asDouble()).isEqualTo(28);
    assertThat(first.at("/count").asInt()).isEqualTo(3);
    assertThat(first.at("/unit").asText()).isEqualTo("ms");
    assertThat(first.at("/toFloor").asDouble()).isEqualTo(4);
    assertThat(first.at("/toJvm").asDouble()).isEqualTo(0.25);
    assertThat(json.at("/findings/2").has("toFloor")).isFalse();
  }

  @Test
  void drawsABarForEachMedianButForNoStep() throws Exception {
    byte[] svg = SvgChart.of(report()).getBytes(StandardCharsets.UTF_8);

    Document chart =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg));
    assertThat(chart.getElementsByTagName("line").getLength()).isEqualTo(5);
    Element nativeBar = (Element) chart.getElementsByTagName("rect").item(1);
    Element jvmBar = (Element) chart.getElementsByTagName("rect").item(2);
    assertThat(nativeBar.getAttribute("class")).isEqualTo("native");
    assertThat(Double.parseDouble(nativeBar.getAttribute("width")) * 4)
        .isEqualTo(Double.parseDouble(jvmBar.getAttribute("width")));
    assertThat(chart.getDocumentElement().getTextContent())
        .contains("Fast & <Furious>", "20.0 ms (12.0 to 28.0)")
        .doesNotContain("step: put");
  }

  @Test
  void saysWhenTheMachineIsBusy() {
    assertThat(MACHINE.isBusy()).isFalse();
    assertThat(new Machine("", 2, 0, "", "", 0.5).isBusy()).isFalse();
    assertThat(new Machine("", 2, 0, "", "", 0.51).isBusy()).isTrue();
    assertThat(Machine.here().threads()).isPositive();
  }
}
