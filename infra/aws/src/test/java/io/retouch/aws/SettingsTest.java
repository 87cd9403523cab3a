package io.retouch.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.retouch.aws.stage.Stage;
import io.retouch.aws.stage.Stage.Allowance;
import io.retouch.aws.stage.Stage.FunctionRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @TempDir private Path temp;
  private StageFolder folder;

  @BeforeEach
  void makeAStage() throws IOException {
    folder = new StageFolder(temp);
  }

  @Test
  void everySettingHasADefault() {
    Stage stage = folder.plan().stage();

    assertThat(stage.name()).isEqualTo("shop");
    assertThat(stage.data().uploadBucket()).isEmpty();
    assertThat(stage.data().outputBucket()).isEmpty();
    assertThat(stage.data().ledgerTable()).isEmpty();
    assertThat(stage.data().kmsKey()).isEmpty();
    assertThat(stage.function().runtime()).isEqualTo(FunctionRuntime.NATIVE);
    assertThat(stage.function().timeLimitSeconds()).isEqualTo(60);
    assertThat(stage.function().concurrency()).isEqualTo(2);
    assertThat(stage.function().batchWindowSeconds()).isEqualTo(1);
    assertThat(stage.watch().email()).isEmpty();
    assertThat(stage.watch().rejectionPercent()).isEqualTo(20);
    assertThat(stage.watch().logDays()).isEqualTo(30);
    assertThat(stage.allowance("stepfun")).isEqualTo(new Allowance(5, 100));
    assertThat(stage.apiKeyParameter()).isEqualTo("/retouch/shop/api-key");
    assertThat(stage.environment()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          memory: 511          | memory is 511, but decoding large pictures needs 512; write that, or let presets send pictures as they are (
          memory: 191          | memory is 191, but 2 pictures side by side need 192; write that, or lower
          memory: lots         | memory is lots; write a whole number from 128 to 10240.
          memory: 10241        | memory is 10241; write a whole number from 128 to 10240.
          temporary-storage: 511   | temporary-storage is 511; write a whole number from 512 to 10240.
          temporary-storage: 10241 | temporary-storage is 10241; write a whole number
          time-limit: 29       | time-limit is 29; write a whole number from 30 to 900.
          time-limit: 901      | time-limit is 901; write a whole number from 30 to 900.
          concurrency: 1       | concurrency is 1; write a whole number from 2 to 1000.
          concurrency: 1001    | concurrency is 1001; write a whole number from 2 to 1000.
          batch-window: 301    | batch-window is 301; write a whole number from 0 to 300.
          runtime: python      | runtime is python; write
          architecture: sparc  | architecture is sparc; write
          log-days: 8          | log-days is 8; write one of [1, 3, 5, 7,
          rejection-percent: 0 | rejection-percent is 0; write a whole number from 1 to 100.
          alarm-email: nobody  | alarm-email is no e-mail address; write one, or remove it.
          kms-key: my-key      | kms-key is no key's ARN; write one as in arn:aws:kms:
          upload-bucket: My_Bucket | upload-bucket is no name of a bucket
          output-bucket: x     | output-bucket is no name of a bucket
          ledger-table: a b    | ledger-table is no name of a table
          api-key-parameter: a b | api-key-parameter is no name of an SSM parameter
          memroy: 512          | memroy is no setting; remove it, or write one of
          environment: { STEP_API_KEY: s } | environment.STEP_API_KEY sounds like a secret
          environment: { AWS_REGION: x }   | environment.AWS_REGION cannot be set
          environment: none    | environment is one value; write names and values below it.
          allowances: { stepfun: { side-by-side: 1 } } | side-by-side is 1; write a whole number from 2
          allowances: { stepfun: { calls: 1 } } | allowances.stepfun.calls is no setting
          memory: [1           | shop.yaml, line
          - a list             | shop.yaml holds no settings
          """)
  void saysWhatIsWrongInASentence(String yaml, String sentence) throws IOException {
    folder.stage(yaml);

    List<String> problems = folder.problems();

    assertThat(problems).anySatisfy(problem -> assertThat(problem).contains(sentence));
    assertThat(problems).allMatch(problem -> problem.endsWith(".") || problem.contains(": mvn "));
  }

  @Test
  void saysAllThatIsWrongAtOnce() throws IOException {
    folder.stage("memory: lots\nconcurrency: 1\nalarm-email: nobody\n");
    folder.config(StageFolder.CONFIG.replace("${RETOUCH_UPLOAD_BUCKET}", "other"));
    Files.delete(folder.zip());

    assertThat(folder.problems()).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"concurrency: 2", "concurrency: 1000", "time-limit: 30", "log-days: 3653"})
  void takesLimitsThemselves(String yaml) throws IOException {
    folder.stage(
        yaml + "\nallowances: { stepfun: { side-by-side: 2000, requests-per-minute: 50000 } }");

    assertThat(folder.problems()).isEmpty();
  }

  @Test
  void keepsCallsSideBySideWithinTheAllowance() throws IOException {
    folder.stage("concurrency: 2\nallowances: { stepfun: { side-by-side: 4 } }");
    assertThat(folder.problems()).isEmpty();

    folder.stage("concurrency: 2\nallowances: { stepfun: { side-by-side: 3 } }");
    assertThat(folder.problems())
        .singleElement()
        .asString()
        .contains("make 4, and the account at stepfun may make 3");
  }

  @Test
  void keepsCallsAMinuteWithinTheAllowance() throws IOException {
    folder.config(StageFolder.CONFIG.replace("minute: 50", "minute: 51"));

    assertThat(folder.problems())
        .singleElement()
        .asString()
        .contains("2 invocations with 51 calls a minute make 102");
  }

  /** Twice the source and three times the result of each picture, and 64 MB. */
  @Test
  void sizesFollowTheConfiguredLimits() throws IOException {
    assertThat(folder.plan().sizes().temporaryMegabytes()).isEqualTo(512);

    folder.config(
        StageFolder.CONFIG.replace(
            "side-by-side: 2", "side-by-side: 2, source-bytes: 300M, result-bytes: 200M"));
    assertThat(folder.plan().sizes().temporaryMegabytes()).isEqualTo(2464);

    folder.stage("temporary-storage: 2463");
    assertThat(folder.problems()).singleElement().asString().contains("limits need 2464");
  }

  @Test
  void decodingTakesMoreMemory() throws IOException {
    assertThat(folder.plan().sizes().memoryMegabytes()).isEqualTo(512);

    folder.stage("memory: 512").config(asTheyAre(""));
    assertThat(folder.plan().config().limits().decoding()).isFalse();

    folder.stage("");
    assertThat(folder.plan().sizes().memoryMegabytes()).isEqualTo(384);
    folder.stage("memory: 192");
    assertThat(folder.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"oversize: fit", "format: png", "size: source"})
  void decodingIsWhateverChangesPictures(String setting) throws IOException {
    folder.config(asTheyAre(setting));

    assertThat(folder.plan().config().limits().decoding()).isTrue();
  }

  private static String asTheyAre(String more) {
    return StageFolder.CONFIG.replace(
        "prompt: Paint", "prompt: Paint\n      orientation: keep\n      " + more);
  }

  @Test
  void refusesLimitsThatLambdaHasNoPlaceFor() throws IOException {
    folder.config(
        StageFolder.CONFIG.replace("side-by-side: 2", "side-by-side: 2, source-bytes: 6G"));

    assertThat(folder.problems()).singleElement().asString().contains("Lambda has at most 10240");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ${RETOUCH_UPLOAD_BUCKET}      | other | match.bucket is not what the deployment hands over
          ${RETOUCH_OUTPUT_BUCKET}      | other | output.bucket is not what the deployment hands over
          ${RETOUCH_TIME_LIMIT:60s}     | 50s   | time-limit is not what the deployment hands over
          ${RETOUCH_LEDGER_TABLE}       | other | ledger.table is not what the deployment hands over
          ${RETOUCH_API_KEY_PARAMETER}  | ''    | api-key-parameter is missing
          api-key-parameter: ${RETOUCH_API_KEY_PARAMETER} | api-key: secret | api-key would put the key where many can read it
          prompt: Paint                 | prompt: Paint ${STYLE} | nothing sets ${STYLE}
          provider: stepfun             | provider: other | has no other, which a preset names
          side-by-side: 2               | side-by-side: 65 | side-by-side is 65
          side-by-side: 2               | source-bytes: big | source-bytes is no size
          "${RETOUCH_OUTPUT_BUCKET}"    | x, encryption: kms, kms-key: arn:aws:kms:eu-central-1:111122223333:alias/a | kms-key names no key that a policy can name; write a key's ARN as in arn:
          "${RETOUCH_OUTPUT_BUCKET}"    | x, encryption: kms, kms-key: pictures | kms-key names no key that a policy can name
          """)
  void refusesAConfigurationThatCouldNotWorkThere(String text, String other, String sentence)
      throws IOException {
    folder.config(StageFolder.CONFIG.replace(text, other));

    assertThat(folder.problems()).anySatisfy(problem -> assertThat(problem).contains(sentence));
    assertThat(String.join(" ", folder.problems())).doesNotContain("Paint", "secret;");
  }

  @Test
  void placeholdersAreFilledFromTheStage() throws IOException {
    folder.config(StageFolder.CONFIG.replace("uploads/watercolour/", "\"${PLACE:${OTHER:in}}/\""));
    assertThat(folder.plan().config().sourcePrefixes()).containsExactly("in/");

    folder.stage("environment: { OTHER: there }");
    assertThat(folder.plan().config().sourcePrefixes()).containsExactly("there/");
  }

  @Test
  void refusesMorePrefixesThanABucketTakes() throws IOException {
    assertThat(problemsOfPresets(100)).isEmpty();

    assertThat(problemsOfPresets(101))
        .singleElement()
        .asString()
        .contains("101 prefixes are more than a bucket takes");
  }

  private List<String> problemsOfPresets(int count) throws IOException {
    StringBuilder presets = new StringBuilder(StageFolder.CONFIG);
    for (int i = 1; i < count; i++) {
      presets.append(
          """
              "p%1$d": { match: { bucket: "${RETOUCH_UPLOAD_BUCKET}", prefix: p%1$d/ }, provider: stepfun, output: { bucket: "${RETOUCH_OUTPUT_BUCKET}" } }
          """
              .formatted(i));
    }
    return folder.config(presets.toString()).problems();
  }
}
