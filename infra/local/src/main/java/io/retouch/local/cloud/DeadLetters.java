package io.retouch.local.cloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** Looks into the dead-letter queue, so that nobody has to. */
final class DeadLetters {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Supplier<List<String>> bodies;
  private final Edits edits;
  private final Runnable unnamed;
  private int seen;

  /**
   * @param bodies of all messages in the dead-letter queue, oldest first
   * @param unnamed called for each message that names no picture
   */
  DeadLetters(Supplier<List<String>> bodies, Edits edits, Runnable unnamed) {
    this.bodies = bodies;
    this.edits = edits;
    this.unnamed = unnamed;
  }

  /** Says what has come since the last look. */
  synchronized void look() {
    List<String> all = bodies.get();
    int before = Math.min(seen, all.size());
    seen = all.size();
    all.subList(before, all.size()).forEach(this::tell);
  }

  private void tell(String body) {
    JsonNode message = read(body);
    if (message.has("retouch") && message.path("name").isTextual()) {
      edits.died("", message.path("name").textValue());
      return;
    }
    JsonNode records = records(message);
    if (records.isEmpty()) {
      unnamed.run();
      return;
    }
    for (JsonNode record : records) {
      String key = record.at("/s3/object/key").asText();
      edits.died(
          record.at("/s3/bucket/name").asText(), URLDecoder.decode(key, StandardCharsets.UTF_8));
    }
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return JSON.createArrayNode();
    }
  }

  private static JsonNode records(JsonNode message) {
    JsonNode records = message.path("Records");
    return records.path(0).at("/s3/object/key").isTextual() ? records : JSON.createArrayNode();
  }
}
