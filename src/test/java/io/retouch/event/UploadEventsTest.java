package io.retouch.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.retouch.event.Announcement.Direct;
import io.retouch.event.Announcement.QueueBatch;
import io.retouch.event.Contents.Decoded;
import io.retouch.event.Contents.Undecodable;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadEventsTest {
  private static final String BUCKET = "amzn-s3-demo-bucket";
  private static final UploadedObject RED_FLOWER =
      new UploadedObject(BUCKET, "uploads/red flower.jpg", OptionalLong.of(1024));
  private static final UploadedObject EVENT_BRIDGE_OBJECT =
      new UploadedObject("amzn-s3-demo-bucket1", "uploads/1+1 is%202.jpg", OptionalLong.of(5));

  @ParameterizedTest
  @ValueSource(strings = {"s3-put", "sns-lambda", "sns-notification"})
  void decodesS3EventsDirectAndThroughSns(String fixture) {
    Decoded decoded = direct(Events.read(fixture));

    assertThat(decoded.objects()).containsExactly(RED_FLOWER);
    assertThat(decoded.ignored()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqs-s3", "sqs-sns-s3", "sqs-sns-raw-s3"})
  void decodesS3EventsThroughQueuesWithAndWithoutSns(String fixture) {
    QueueMessage message = queued(Events.read(fixture)).get(0);

    assertThat(message.id()).isEqualTo("059f36b4-87a3-44ab-83d2-661975830a7d");
    assertThat(message.receiptHandle()).isEqualTo("AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a...");
    assertThat(message.queueArn()).isEqualTo("arn:aws:sqs:us-east-2:123456789012:my-queue");
    assertThat(message.body())
        .isEqualTo(Events.record(Events.read(fixture)).path("body").textValue());
    assertThat(message.sentAt()).isEqualTo(Instant.parse("2018-12-17T21:37:29.183Z"));
    assertThat(message.receiveCount()).isEqualTo(1);
    assertThat(message.contents())
        .isEqualTo(new Decoded(List.of(RED_FLOWER), List.of(), List.of()));
  }

  @Test
  void decodesEachMessageOfABatchInOrder() {
    List<QueueMessage> messages = queued(Events.read("sqs-s3"));

    assertThat(messages)
        .extracting(QueueMessage::id)
        .containsExactly(
            "059f36b4-87a3-44ab-83d2-661975830a7d", "2e1424d4-f796-459a-8184-9c92662be6da");
    assertThat(keys(messages.get(1).contents())).containsExactly("uploads/cat.jpg");
  }

  @Test
  void leavesEventBridgeKeysAsTheyAre() {
    Decoded direct = direct(Events.read("eventbridge-created"));
    Contents queued = queued(Events.read("sqs-eventbridge")).get(0).contents();

    assertThat(direct.objects()).containsExactly(EVENT_BRIDGE_OBJECT);
    assertThat(queued).isEqualTo(direct);
  }

  @Test
  void decodesEventBridgeEventsThroughSns() {
    Decoded decoded = direct(Events.notified(Events.read("eventbridge-created").toString()));

    assertThat(decoded.objects()).containsExactly(EVENT_BRIDGE_OBJECT);
  }

  @Test
  void decodesMinioNotifications() {
    Decoded decoded = direct(Events.read("minio-put"));

    assertThat(decoded.objects())
        .containsExactly(
            new UploadedObject("images", "uploads/red flower.jpg", OptionalLong.of(224662)));
  }

  @Test
  void doesWithoutAVersionIdAndDecodesFormEncoding() {
    Decoded decoded = direct(Events.read("s3-put-unversioned"));

    assertThat(keys(decoded)).containsExactly("uploads/cat+1.jpg");
  }

  @Test
  void decodesEveryRecordAndSaysWhichItIgnores() {
    Decoded decoded = direct(Events.read("s3-several-records"));

    assertThat(keys(decoded)).containsExactly("uploads/猫.png", "uploads/dog.webp");
    assertThat(decoded.ignored()).containsExactly("the S3 event \"ObjectRemoved:Delete\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          s3-empty              | an event without records
          s3-test-event         | the test event of bucket "amzn-s3-demo-bucket"
          s3-removed            | the S3 event "ObjectRemoved:DeleteMarkerCreated"
          s3-tagging            | the S3 event "ObjectTagging:Put"
          s3-restore            | the S3 event "ObjectRestore:Completed"
          sns-subscription      | the SNS message of type "SubscriptionConfirmation"
          eventbridge-deleted   | the EventBridge event "Object Deleted" that comes from "aws.s3"
          eventbridge-tags-added | the EventBridge event "Object Tags Added" that comes from "aws.s3"
          eventbridge-scheduled | the EventBridge event "Scheduled Event" that comes from "aws.events"
          """)
  void ignoresEventsOfOtherKindsAndSaysSo(String fixture, String said) {
    JsonNode event = Events.read(fixture);

    assertThat(direct(event)).isEqualTo(new Decoded(List.of(), List.of(), List.of(said)));
    assertThat(queued(Events.queued(event.toString())).get(0).contents()).isEqualTo(direct(event));
  }

  @Test
  void ignoresABareObject() {
    assertThat(direct(Events.parse("{}")).ignored())
        .singleElement()
        .asString()
        .startsWith("an event of an unknown kind");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws:dynamodb", "aws:s3:other", "s3", ""})
  void ignoresRecordsFromOtherSources(String source) {
    JsonNode event = Events.put();
    Events.record(event).put("eventSource", source);

    Decoded decoded = direct(event);

    assertThat(decoded.objects()).isEmpty();
    assertThat(decoded.ignored()).containsExactly("a record that comes from \"" + source + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PutRetention", "PutLegalHold", "PutTagging", "DeleteTagging"})
  void ignoresWhatMinioFilesUnderCreatedWithoutAnUpload(String name) {
    JsonNode event = Events.read("minio-put");
    Events.record(event).put("eventName", "s3:ObjectCreated:" + name);

    assertThat(direct(event).objects()).isEmpty();
    assertThat(direct(event).ignored()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.0", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.17", "2"})
  void takesEveryMinorVersionOfMajorVersion2(String version) {
    JsonNode event = Events.put();
    Events.record(event).put("eventVersion", version);

    assertThat(direct(event).objects()).containsExactly(RED_FLOWER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "3.0", "20.1", "2.", "2.x", ""})
  void refusesOtherMajorVersions(String version) {
    JsonNode event = Events.put();
    Events.record(event).put("eventVersion", version);

    assertThat(reason(event))
        .isEqualTo(
            "The S3 record has eventVersion \"%s\", but only major version 2 is understood.",
            version);
  }

  @Test
  void spoilsAMessageIfOneOfItsRecordsCannotBeDecoded() {
    JsonNode event = Events.read("s3-several-records");
    ((ObjectNode) event.path("Records").path(2)).put("eventVersion", "3.0");

    assertThat(reason(event)).contains("3.0");
  }

  @Test
  void tellsFolderPlaceholdersFromPictures() {
    Decoded decoded = direct(Events.read("s3-folder"));

    assertThat(decoded.objects()).allMatch(UploadedObject::isFolderPlaceholder).hasSize(1);
    assertThat(RED_FLOWER.isFolderPlaceholder()).isFalse();
    assertThat(new UploadedObject(BUCKET, "a/", OptionalLong.empty()).isFolderPlaceholder())
        .isTrue();
    assertThat(new UploadedObject(BUCKET, "a/", OptionalLong.of(1)).isFolderPlaceholder())
        .isFalse();
  }

  @Test
  void keepsAnUndecodableMessageToItself() {
    List<QueueMessage> messages = queued(Events.read("sqs-mixed"));

    assertThat(messages)
        .filteredOn(message -> message.contents() instanceof Undecodable)
        .extracting(QueueMessage::id)
        .containsExactly("m-text", "m-version");
    assertThat(keys(messages.get(5).contents())).containsExactly("uploads/a.jpg", "uploads/b.jpg");
  }

  @Test
  void failsABatchWhoseMessagesCannotBeAnsweredFor() {
    JsonNode batch = Events.read("sqs-s3");
    Events.record(batch).remove("messageId");

    assertThatThrownBy(() -> UploadEvents.decode(batch))
        .isInstanceOf(UndecodableEventException.class)
        .hasMessageContaining("messageId");
  }

  @Test
  void failsABatchThatHoldsARecordFromElsewhere() {
    JsonNode batch = Events.read("sqs-s3");
    ((ArrayNode) batch.path("Records")).add(Events.record(Events.put()));

    assertThatThrownBy(() -> UploadEvents.decode(batch))
        .isInstanceOf(UndecodableEventException.class);
  }

  @Test
  void readsHowOftenAndSinceWhenAMessageIsReceived() {
    QueueMessage message = queued(withAttributes("1", "2147483648")).get(0);

    assertThat(message.sentAt()).isEqualTo(Instant.ofEpochMilli(1));
    assertThat(message.receiveCount()).isEqualTo(Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "yesterday", "1e3", "9223372036854775808"})
  void takesAMessageThatDoesNotSayForANewOne(String garbage) {
    QueueMessage message = queued(withAttributes(garbage, garbage)).get(0);

    assertThat(message.sentAt()).isEqualTo(Instant.MAX);
    assertThat(message.receiveCount()).isEqualTo(1);
  }

  @Test
  void takesAMessageWithoutAttributesForANewOne() {
    JsonNode batch = Events.read("sqs-s3");
    Events.record(batch).remove("attributes");

    assertThat(queued(batch).get(0).sentAt()).isEqualTo(Instant.MAX);
    assertThat(queued(batch).get(0).receiveCount()).isEqualTo(1);
  }

  private static JsonNode withAttributes(String sentTimestamp, String receiveCount) {
    JsonNode batch = Events.read("sqs-s3");
    ((ObjectNode) Events.record(batch).path("attributes"))
        .put("SentTimestamp", sentTimestamp)
        .put("ApproximateReceiveCount", receiveCount);
    return batch;
  }

  private static Decoded direct(JsonNode event) {
    return (Decoded) ((Direct) UploadEvents.decode(event)).contents();
  }

  private static String reason(JsonNode event) {
    return ((Undecodable) ((Direct) UploadEvents.decode(event)).contents()).reason();
  }

  private static List<QueueMessage> queued(JsonNode event) {
    return ((QueueBatch) UploadEvents.decode(event)).messages();
  }

  private static List<String> keys(Contents contents) {
    return ((Decoded) contents).objects().stream().map(UploadedObject::key).toList();
  }
}
