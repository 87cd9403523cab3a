package io.retouch.upload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Objects;
import software.amazon.awssdk.services.sqs.model.Message;

/** The documented events of {@code events/*.json}, and events made from them. */
final class Events {
  /** When every message of the documented events was sent. */
  static final Instant SENT_AT = Instant.ofEpochMilli(1545082649183L);

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Events() {}

  static ObjectNode read(String name) {
    try (InputStream in = Events.class.getResourceAsStream("/events/" + name + ".json")) {
      return (ObjectNode) MAPPER.readTree(Objects.requireNonNull(in, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An S3 event with a record for each of these encoded keys. */
  static ObjectNode put(String... keys) {
    ObjectNode event = read("s3-put");
    ArrayNode records = (ArrayNode) event.get("Records");
    JsonNode record = records.remove(0);
    for (String key : keys) {
      JsonNode copy = record.deepCopy();
      ((ObjectNode) copy.path("s3").path("object")).put("key", key);
      records.add(copy);
    }
    return event;
  }

  /** The message that asks for a picture. */
  static ObjectNode picture(String preset, String name) {
    return read("retouch-generate").put("preset", preset).put("name", name);
  }

  /** A batch of one message, as it was received from a queue. */
  static ObjectNode received(Message message, String queueArn) {
    ObjectNode batch = batch(message.body());
    ObjectNode record = (ObjectNode) batch.path("Records").path(0);
    record.put("receiptHandle", message.receiptHandle()).put("eventSourceARN", queueArn);
    ObjectNode attributes = (ObjectNode) record.path("attributes");
    message.attributesAsStrings().forEach(attributes::put);
    return batch;
  }

  /** A batch whose messages have these bodies and the ids m0, m1, m2 and so on. */
  static ObjectNode batch(Object... bodies) {
    ObjectNode batch = read("sqs-sns-s3");
    ArrayNode messages = (ArrayNode) batch.get("Records");
    JsonNode message = messages.remove(0);
    for (Object body : bodies) {
      ObjectNode copy = message.deepCopy();
      copy.put("messageId", "m" + messages.size()).put("body", body.toString());
      messages.add(copy);
    }
    return batch;
  }
}
