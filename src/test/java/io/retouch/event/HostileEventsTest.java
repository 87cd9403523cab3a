package io.retouch.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.retouch.event.Announcement.Direct;
import io.retouch.event.Announcement.QueueBatch;
import io.retouch.event.Contents.Decoded;
import io.retouch.event.Contents.Undecodable;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that nobody documents. */
class HostileEventsTest {
  private static final String BUCKET = "amzn-s3-demo-bucket";
  private static final UploadedObject RED_FLOWER =
      new UploadedObject(BUCKET, "uploads/red flower.jpg", OptionalLong.of(1024));

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "7", "\"text\"", "{", "{} {}", "Hello from SQS!"})
  void refusesBodiesThatAreNoJsonObject(String body) {
    assertThat(queued(Events.queued(body)).get(0).contents()).isInstanceOf(Undecodable.class);
    assertThat(reason(Events.notified(body))).isNotBlank();
  }

  @Test
  void saysNothingOfAnUnreadableText() {
    assertThat(reason(Events.notified("secret {"))).doesNotContain("secret");
  }

  @Test
  void opensThreeNotificationsInOneAnotherAndNoMore() {
    String three = nested(3).toString();

    assertThat(direct(Events.parse(three)).objects()).containsExactly(RED_FLOWER);
    assertThat(reason(nested(4))).isEqualTo("More than 3 SNS notifications lie in one another.");
  }

  @Test
  void readsJsonTextAHundredLevelsDeepAndNoDeeper() {
    assertThat(queued(Events.queued(deep(100))).get(0).contents()).isInstanceOf(Decoded.class);
    assertThat(queued(Events.queued(deep(101))).get(0).contents()).isInstanceOf(Undecodable.class);
    assertThat(queued(Events.queued(deep(100_000))).get(0).contents())
        .isInstanceOf(Undecodable.class);
  }

  @Test
  void takesKeysOf1024BytesAndNoLonger() {
    assertThat(keys(direct(withKey("ä".repeat(512))))).containsExactly("ä".repeat(512));
    assertThat(reason(withKey("ä".repeat(512) + "a"))).contains("1024 bytes");
    assertThat(reason(withKey("x".repeat(1_000_000)))).contains("1024 bytes");
  }

  @Test
  void takesBucketNamesOf255CharactersAndNoLonger() {
    assertThat(direct(withBucket("b".repeat(255))).objects()).hasSize(1);
    assertThat(reason(withBucket("b".repeat(256)))).contains("255 characters");
    assertThat(reason(withBucket(" "))).contains("no bucket");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "100%", "%zz.jpg", "%C3%28.jpg", "%-1", "\uD800.jpg"})
  void refusesKeysThatStandForNoObject(String key) {
    assertThat(reason(withKey(key))).startsWith("The record");
  }

  @Test
  void takesAKeyThatHoldsTheReplacementCharacterItself() {
    assertThat(keys(direct(withKey("a%ef%bf%bd.jpg")))).containsExactly("a\uFFFD.jpg");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1024\"", "-1", "1.5", "1e999", "99999999999999999999", "null", "{}"})
  void doesWithoutASizeThatIsNoCountOfBytes(String size) {
    JsonNode event = Events.put();
    ((ObjectNode) Events.record(event).path("s3").path("object")).set("size", Events.parse(size));

    assertThat(direct(event).objects())
        .containsExactly(
            new UploadedObject(BUCKET, "uploads/red flower.jpg", OptionalLong.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "7", "[]", "{}", "true", "[[]]"})
  void refusesFieldsOfAWrongType(String wrong) {
    for (String field : List.of("s3", "eventVersion")) {
      JsonNode event = Events.put();
      Events.record(event).set(field, Events.parse(wrong));
      assertThat(reason(event)).isNotBlank();
    }
    ObjectNode bridged = (ObjectNode) Events.read("eventbridge-created");
    bridged.set("detail", Events.parse(wrong));
    assertThat(reason(bridged)).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"Records\":null}", "{\"Records\":{}}", "{\"Records\":[null]}"})
  void refusesRecordsThatAreNoListOfObjects(String event) {
    assertThat(reason(Events.parse(event))).contains("Records");
  }

  @Test
  void shortensAndCleansWhatItQuotes() {
    JsonNode event = Events.put();
    Events.record(event).put("eventName", "a\nb" + "x".repeat(1_000_000));

    assertThat(direct(event).ignored())
        .containsExactly("the S3 event \"a?b" + "x".repeat(97) + "...\"");
  }

  private static JsonNode nested(int depth) {
    JsonNode event = Events.put();
    for (int i = 0; i < depth; i++) {
      event = Events.notified(event.toString());
    }
    return event;
  }

  /** A JSON object this many levels deep. */
  private static String deep(int depth) {
    return "{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
  }

  private static JsonNode withKey(String key) {
    JsonNode event = Events.put();
    ((ObjectNode) Events.record(event).path("s3").path("object")).put("key", key);
    return event;
  }

  private static JsonNode withBucket(String name) {
    JsonNode event = Events.put();
    ((ObjectNode) Events.record(event).path("s3").path("bucket")).put("name", name);
    return event;
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
