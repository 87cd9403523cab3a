package io.retouch.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.retouch.aws.config.KmsKey;
import io.retouch.aws.config.KmsKey.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What functions may do more where presets keep tags, encrypt results, or write manifests. */
class FidelityTest {
  private static final String UPLOAD = "FunctionsUpload";
  private static final String HTTP = "HttpRole";

  @ParameterizedTest
  @ValueSource(strings = {UPLOAD, HTTP})
  void tagsAreReadOfSourcesAndGivenToResultsWhereAPresetKeepsThem(String role) {
    JsonNode sources = statement(role, "SourceTags").orElseThrow();
    JsonNode results = statement(role, "ResultTags").orElseThrow();

    assertThat(sources.path("Action").asText()).isEqualTo("s3:GetObjectTagging");
    assertThat(sources.path("Resource").toString())
        .contains("DataUploads", "\"/drawings/*\"")
        .doesNotContain("films", "\"/*\"", "/uploads/");
    assertThat(results.path("Action").asText()).isEqualTo("s3:PutObjectTagging");
    assertThat(results.path("Resource").toString())
        .contains("DataResults", "\"/drawing/*\"")
        .doesNotContain("film", "rejected", "answers");
  }

  @Test
  void tagsOfWhatCameWithRequestsAreReadByWhoTakesRequests() {
    assertThat(statement(HTTP, "SourceTags").orElseThrow().path("Resource").toString())
        .contains("\"/.retouch/requests/*\"");
    assertThat(statement(UPLOAD, "SourceTags").orElseThrow().path("Resource").toString())
        .doesNotContain("requests");
  }

  @ParameterizedTest
  @ValueSource(strings = {UPLOAD, HTTP})
  void namedKeysAreUsedThroughS3Alone(String role) {
    JsonNode keys = statement(role, "ResultKeys").orElseThrow();

    assertThat(keys.path("Action").toString())
        .isEqualTo("[\"kms:Decrypt\",\"kms:GenerateDataKey\"]");
    assertThat(keys.path("Resource")).hasSize(2);
    assertThat(keys.path("Resource").toString())
        .contains(
            "\"arn:aws:kms:eu-central-1:111122223333:key/5678-films\"",
            ":key/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f\"")
        .doesNotContain("*");
    assertThat(keys.at("/Condition/StringEquals/kms:ViaService").toString()).contains("s3.");
  }

  @ParameterizedTest
  @ValueSource(strings = {UPLOAD, HTTP})
  void aliasesAreAConditionOfEveryKey(String role) {
    JsonNode keys = statement(role, "ResultAliases").orElseThrow();

    assertThat(keys.path("Action").toString())
        .isEqualTo("[\"kms:Decrypt\",\"kms:GenerateDataKey\"]");
    assertThat(keys.at("/Condition/ForAnyValue:StringEquals/kms:ResourceAliases").toString())
        .isEqualTo("[\"alias/drawings\"]");
    assertThat(keys.at("/Condition/StringEquals/kms:ViaService").toString()).contains("s3.");
    String kept = keys.at("/Resource/Fn::Join/1/0/Fn::GetAtt/0").asText();
    assertThat(keys.at("/Resource/Fn::Join/1/1").asText()).isEqualTo("*");
    assertThat(Stacks.faithful().one("AWS::SSM::Parameter", kept).path("Value").toString())
        .contains(":kms:")
        .endsWith(":key/\"]]}");
  }

  @Test
  void operatorsNeedNoneOfThat() {
    assertThat(statements(Stacks.faithful(), "FunctionsOperate").toString())
        .isNotEqualTo("[]")
        .doesNotContain("kms:", "Tagging");
  }

  @ParameterizedTest
  @ValueSource(strings = {UPLOAD, HTTP})
  void nobodyMayDoWhatNoPresetWants(String role) {
    assertThat(statements(Stacks.http(), role).toString())
        .isNotEqualTo("[]")
        .doesNotContain("kms:", "Tagging");
  }

  /** They are written as results are, under the same beginning of their keys. */
  @ParameterizedTest
  @ValueSource(strings = {UPLOAD, HTTP})
  void manifestsAreWrittenWhereResultsAre(String role) {
    JsonNode results = statement(role, "Results").orElseThrow();

    assertThat(results.path("Action").toString()).isEqualTo("[\"s3:GetObject\",\"s3:PutObject\"]");
    assertThat(results.path("Resource").toString()).contains("\"/drawing/*\"");
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:kms:eu-central-1:111122223333:key/1234abcd,             ARN",
    "arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/mrk-1234abcd, ARN",
    "0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f,                           ID",
    "mrk-0a1b2c3d0a1b0a1b0a1b0a1b2c3d4e5f,                           ID",
    "alias/shop/results-1_b,                                         ALIAS",
    "arn:aws:kms:eu-central-1:111122223333:alias/results,            ",
    "results,                                                        ",
    "alias/,                                                         ",
    "alias/*,                                                        ",
    "arn:aws:kms:*:111122223333:key/1234abcd,                        ",
    "arn:aws:kms:eu-central-1:111122223333:key/*,                    "
  })
  void knowsHowKeysAreNamed(String text, Form form) {
    assertThat(KmsKey.parse(text).map(KmsKey::form)).isEqualTo(Optional.ofNullable(form));
  }

  private static Optional<JsonNode> statement(String role, String sid) {
    return statements(Stacks.faithful(), role).stream()
        .filter(statement -> statement.path("Sid").asText().equals(sid))
        .findFirst();
  }

  private static List<JsonNode> statements(Stacks.Stack stack, String role) {
    List<JsonNode> statements = new ArrayList<>();
    stack
        .one("AWS::IAM::Role", role)
        .path("Policies")
        .forEach(policy -> policy.at("/PolicyDocument/Statement").forEach(statements::add));
    return statements;
  }
}
