package io.retouch.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.retouch.aws.config.Prefixes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PermissionsTest {
  private static final String ROLE = "AWS::IAM::Role";

  @Test
  void noActionIsAWildcard() {
    for (Stacks.Stack stack : List.of(Stacks.plain(), Stacks.full())) {
      assertThat(statements(stack, "Functions"))
          .isNotEmpty()
          .allSatisfy(
              statement -> {
                assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
                assertThat(statement.has("NotAction") || statement.has("NotResource")).isFalse();
                assertThat(statement.path("Action").toString()).doesNotContain("*");
              });
    }
  }

  @Test
  void tracingAloneHasABareWildcardAsItsResource() {
    assertThat(statements(Stacks.plain(), "Functions"))
        .filteredOn(statement -> statement.path("Resource").toString().contains("\"*\""))
        .hasSize(2)
        .allSatisfy(
            statement ->
                assertThat(statement.path("Action").toString())
                    .isEqualTo("[\"xray:PutTelemetryRecords\",\"xray:PutTraceSegments\"]"));
  }

  @Test
  void missingObjectsAreSeenAsMissingInBothBuckets() {
    JsonNode list = statement("FunctionsUpload", "List");

    assertThat(list.path("Action").asText()).isEqualTo("s3:ListBucket");
    assertThat(list.path("Resource").toString()).contains("DataUploads", "DataResults");
  }

  @Test
  void onlyWhatPresetsEditIsRead() {
    JsonNode sources = statement("FunctionsUpload", "Sources");

    assertThat(sources.path("Action").asText()).isEqualTo("s3:GetObject");
    assertThat(sources.path("Resource")).hasSize(4);
    assertThat(sources.path("Resource").toString())
        .contains("\"/photos*\"", "\"/uploads/*\"", "\"/summer sale/a+b/*\"", "\"/*\"")
        .doesNotContain("DataResults");
  }

  @Test
  void onlyWhatPresetsNameIsWrittenAndOnlyKeptAnswersAreDeleted() {
    JsonNode results = statement("FunctionsUpload", "Results");
    JsonNode answers = statement("FunctionsUpload", "KeptAnswers");

    assertThat(results.path("Action").toString()).isEqualTo("[\"s3:GetObject\",\"s3:PutObject\"]");
    assertThat(results.path("Resource").toString())
        .contains("/jpeg/*", "/jpeg-rejected/*", "/png/*", "/png-rejected/*", "/.retouch/answers/*")
        .doesNotContain("DataUploads", "\"/*\"");
    assertThat(answers.path("Action").asText()).isEqualTo("s3:DeleteObject");
    assertThat(answers.path("Resource").toString()).contains("\"/.retouch/answers/*\"");
    assertThat(all("FunctionsOperate")).doesNotContain("s3:PutObject", "s3:DeleteObject");
  }

  @Test
  void policiesReachNoFurtherThanTheirLettersAllow() {
    assertThat(Prefixes.forPolicy("a/")).isEqualTo("a/*");
    assertThat(Prefixes.forPolicy("a*b?c$d/")).isEqualTo("a${*}b${?}c${$}d/*");
    assertThat(Prefixes.forPolicy("a/上传/")).isEqualTo("a/*");
    assertThat(Prefixes.forPolicy("é/")).isEqualTo("é/*");
  }

  @Test
  void theLedgerAndTheQueueAreUsedAsTheApplicationUsesThem() {
    assertThat(statement("FunctionsUpload", "Ledger").path("Action").toString())
        .isEqualTo("[\"dynamodb:GetItem\",\"dynamodb:UpdateItem\"]");
    assertThat(statement("FunctionsOperate", "Ledger").path("Action").toString())
        .isEqualTo("[\"dynamodb:DeleteItem\",\"dynamodb:GetItem\",\"dynamodb:UpdateItem\"]");
    assertThat(texts(statement("FunctionsUpload", "Queue").path("Action")))
        .containsExactlyInAnyOrder(
            "sqs:ReceiveMessage",
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
            "sqs:GetQueueUrl",
            "sqs:ChangeMessageVisibility",
            "sqs:SendMessage");
    assertThat(texts(statement("FunctionsOperate", "Queue").path("Action")))
        .doesNotContain("sqs:ReceiveMessage", "sqs:DeleteMessage");
  }

  @Test
  void onlyTheConfiguredKeyIsReadAndOnlyByWhoNeedsIt() {
    JsonNode keys = statement("FunctionsUpload", "ApiKeys");

    assertThat(keys.path("Action").asText()).isEqualTo("ssm:GetParameter");
    assertThat(keys.path("Resource").toString())
        .contains(":parameter/retouch/shop/api-key\"")
        .doesNotContain("*");
    assertThat(all("FunctionsOperate")).doesNotContain("ssm:");
  }

  @Test
  void theEncryptionKeyIsUsedWhereThereIsOne() {
    assertThat(statements(Stacks.full(), "FunctionsUpload").toString())
        .contains("\"kms:Decrypt\"", "\"kms:GenerateDataKey\"", "key/1234abcd");
    assertThat(all("FunctionsUpload")).doesNotContain("kms:");
  }

  private static String all(String role) {
    return statements(Stacks.plain(), role).toString();
  }

  private static JsonNode statement(String role, String sid) {
    return statements(Stacks.plain(), role).stream()
        .filter(statement -> statement.path("Sid").asText().equals(sid))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonNode> statements(Stacks.Stack stack, String role) {
    List<JsonNode> statements = new ArrayList<>();
    stack
        .all(ROLE)
        .forEach(
            (id, properties) -> {
              if (id.startsWith(role)) {
                properties
                    .path("Policies")
                    .forEach(
                        policy -> policy.at("/PolicyDocument/Statement").forEach(statements::add));
              }
            });
    return statements;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
