package io.retouch.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retouch.aws.yaml.InvalidStageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The roles that GitHub's jobs may have. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliveryTest {
  private static final String STAGE =
      """
      github: { repository: somebody/retouch, environment: staging }
      """;

  @TempDir private Path temp;
  private JsonNode template = new ObjectMapper().createObjectNode();

  private JsonNode synthesise(String stage) throws IOException {
    return synthesise(stage, StageFolder.CONFIG);
  }

  private JsonNode synthesise(String stage, String config) throws IOException {
    Path folder = Files.createTempDirectory(temp, "stage");
    new StageFolder(folder).stage(stage).config(config);
    Delivery.of(folder.resolve("stages/shop.yaml"), folder.resolve("out")).synth();
    return new ObjectMapper()
        .readTree(folder.resolve("out/retouch-shop-github.template.json").toFile());
  }

  private JsonNode resources() throws IOException {
    if (template.isEmpty()) {
      template = synthesise(STAGE);
    }
    return template.path("Resources");
  }

  private JsonNode role(String id) throws IOException {
    for (JsonNode resource : resources()) {
      if (resource.at("/Properties/Description").asText().startsWith(id)) {
        return resource.path("Properties");
      }
    }
    throw new AssertionError("There is no role that " + id);
  }

  private static List<JsonNode> statements(JsonNode role) {
    List<JsonNode> statements = new ArrayList<>();
    role.at("/Policies/0/PolicyDocument/Statement").forEach(statements::add);
    return statements;
  }

  /** The resource of a statement, with the beginning that is kept in a parameter. */
  private String resource(JsonNode statement) throws IOException {
    JsonNode resource = statement.path("Resource");
    String kept = resource.at("/Fn::Join/1/0/Fn::GetAtt/0").asText();
    JsonNode beginning = resources().path(kept).at("/Properties/Value");
    return beginning + resource.toString();
  }

  @Test
  void passesEveryRuleWithoutAFunctionThatIsBuilt() throws IOException {
    List<String> types = new ArrayList<>();
    resources().forEach(resource -> types.add(resource.path("Type").asText()));

    assertThat(types)
        .filteredOn(type -> !type.equals("AWS::SSM::Parameter"))
        .containsExactly("AWS::IAM::Role", "AWS::IAM::Role");
  }

  @Test
  void trustsOneEnvironmentOfOneRepositoryEach() throws IOException {
    JsonNode deliver = role("Deploys").at("/AssumeRolePolicyDocument/Statement");
    JsonNode drift = role("Compares").at("/AssumeRolePolicyDocument/Statement");

    assertThat(deliver).hasSize(1);
    assertThat(deliver.at("/0/Action").asText()).isEqualTo("sts:AssumeRoleWithWebIdentity");
    assertThat(deliver.at("/0/Condition").toString())
        .isEqualTo(
            "{\"StringEquals\":{"
                + "\"token.actions.githubusercontent.com:aud\":\"sts.amazonaws.com\","
                + "\"token.actions.githubusercontent.com:sub\":\"repo:somebody/retouch:environment:staging\"}}");
    assertThat(drift.at("/0/Condition").toString())
        .contains("\"repo:somebody/retouch:environment:drift-staging\"")
        .doesNotContain("StringLike", "*");
    assertThat(deliver.at("/0/Principal/Federated").toString())
        .contains(":oidc-provider/token.actions.githubusercontent.com");
    assertThat(role("Deploys").path("MaxSessionDuration").asInt()).isEqualTo(3600);
  }

  @Test
  void noActionIsAWildcard() throws IOException {
    for (JsonNode role : List.of(role("Deploys"), role("Compares"))) {
      assertThat(statements(role))
          .isNotEmpty()
          .allSatisfy(
              statement -> {
                assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
                assertThat(statement.has("NotAction") || statement.has("NotResource")).isFalse();
                assertThat(statement.path("Action").toString()).doesNotContain("*");
              });
      assertThat(role.has("ManagedPolicyArns")).isFalse();
    }
  }

  @Test
  void deliveryReachesItsStageAlone() throws IOException {
    List<JsonNode> statements = statements(role("Deploys"));

    assertThat(statements)
        .extracting(statement -> statement.path("Sid").asText())
        .containsExactly(
            "Cdk", "Kept", "KeptNames", "Outputs", "SmokePicture", "SmokeResult", "SmokeStatus");
    assertThat(statements).noneMatch(statement -> statement.path("Resource").asText().equals("*"));
    for (JsonNode statement : statements.subList(3, statements.size())) {
      assertThat(resource(statement)).contains("retouch-shop");
    }
    assertThat(resource(statements.get(1))).contains("/retouch-deployments/shop/*");
    assertThat(statements.get(2).path("Condition").toString())
        .isEqualTo("{\"StringLike\":{\"s3:prefix\":\"retouch-deployments/shop/*\"}}");
    assertThat(statements.get(0).path("Resource").toString())
        .contains("cdk-hnb659fds-deploy-role-", "cdk-hnb659fds-file-publishing-role-")
        .doesNotContain("lookup", "exec", "*");
    assertThat(resource(statements.get(4)))
        .contains("retouch-shop-datauploads", "\"*/uploads/watercolour/retouch-smoke-*\"");
  }

  @ParameterizedTest
  @CsvSource({
    "alias/results, ResultAliases, alias/results",
    "arn:aws:kms:eu-central-1:111122223333:key/5678, ResultKeys, key/5678"
  })
  void readsAResultThatItsPresetEncrypts(String key, String sid, String named) throws IOException {
    String bucket = "bucket: \"${RETOUCH_OUTPUT_BUCKET}\"";
    String encrypted = bucket + ", encryption: kms, kms-key: \"" + key + "\"";

    JsonNode resources =
        synthesise(STAGE, StageFolder.CONFIG.replace(bucket, encrypted)).path("Resources");

    List<JsonNode> found = new ArrayList<>();
    resources.forEach(
        resource ->
            resource
                .at("/Properties/Policies/0/PolicyDocument/Statement")
                .forEach(
                    statement -> {
                      if (statement.path("Sid").asText().equals(sid)) {
                        found.add(statement);
                      }
                    }));
    assertThat(found).hasSize(1);
    assertThat(found.get(0).path("Action").asText()).isEqualTo("kms:Decrypt");
    assertThat(found.get(0).toString()).contains(named, "kms:ViaService");
  }

  @Test
  void driftIsFoundByReadingWhatTheStackHasMade() throws IOException {
    assertThat(statements(role("Compares")))
        .allSatisfy(
            statement ->
                assertThat(statement.path("Action").toString())
                    .doesNotContainPattern(
                        ":(Put|Delete|Create|Update|Invoke|GetObject\"|GetItem)"))
        .filteredOn(statement -> statement.path("Resource").asText().equals("*"))
        .singleElement()
        .satisfies(
            statement -> assertThat(statement.path("Sid").asText()).isEqualTo("WithoutResources"));
  }

  @Test
  void driftIsFoundInTheFunctionUrlAndItsPermissionsToo() throws IOException {
    assertThat(statements(role("Compares")).toString())
        .contains("lambda:GetFunctionUrlConfig", "lambda:GetPolicy", "iam:GetPolicyVersion");
  }

  @Test
  void usesWhatTheStageUses() throws IOException {
    JsonNode full =
        synthesise(
            STAGE.replace("staging }", "staging, provider: new }")
                + """
                upload-bucket: their-uploads
                output-bucket: their-results
                kms-key: arn:aws:kms:eu-central-1:111122223333:key/1234abcd
                """);

    assertThat(full.toString())
        .contains(
            "AWS::IAM::OIDCProvider",
            "https://token.actions.githubusercontent.com",
            ":s3:::their-uploads\"",
            "\"/uploads/watercolour/retouch-smoke-*\"",
            ":s3:::their-results\"",
            "\"/*retouch-smoke-*\"",
            "key/1234abcd")
        .doesNotContain("datauploads");
  }

  @Test
  void refusesAStageThatNamesNobody() {
    assertThatThrownBy(() -> synthesise(""))
        .isInstanceOfSatisfying(
            InvalidStageException.class,
            e -> assertThat(e.problems()).singleElement().asString().contains("github.repository"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { repository: retouch }                       | github.repository is no repository
          { repository: a/b:ref }                       | github.repository is no repository
          { repository: 'a/*' }                         | github.repository is no repository
          { repository: a/b, environment: 'x:y' }       | github.environment is no environment's name
          { repository: a/b, provider: mine }           | github.provider is mine; write existing or new
          { repository: a/b, branch: main }             | github.branch is no setting
          """)
  void saysWhatIsWrong(String github, String said) {
    assertThatThrownBy(() -> synthesise("github: " + github))
        .isInstanceOfSatisfying(
            InvalidStageException.class,
            e -> assertThat(e.problems()).anyMatch(problem -> problem.contains(said)));
  }

  @Test
  void isLintedLikeTheStack() throws Exception {
    assumeThat(Path.of("node_modules/@aws/cloudformation-validate")).exists();
    resources();
    Path file = temp.resolve("github.template.json");
    Files.writeString(file, template.toString());
    Process process =
        new ProcessBuilder("node", "validate.mjs", file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
  }
}
