package io.retouch.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchTest {
  private static final String ALARM = "AWS::CloudWatch::Alarm";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          WatchDeadLetters   | AWS/SQS    | ApproximateNumberOfMessagesVisible | Maximum | 0      | UploadsDeadLetters
          WatchUndelivered   | AWS/SQS    | ApproximateNumberOfMessagesVisible | Maximum | 0      | UploadsUndelivered
          WatchOldMessages   | AWS/SQS    | ApproximateAgeOfOldestMessage      | Maximum | 259200 | UploadsQueue
          WatchErrors        | AWS/Lambda | Errors                             | Sum     | 0      | FunctionsUpload
          WatchThrottles     | AWS/Lambda | Throttles                          | Sum     | 0      | FunctionsUpload
          WatchMisconfigured | Retouch    | misconfigured                      | Sum     | 0      | FunctionsUpload
          WatchBudgetSpent   | Retouch    | budgetSpent                        | Sum     | 0      | FunctionsUpload
          WatchParked        | Retouch    | edits                              | Sum     | 0      | "parked"
          """)
  void tellsOfWhatSomebodyHasToDo(
      String id, String namespace, String metric, String statistic, int most, String dimension) {
    JsonNode alarm = Stacks.plain().one(ALARM, id);

    assertThat(alarm.path("Namespace").asText()).isEqualTo(namespace);
    assertThat(alarm.path("MetricName").asText()).isEqualTo(metric);
    assertThat(alarm.path("Statistic").asText()).isEqualTo(statistic);
    assertThat(alarm.path("Threshold").asInt()).isEqualTo(most);
    assertThat(alarm.path("ComparisonOperator").asText()).isEqualTo("GreaterThanThreshold");
    assertThat(alarm.path("Dimensions").toString()).contains(dimension);
  }

  @Test
  void tellsOfMoreRejectionsThanUsual() {
    JsonNode alarm = Stacks.full().one(ALARM, "WatchRejections");

    assertThat(alarm.path("Threshold").asInt()).isEqualTo(50);
    assertThat(alarm.path("Metrics").toString())
        .contains("100 * FILL(r, 0) / (FILL(e, 0) + FILL(r, 0))", "\"edited\"", "\"rejected\"");
    assertThat(Stacks.plain().one(ALARM, "WatchRejections").path("Threshold").asInt())
        .isEqualTo(20);
  }

  @Test
  void everyAlarmGoesToTheTopicAndNoDataIsNone() {
    assertThat(Stacks.plain().all(ALARM))
        .hasSize(9)
        .allSatisfy(
            (id, alarm) -> {
              assertThat(alarm.path("AlarmActions").toString()).contains("WatchAlarms");
              assertThat(alarm.path("OKActions").toString()).contains("WatchAlarms");
              assertThat(alarm.path("AlarmDescription").asText()).endsWith(".");
              assertThat(alarm.path("TreatMissingData").asText()).isEqualTo("notBreaching");
            });
  }

  @Test
  void alarmsMayPublishToTheTopicAndNobodyWithoutTls() {
    String policy = Stacks.plain().text("AWS::SNS::TopicPolicy");

    assertThat(policy)
        .contains("\"Service\":\"cloudwatch.amazonaws.com\"", "\"aws:SourceAccount\"")
        .contains("\"aws:SecureTransport\":\"false\"");
  }

  @Test
  void mailsGoToWhomTheStageNames() {
    JsonNode mail = Stacks.full().one("AWS::SNS::Subscription", "");

    assertThat(mail.path("Protocol").asText()).isEqualTo("email");
    assertThat(mail.path("Endpoint").asText()).isEqualTo("pictures@example.com");
    assertThat(Stacks.plain().all("AWS::SNS::Subscription")).isEmpty();
  }

  @Test
  void theDashboardShowsOutcomesLatenciesCostAndAge() {
    String body = Stacks.plain().one("AWS::CloudWatch::Dashboard", "").toString();

    assertThat(body)
        .contains("edited", "rejected", "parked", "waiting", "skipped")
        .contains("editMs", "ownMs", "p90", "cost")
        .contains("ApproximateAgeOfOldestMessage");
  }
}
