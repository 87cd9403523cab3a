package io.retouch.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The documented events of {@code events/*.json}, and envelopes to put around them. */
final class Events {
  static final ObjectMapper MAPPER = new ObjectMapper();

  private Events() {}

  static JsonNode read(String name) {
    try (InputStream in = Events.class.getResourceAsStream("/events/" + name + ".json")) {
      return MAPPER.readTree(Objects.requireNonNull(in, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The S3 event of one upload, to be spoilt by a test. */
  static JsonNode put() {
    return read("s3-put");
  }

  static ObjectNode record(JsonNode event) {
    return (ObjectNode) event.path("Records").path(0);
  }

  /** A batch of one message with this body. */
  static JsonNode queued(String body) {
    JsonNode batch = read("sqs-sns-s3");
    record(batch).put("body", body);
    return batch;
  }

  static JsonNode notified(String message) {
    return ((ObjectNode) read("sns-notification")).put("Message", message);
  }
}
