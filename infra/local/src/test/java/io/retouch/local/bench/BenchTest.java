package io.retouch.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.retouch.local.bench.BenchPlan.Subject;
import io.retouch.local.host.FunctionArtifact;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchTest {
  @TempDir Path root = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine command = Bench.commandLine(root);
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return command.execute(arguments);
  }

  @Test
  void helpTellsAllThereIsToKnow() {
    int code = run("--help");

    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("--native", "--jvm", "--only", "--quick", "--starts", "--edits", "--memory")
        .contains("--seed", "--out", "--markdown", "Exit codes", "cold, warm, memory");
  }

  @ParameterizedTest
  @CsvSource({
    "--starts=0, at least 1",
    "--edits=0, at least 1",
    "--only=tepid, tepid",
    "--memory=127, 128 to 10240",
    "--memory=10241, 128 to 10240",
    "--native=nowhere.zip, missing or damaged",
    "--quick, There is no build"
  })
  void refusesWhatCannotBeMeasured(String argument, String sentence) {
    int code = run(argument);

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains(sentence, "infra/local/bench --help");
  }

  @Test
  void refusesTheOtherKindOfBuild() throws Exception {
    Path zip = root.resolve("jvm.zip");
    try (ZipOutputStream content = new ZipOutputStream(Files.newOutputStream(zip))) {
      content.putNextEntry(new ZipEntry("a.class"));
    }

    assertThat(run("--native", zip.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("the other kind");
    assertThat(new BenchArtifacts(root, Optional.empty(), Optional.of(zip)).find())
        .singleElement()
        .matches(artifact -> artifact.kind() == FunctionArtifact.Kind.JVM);
  }

  @Test
  void measuresAsOftenAsAComparisonNeeds() {
    BenchPlan plan = BenchPlan.full();

    assertThat(plan.starts()).isGreaterThanOrEqualTo(20);
    assertThat(plan.edits()).isGreaterThanOrEqualTo(100);
    assertThat(plan.subjects()).containsExactlyInAnyOrder(Subject.values());
    assertThat(plan.only(Set.of(Subject.COLD)).has(Subject.WARM)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "10, 10", "11, 10"})
  void takesTurnsAfterTenEdits(int left, int block) {
    assertThat(BenchPlan.block(left)).isEqualTo(block);
  }
}
