package io.retouch.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.retouch.aws.config.Prefixes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class UploadsTest {
  private static final String QUEUE = "AWS::SQS::Queue";
  private static final int FOURTEEN_DAYS = 14 * 24 * 3600;

  @ParameterizedTest
  @CsvFileSource(
      resources = "/uploads/keys.csv",
      delimiter = '|',
      useHeadersInDisplayName = true,
      emptyValue = "")
  void announcesWhatPresetsMatch(String key, String preset, boolean announced) {
    assertThat(preset == null || announced).isTrue();
    assertThat(filters()).as("bucket").matches(all -> any(all, key) == announced);
    assertThat(patterns()).as("rule").matches(all -> any(all, key) == announced);
  }

  @Test
  void filtersDoNotOverlap() {
    assertThat(filters())
        .containsExactly("photos", "summer sale/a+b/", "uploads/", "上传/")
        .isEqualTo(patterns());
    assertThat(Prefixes.minimal(List.of("b/", "a/b/", "a/", "a/b/", "c")))
        .containsExactly("a/", "b/", "c");
    assertThat(Prefixes.minimal(List.of("a/", ""))).containsExactly("");
  }

  @Test
  void filtersAreEncodedAsS3WantsThemAndPatternsAreNot() {
    assertThat(notifications().toString()).contains("summer+sale/a%2Bb/", "%E4%B8%8A%E4%BC%A0/");
    assertThat(pattern().toString()).contains("summer sale/a+b/", "上传/");
  }

  @Test
  void everyCreationIsAnnouncedToTheQueueAndNothingElse() {
    for (JsonNode notification : notifications()) {
      assertThat(notification.path("Event").asText()).isEqualTo("s3:ObjectCreated:*");
      assertThat(notification.path("Queue").toString()).contains("UploadsQueue");
    }
    assertThat(
            Stacks.plain().one("AWS::S3::Bucket", "DataResults").has("NotificationConfiguration"))
        .isFalse();
  }

  @Test
  void s3MaySendToTheQueueBeforeTheBucketAsks() {
    JsonNode policy = Stacks.plain().one("AWS::SQS::QueuePolicy", "UploadsQueuePolicy");
    assertThat(policy.toString())
        .contains(
            "\"Service\":\"s3.amazonaws.com\"",
            "\"aws:SourceAccount\":{\"Ref\":\"AWS::AccountId\"}");
    for (var resource : Stacks.plain().template().path("Resources").properties()) {
      if (resource.getKey().startsWith("DataUploads") && !resource.getKey().contains("Policy")) {
        assertThat(resource.getValue().path("DependsOn").toString()).contains("UploadsQueuePolicy");
      }
    }
  }

  @Test
  void anExistingBucketIsAnnouncedByARuleThatLosesNothing() {
    JsonNode rule = Stacks.full().one("AWS::Events::Rule", "UploadsRule");
    assertThat(pattern().path("source").toString()).isEqualTo("[\"aws.s3\"]");
    assertThat(pattern().path("detail-type").toString()).isEqualTo("[\"Object Created\"]");
    assertThat(pattern().at("/detail/bucket/name").toString()).isEqualTo("[\"their-uploads\"]");
    JsonNode target = rule.path("Targets").path(0);
    assertThat(target.path("Arn").toString()).contains("UploadsQueue");
    assertThat(target.path("DeadLetterConfig").toString()).contains("UploadsUndelivered");
    assertThat(Stacks.full().text("AWS::SQS::QueuePolicy")).contains("events.amazonaws.com");
    assertThat(Stacks.plain().all("AWS::Events::Rule")).isEmpty();
  }

  @Test
  void messagesStayHiddenForSixTimesTheTimeOut() {
    assertThat(queue(Stacks.plain(), "UploadsQueue").path("VisibilityTimeout").asInt())
        .isEqualTo(6 * 60 + 1);
    assertThat(queue(Stacks.full(), "UploadsQueue").path("VisibilityTimeout").asInt())
        .isEqualTo(6 * 90 + 5);
  }

  @Test
  void messagesMayBeReceivedThirtyTimesInFourteenDays() {
    JsonNode queue = queue(Stacks.plain(), "UploadsQueue");
    assertThat(queue.at("/RedrivePolicy/maxReceiveCount").asInt()).isEqualTo(30);
    assertThat(queue.at("/RedrivePolicy/deadLetterTargetArn").toString())
        .contains("UploadsDeadLetters");
    assertThat(Stacks.plain().all(QUEUE).values())
        .hasSize(3)
        .allMatch(one -> one.path("MessageRetentionPeriod").asInt() == FOURTEEN_DAYS)
        .allMatch(one -> one.path("SqsManagedSseEnabled").asBoolean());
  }

  @Test
  void batchesOfTenAreAnsweredInPart() {
    JsonNode mapping = Stacks.full().one("AWS::Lambda::EventSourceMapping", "");
    assertThat(mapping.path("BatchSize").asInt()).isEqualTo(10);
    assertThat(mapping.path("MaximumBatchingWindowInSeconds").asInt()).isEqualTo(5);
    assertThat(mapping.path("FunctionResponseTypes").toString())
        .isEqualTo("[\"ReportBatchItemFailures\"]");
    assertThat(mapping.at("/ScalingConfig/MaximumConcurrency").asInt()).isEqualTo(3);
    assertThat(mapping.path("FunctionName").toString()).contains("FunctionsUpload");
    assertThat(mapping.path("EventSourceArn").toString()).contains("UploadsQueue");
  }

  private static JsonNode queue(Stacks.Stack stack, String id) {
    return stack.one(QUEUE, id);
  }

  private static JsonNode notifications() {
    return Stacks.plain()
        .one("AWS::S3::Bucket", "DataUploads")
        .at("/NotificationConfiguration/QueueConfigurations");
  }

  private static JsonNode pattern() {
    return Stacks.full().one("AWS::Events::Rule", "UploadsRule").path("EventPattern");
  }

  /** As S3 reads them. */
  private static List<String> filters() {
    List<String> filters = new ArrayList<>();
    for (JsonNode notification : notifications()) {
      JsonNode rule = notification.at("/Filter/S3Key/Rules/0");
      assertThat(rule.path("Name").asText()).isEqualTo("prefix");
      filters.add(URLDecoder.decode(rule.path("Value").asText(), StandardCharsets.UTF_8));
    }
    return filters;
  }

  private static List<String> patterns() {
    return pattern().at("/detail/object/key").findValuesAsText("prefix");
  }

  private static boolean any(Iterable<? extends String> prefixes, String key) {
    for (String prefix : prefixes) {
      if (key.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
