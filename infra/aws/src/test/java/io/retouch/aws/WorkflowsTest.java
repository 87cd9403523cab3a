package io.retouch.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The workflows of GitHub: linted as far as can be without GitHub, and held to the house's rules.
 */
class WorkflowsTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Path FOLDER = ROOT.resolve(".github/workflows");

  @TempDir private Path temp;

  private static List<Path> workflows() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList();
    }
  }

  @Test
  void areWhatGitHubUnderstands() throws Exception {
    assertThat(findings(workflows())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          timeout-minutes: 30         | timeout-mins: 30            | timeout-mins
          name: upload-arm64          | name: ${{ github.nothing }} | nothing
          environment: ${{ inputs.environment }} | environment: ${{ inputs.enviroment }} | enviroment
          id: deploy                  | ids: deploy                 | ids
          """)
  void areReadByTheLinters(String right, String wrong, String said) throws Exception {
    Path file = temp.resolve("wrong.yml");
    String text =
        Files.readString(FOLDER.resolve("deploy.yml"))
            .replace("timeout-minutes: 45", "timeout-minutes: 30");
    assertThat(text).contains(right);
    Files.writeString(file, text.replace(right, wrong));

    assertThat(findings(List.of(file))).contains(said);
  }

  @Test
  void followTheHousesRules() throws IOException {
    assertThat(workflows()).hasSizeGreaterThanOrEqualTo(6);
    for (Path workflow : workflows()) {
      assertThat(WorkflowRules.problems(workflow)).as(workflow.toString()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          @08c6903cd8c0fde910a37f88322edcfb5dd907a8 | @v5                  | not pinned
          @08c6903cd8c0fde910a37f88322edcfb5dd907a8 | @08c6903             | not pinned
          # v5.0.0                                  | # five               | does not say its version
          permissions: {}                           | permissions: read-all | write permissions: {}
          contents: read                            | contents: write      | may write contents
          timeout-minutes: 45                       | name: endless        | no time-out
          timeout-minutes: 45                       | timeout-minutes: 61  | no time-out
          cancel-in-progress: false                 | # nothing            | no concurrency group
          group: stage-                             | grope: stage-        | no concurrency group
          persist-credentials: false                | fetch-depth: 1       | keeps the token
          infra/aws/smoke "$STAGE"                  | echo ${{ inputs.stage }} | into a script
          role-to-assume:                           | aws-access-key-id:   | lasting key
          environment: ${{ inputs.environment }}    | name: unguarded      | may write id-token
          workflow_call:                            | pull_request_target: | pull_request_target
          """)
  void areHeldToEachOfTheHousesRules(String right, String wrong, String said) throws IOException {
    Path file = temp.resolve("wrong.yml");
    String text = Files.readString(FOLDER.resolve("deploy.yml"));
    assertThat(text).contains(right);
    Files.writeString(file, text.replace(right, wrong));

    assertThat(WorkflowRules.problems(file)).anyMatch(problem -> problem.contains(said));
  }

  @Test
  void callEachOtherWithWhatTheOtherTakes() throws IOException {
    Files.copy(FOLDER.resolve("deploy.yml"), temp.resolve("deploy.yml"));
    Files.copy(FOLDER.resolve("build.yml"), temp.resolve("build.yml"));
    Path file = temp.resolve("deliver.yml");
    String text = Files.readString(FOLDER.resolve("deliver.yml"));
    Files.writeString(file, text.replace("stage: prod", "level: prod"));

    assertThat(WorkflowRules.problems(file)).singleElement().asString().contains("takes [stage");
  }

  @Test
  void buildEveryFunctionForBothProcessors() throws IOException {
    JsonNode matrix = read("build.yml").at("/jobs/native/strategy/matrix");
    List<String> built = new ArrayList<>();
    matrix.path("function").forEach(function -> built.add(function.asText()));

    try (Stream<Path> folders = Files.list(ROOT.resolve("functions"))) {
      assertThat(built)
          .containsExactlyInAnyOrderElementsOf(
              folders
                  .filter(folder -> Files.exists(folder.resolve("pom.xml")))
                  .map(folder -> folder.getFileName().toString())
                  .toList());
    }
    assertThat(matrix.path("architecture").toString()).isEqualTo("[\"x86_64\",\"arm64\"]");
  }

  @Test
  void reachProductionOnlyThroughStagingAndItsSmokeTest() throws IOException {
    JsonNode jobs = read("deliver.yml").path("jobs");

    assertThat(jobs.at("/staging/needs").asText()).isEqualTo("build");
    assertThat(jobs.at("/production/needs").asText()).isEqualTo("staging");
    assertThat(jobs.at("/production/with/environment").asText()).isEqualTo("production");
    assertThat(read("deploy.yml").path("jobs").toString()).contains("infra/aws/smoke");
  }

  @Test
  void runOnlyCommandsThatAreThere() throws IOException {
    Pattern command = Pattern.compile("(?:infra/aws|\\.ci)/[a-z]+(?= )");
    for (Path workflow : workflows()) {
      Matcher named = command.matcher(Files.readString(workflow));
      while (named.find()) {
        assertThat(ROOT.resolve(named.group())).isExecutable();
      }
    }
  }

  @Test
  void deployStagesThatAreThere() throws IOException {
    assertThat(Path.of("stages/staging.yaml")).exists();
    assertThat(Path.of("stages/prod.yaml")).exists();
    assertThat(read("deliver.yml").at("/jobs/staging/with/stage").asText()).isEqualTo("staging");
    assertThat(read("deliver.yml").at("/jobs/production/with/stage").asText()).isEqualTo("prod");
  }

  @Test
  void updatesComeWeeklyAndTogether() throws IOException {
    JsonNode updates =
        new YAMLMapper().readTree(ROOT.resolve(".github/dependabot.yml").toFile()).path("updates");
    List<String> kinds = new ArrayList<>();
    updates.forEach(
        update -> {
          kinds.add(update.path("package-ecosystem").asText());
          assertThat(update.at("/schedule/interval").asText()).isEqualTo("weekly");
          assertThat(update.path("groups")).hasSize(1);
          assertThat(update.path("groups").iterator().next().toString()).contains("[\"*\"]");
        });

    assertThat(kinds).containsExactlyInAnyOrder("maven", "npm", "github-actions");
  }

  private static JsonNode read(String workflow) throws IOException {
    return new YAMLMapper().readTree(FOLDER.resolve(workflow).toFile());
  }

  private static String findings(List<Path> workflows) throws IOException, InterruptedException {
    assumeThat(Path.of("node_modules/@actions/languageservice"))
        .as("the linters: npm ci --prefix infra/aws")
        .exists();
    List<String> command = new ArrayList<>(List.of("node", "workflows.mjs"));
    workflows.stream().map(Path::toString).forEach(command::add);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor() != 0).as(lines).isEqualTo(!lines.isEmpty());
    return lines;
  }
}
