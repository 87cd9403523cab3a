package io.retouch.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataTest {
  private static final String BUCKET = "AWS::S3::Bucket";
  private static final String TABLE = "AWS::DynamoDB::Table";

  @Test
  void dataStaysWhenTheStackIsDeletedOrReplaced() {
    JsonNode resources = Stacks.plain().template().path("Resources");

    for (JsonNode resource : resources) {
      if (resource.path("Type").asText().matches(BUCKET + "|" + TABLE)) {
        assertThat(resource.path("DeletionPolicy").asText()).isEqualTo("Retain");
        assertThat(resource.path("UpdateReplacePolicy").asText()).isEqualTo("Retain");
      }
    }
    assertThat(Stacks.plain().all(BUCKET)).hasSize(3);
    assertThat(Stacks.plain().all(TABLE)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DataUploads", "DataResults", "DataAccessLog"})
  void bucketsAreClosedAndEncryptedAndSpeakTlsAlone(String id) {
    JsonNode bucket = Stacks.plain().one(BUCKET, id);
    JsonNode policy = Stacks.plain().one("AWS::S3::BucketPolicy", id + "Policy");

    assertThat(bucket.path("PublicAccessBlockConfiguration").properties())
        .hasSize(4)
        .allMatch(closed -> closed.getValue().asBoolean());
    assertThat(bucket.path("BucketEncryption").toString()).contains("AES256");
    assertThat(policy.toString()).contains("\"aws:SecureTransport\":\"false\"", "\"Deny\"");
  }

  @Test
  void abandonedUploadsAndStoredAnswersDoNotStay() {
    assertThat(Stacks.plain().one(BUCKET, "DataUploads").path("LifecycleConfiguration").toString())
        .contains("\"DaysAfterInitiation\":7")
        .doesNotContain("ExpirationInDays");
    JsonNode results =
        Stacks.plain().one(BUCKET, "DataResults").at("/LifecycleConfiguration/Rules");
    assertThat(results.toString()).contains("\"DaysAfterInitiation\":7");
    for (JsonNode rule : results) {
      if (rule.has("ExpirationInDays")) {
        assertThat(rule.path("Prefix").asText()).isEqualTo(".retouch/answers/");
        assertThat(rule.path("ExpirationInDays").asInt()).isGreaterThan(14);
      }
    }
    assertThat(results.toString()).contains("ExpirationInDays");
  }

  @Test
  void theLedgerIsPaidByUseAndCanBeBroughtBack() {
    JsonNode table = Stacks.plain().one(TABLE, "DataLedger");

    assertThat(table.path("BillingMode").asText()).isEqualTo("PAY_PER_REQUEST");
    assertThat(table.at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled").asBoolean())
        .isTrue();
    assertThat(table.path("DeletionProtectionEnabled").asBoolean()).isTrue();
    assertThat(table.path("KeySchema").toString())
        .isEqualTo("[{\"AttributeName\":\"pk\",\"KeyType\":\"HASH\"}]");
    assertThat(table.path("AttributeDefinitions").toString()).contains("\"AttributeType\":\"S\"");
    assertThat(table.has("TimeToLiveSpecification")).isFalse();
  }

  @Test
  void existingDataIsUsedAndNotMadeAnew() {
    assertThat(Stacks.full().all(BUCKET)).isEmpty();
    assertThat(Stacks.full().all(TABLE)).isEmpty();
    JsonNode variables =
        Stacks.full().one("AWS::Lambda::Function", "FunctionsUpload").at("/Environment/Variables");
    assertThat(variables.path("RETOUCH_UPLOAD_BUCKET").asText()).isEqualTo("their-uploads");
    assertThat(variables.path("RETOUCH_OUTPUT_BUCKET").asText()).isEqualTo("their-results");
    assertThat(variables.path("RETOUCH_LEDGER_TABLE").asText()).isEqualTo("their-ledger");
  }

  @Test
  void saysTheCommandThatSwitchesEventBridgeOnForAnExistingBucket() {
    assertThat(Stacks.full().template().at("/Outputs/SwitchOnEventBridge/Value").asText())
        .startsWith(
            "aws s3api put-bucket-notification-configuration --bucket their-uploads --skip-destination-validation --notification-configuration ")
        .contains("EventBridgeConfiguration: {}");
    assertThat(Stacks.plain().template().at("/Outputs/SwitchOnEventBridge").isMissingNode())
        .isTrue();
  }
}
