package io.retouch.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script itself, with the function artifact that this build made; no time is asserted. */
class BenchIT {
  private static final Path SCRIPT = Path.of("bench").toAbsolutePath();

  @TempDir Path folder = Path.of("");

  private String bench(String... arguments) throws IOException, InterruptedException {
    Path out = folder.resolve("printed");
    Path err = folder.resolve("said");
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("RETOUCH_SKIP_BUILD", "1");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroy();
    }
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  @Test
  void measuresEverybodyAndWritesWhatItFound() throws Exception {
    String printed =
        bench(
            "--quick",
            "--only",
            "cold,warm,steps",
            "--starts",
            "1",
            "--edits",
            "1",
            "--out",
            "results",
            "--markdown");

    JsonNode json = new ObjectMapper().readTree(folder.resolve("results/bench.json").toFile());
    Set<String> figures = new HashSet<>();
    Set<String> contestants = new HashSet<>();
    for (JsonNode finding : json.path("findings")) {
      figures.add(finding.path("figure").asText());
      contestants.add(finding.path("contestant").asText());
      assertThat(finding.path("median").asDouble()).isNotNegative();
    }
    assertThat(contestants).contains("floor").hasSizeBetween(2, 3);
    assertThat(figures)
        .contains(
            Measurements.FIRST_EDIT,
            Measurements.READY,
            Measurements.EDIT,
            Measurements.PROCESSOR,
            Measurements.PEAK + " after 1 edits")
        .contains(
            "step: fetch source",
            "step: claim",
            "step: submit",
            "step: call",
            "step: checkpoint",
            "step: fetch result",
            "step: put",
            "step: done")
        .contains("by the function's own clock: totalMs");
    assertThat(Files.readString(folder.resolve("results/bench.svg"))).startsWith("<svg");
    assertThat(printed).contains("| " + Measurements.FIRST_EDIT + " | ");
  }
}
