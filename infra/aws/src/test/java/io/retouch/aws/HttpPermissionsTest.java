package io.retouch.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the HTTP function may do. */
class HttpPermissionsTest {
  @Test
  void readsAndWritesObjectsOfPresetsAndOfRequests() {
    assertThat(actions("Sources")).containsExactly("s3:GetObject", "s3:PutObject");
    assertThat(resources("Sources"))
        .contains("\"/photos*\"", "\"/uploads/*\"", "\"/summer sale/a+b/*\"")
        .doesNotContain("DataResults");
    assertThat(actions("Results")).containsExactly("s3:GetObject", "s3:PutObject");
    assertThat(resources("Results"))
        .contains("/jpeg/*", "/jpeg-rejected/*", "/.retouch/answers/*", "/.retouch/requests/*")
        .doesNotContain("DataUploads", "\"/*\"");
    assertThat(actions("KeptAnswers")).containsExactly("s3:DeleteObject");
    assertThat(resources("KeptAnswers"))
        .contains("\"/.retouch/answers/*\"")
        .doesNotContain("requests");
    assertThat(actions("List")).containsExactly("s3:ListBucket");
    assertThat(resources("List")).contains("DataUploads", "DataResults");
  }

  @Test
  void usesLedgerQueueAndParametersAndNothingElse() {
    assertThat(actions("Ledger")).containsExactly("dynamodb:GetItem", "dynamodb:UpdateItem");
    assertThat(actions("Queue")).containsExactly("sqs:GetQueueUrl", "sqs:SendMessage");
    assertThat(actions("ApiKeys")).containsExactly("ssm:GetParameter");
    assertThat(statements(Stacks.http()))
        .extracting(statement -> statement.path("Sid").asText())
        .containsExactlyInAnyOrder(
            "Log",
            "Trace",
            "List",
            "Sources",
            "Results",
            "KeptAnswers",
            "Ledger",
            "Queue",
            "ApiKeys");
    assertThat(statements(Stacks.http()))
        .allSatisfy(
            statement -> {
              assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
              assertThat(statement.path("Action").toString()).doesNotContain("*");
            });
    assertThat(statements(Stacks.http()))
        .filteredOn(statement -> statement.path("Resource").toString().contains("\"*\""))
        .extracting(statement -> statement.path("Sid").asText())
        .containsExactly("Trace");
  }

  @Test
  void readsTheTokensOfAPublicUrlAndNobodyElseDoes() {
    JsonNode tokens = statement(Stacks.open(), "Tokens");

    assertThat(tokens.path("Action").asText()).isEqualTo("ssm:GetParameter");
    assertThat(tokens.path("Resource").toString())
        .contains(":parameter/shop/tokens\"")
        .doesNotContain("*");
    Stacks.open()
        .all("AWS::IAM::Role")
        .forEach(
            (id, role) -> {
              if (!id.startsWith("Http")) {
                assertThat(role.toString()).doesNotContain("/shop/tokens");
              }
            });
  }

  @Test
  void usesTheEncryptionKeyWhereThereIsOne() {
    assertThat(statement(Stacks.open(), "Encryption").path("Resource").toString())
        .contains("key/1234abcd");
    assertThat(statements(Stacks.http()).toString()).doesNotContain("kms:");
  }

  @Test
  void acknowledgesNoMoreThanTheOtherFunctionsDo() throws IOException {
    Set<String> rules = new TreeSet<>();
    for (Stacks.Stack stack : List.of(Stacks.http(), Stacks.open())) {
      new ObjectMapper()
          .readTree(stack.file().resolveSibling("retouch-shop.metadata.json").toFile())
          .properties()
          .forEach(
              place -> {
                if (place.getKey().startsWith("/retouch-shop/Http")) {
                  place
                      .getValue()
                      .findValues("data")
                      .forEach(data -> data.fieldNames().forEachRemaining(rules::add));
                }
              });
    }

    assertThat(rules)
        .filteredOn(rule -> rule.contains("AwsSolutions") || rule.contains("Serverless"))
        .filteredOn(rule -> !rule.startsWith("AwsSolutions-IAM5[Resource::<Data"))
        .containsExactly(
            "Annotation::Serverless-LambdaDLQ",
            "Annotation::Serverless-LambdaStarPermissions",
            "AwsSolutions-IAM5[Resource::*]");
  }

  private static List<String> actions(String sid) {
    JsonNode actions = statement(Stacks.http(), sid).path("Action");
    List<String> texts = new ArrayList<>();
    if (actions.isTextual()) {
      texts.add(actions.asText());
    }
    actions.forEach(action -> texts.add(action.asText()));
    return texts;
  }

  private static String resources(String sid) {
    return statement(Stacks.http(), sid).path("Resource").toString();
  }

  private static JsonNode statement(Stacks.Stack stack, String sid) {
    return statements(stack).stream()
        .filter(statement -> statement.path("Sid").asText().equals(sid))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonNode> statements(Stacks.Stack stack) {
    List<JsonNode> statements = new ArrayList<>();
    stack
        .one("AWS::IAM::Role", "HttpRole")
        .path("Policies")
        .forEach(policy -> policy.at("/PolicyDocument/Statement").forEach(statements::add));
    return statements;
  }
}
