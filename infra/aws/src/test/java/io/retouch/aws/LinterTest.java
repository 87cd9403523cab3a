package io.retouch.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What AWS's own linter says of the templates. */
class LinterTest {
  @TempDir private Path temp;

  @BeforeEach
  void isThere() {
    assumeThat(Path.of("node_modules/@aws/cloudformation-validate"))
        .as("the linter: npm ci --prefix infra/aws")
        .exists();
  }

  @Test
  void findsNothingInWhatIsDeployed() throws Exception {
    assertThat(
            findings(
                Stacks.plain().file(),
                Stacks.full().file(),
                Stacks.http().file(),
                Stacks.open().file(),
                Stacks.faithful().file()))
        .isEmpty();
  }

  @Test
  void findsAWrongProperty() throws Exception {
    String template = Files.readString(Stacks.plain().file());
    Path wrong = temp.resolve("wrong.template.json");
    Files.writeString(wrong, template.replace("\"PAY_PER_REQUEST\"", "\"PAY_SOMETIMES\""));

    assertThat(findings(wrong)).contains("DataLedger");
  }

  @Test
  void findsACycle() throws Exception {
    Path cycle = temp.resolve("cycle.template.json");
    Files.writeString(
        cycle,
        """
        {"Resources": {
          "A": {"Type": "AWS::SNS::Topic", "DependsOn": "B"},
          "B": {"Type": "AWS::SNS::Topic", "DependsOn": "A"}}}
        """);

    assertThat(findings(cycle)).contains("ircular");
  }

  private static String findings(Path... templates) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node", "validate.mjs"));
    Stream.of(templates).map(Path::toString).forEach(command::add);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor() != 0).as(lines).isEqualTo(!lines.isEmpty());
    return lines;
  }
}
