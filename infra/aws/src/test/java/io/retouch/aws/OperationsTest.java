package io.retouch.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The commands around a deployment, with an AWS CLI whose S3 is a folder and a CDK that only writes
 * down what it was to deploy.
 */
class OperationsTest {
  private static final String PLACE =
      "cdk-hnb659fds-assets-111122223333-eu-central-1/retouch-deployments/shop/";

  private static final String AWS =
      """
      #!/usr/bin/env bash
      echo "$*" >> "$FAKE/calls"
      path() { printf '%s' "$FAKE/s3/${1#s3://}"; }
      case "$1 $2" in
        "sts get-caller-identity") echo 111122223333 ;;
        "s3 ls") ls "$(path "$3")" >/dev/null 2>&1 || exit "${FAKE_LS:-1}" ;;
        "s3 cp")
          if [ "$4" = - ]; then
            mkdir -p "$(dirname "$(path "$5")")"
            cat > "$(path "$5")"
          else
            cat "$(path "$4")"
          fi ;;
        "cloudformation detect-stack-drift") echo an-id ;;
        "cloudformation describe-stack-drift-detection-status")
          state=$(head -n 1 "$FAKE/states")
          sed -i 1d "$FAKE/states"
          printf '%s\\n' "$state" ;;
        "cloudformation describe-stack-resource-drifts") echo "MODIFIED AWS::SQS::Queue UploadsQueue" ;;
        *) exit 254 ;;
      esac
      """;

  private static final String CDK =
      """
      #!/usr/bin/env bash
      echo "$*" >> "$FAKE/cdk"
      cat "$3"/*.template.json >> "$FAKE/deployed"
      echo >> "$FAKE/deployed"
      """;

  @TempDir private Path temp;

  private record Ended(int code, String said) {}

  @BeforeEach
  void copyTheCommands() throws IOException {
    for (String command : List.of("kept", "rollback", "drift", "deploy", "github")) {
      Path copy = Files.copy(Path.of(command), temp.resolve(command));
      Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    script("linter", "#!/usr/bin/env bash\n");
    script("bin/aws", AWS);
    script("node_modules/.bin/cdk", CDK);
  }

  private void script(String name, String text) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Ended run(String... command) throws Exception {
    List<String> words = new ArrayList<>(List.of(command));
    words.set(0, temp.resolve(words.get(0)).toString());
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().merge("PATH", temp + "/bin:", (old, added) -> added + old);
    builder.environment().put("FAKE", temp.toString());
    builder.environment().put("AWS_REGION", "eu-central-1");
    builder.environment().put("RETOUCH_DRIFT_PAUSE", "0");
    if (Files.exists(temp.resolve("broken"))) {
      builder.environment().put("FAKE_LS", "255");
    }
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said);
  }

  /** Deploys without building or synthesising, as deploy's last step does. */
  private void keep(String template) throws Exception {
    Path folder = Files.createDirectories(temp.resolve("out"));
    Files.writeString(folder.resolve("retouch-shop.template.json"), template);
    Files.writeString(folder.resolve("asset.zip"), "zip of " + template);
    Ended ended = run("kept", "add", "shop", folder.toString());
    assertThat(ended.code()).as(ended.said()).isZero();
  }

  private List<String> deployed() throws IOException {
    return Files.readAllLines(temp.resolve("deployed"));
  }

  private String current() throws IOException {
    return Files.readString(temp.resolve("s3/" + PLACE + "current"));
  }

  @Test
  void goesBackToWhatWasDeployedBefore() throws Exception {
    keep("one");
    keep("two");

    Ended ended = run("rollback", "shop", "--require-approval", "never");

    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(deployed()).containsExactly("one");
    assertThat(Files.readString(temp.resolve("target/rollback/shop/asset.zip")))
        .isEqualTo("zip of one");
    assertThat(Files.readString(temp.resolve("cdk")))
        .startsWith("deploy --app ")
        .contains("/target/rollback/shop --require-approval never");
  }

  @Test
  void goesBackFurtherEachTimeUntilThereIsNothing() throws Exception {
    keep("one");
    keep("two");
    keep("three");

    run("rollback", "shop");
    run("rollback", "shop");
    Ended last = run("rollback", "shop");

    assertThat(deployed()).containsExactly("two", "one");
    assertThat(last.code()).isEqualTo(1);
    assertThat(last.said()).contains("Nothing was deployed to shop before ");
  }

  @Test
  void neverGoesBackToWhatWasGivenUp() throws Exception {
    keep("good");
    keep("bad");
    run("rollback", "shop");
    keep("worse");

    Ended ended = run("rollback", "shop");

    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(deployed()).containsExactly("good", "good");
  }

  @Test
  void keepsADeploymentThatChangesNothingOnce() throws Exception {
    keep("one");
    keep("two");
    String before = current();
    keep("two");

    assertThat(current()).isEqualTo(before);
    run("rollback", "shop");
    assertThat(deployed()).containsExactly("one");
  }

  @Test
  void staysWhereItIsIfTheDeploymentFails() throws Exception {
    keep("one");
    keep("two");
    String before = current();
    script("node_modules/.bin/cdk", "#!/usr/bin/env bash\nexit 1\n");

    Ended ended = run("rollback", "shop");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(current()).isEqualTo(before);
  }

  @Test
  void saysThatNothingWasKept() throws Exception {
    Ended ended = run("rollback", "shop");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.said()).contains("No deployment of shop was kept");
    assertThat(temp.resolve("cdk")).doesNotExist();
  }

  @Test
  void takesAFailedLookUpForNoAnswer() throws Exception {
    keep("one");
    keep("two");
    Files.delete(temp.resolve("s3/" + PLACE + "current"));
    Files.createFile(temp.resolve("broken"));

    Ended ended = run("rollback", "shop");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.said()).contains("cannot be looked up").doesNotContain("was kept");
  }

  private void states(String... states) throws IOException {
    Files.write(temp.resolve("states"), List.of(states));
  }

  @Test
  void saysThatAStageIsAsItWasDeployed() throws Exception {
    states("DETECTION_IN_PROGRESS\tNone", "DETECTION_COMPLETE\tIN_SYNC");

    Ended ended = run("drift", "shop");

    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(ended.said()).contains("retouch-shop is as it was deployed.");
  }

  @Test
  void namesWhatSomebodyHasChanged() throws Exception {
    states("DETECTION_COMPLETE\tDRIFTED");

    Ended ended = run("drift", "shop");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.said()).contains("AWS::SQS::Queue UploadsQueue", "is not as it was deployed");
  }

  @Test
  void doesNotTakeAFailedComparisonForAgreement() throws Exception {
    states("DETECTION_FAILED\tIN_SYNC");

    Ended ended = run("drift", "shop");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.said()).contains("could not compare");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rollback", "drift", "github", "deploy"})
  void askForAStage(String command) throws Exception {
    Ended ended = run(command);

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.said()).contains("Write the name of a stage, as in infra/aws/" + command);
  }
}
