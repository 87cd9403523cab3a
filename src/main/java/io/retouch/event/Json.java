package io.retouch.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Reading trees that nobody vouches for. */
final class Json {
  /** Levels of objects and arrays in JSON text; the documented events have less than ten. */
  static final int MAX_DEPTH = 100;

  private static final int QUOTED_LENGTH = 100;

  private static final ObjectReader READER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  private Json() {}

  /** The text of a field; empty if it is absent or anything but text. */
  static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isTextual() ? value.textValue() : "";
  }

  /**
   * The tree that JSON text within another tree stands for.
   *
   * @param what names the text in the error, for example {@code the message's body}
   */
  static JsonNode parse(JsonNode text, String what) {
    if (!text.isTextual()) {
      throw new UndecodableEventException("There is no text where " + what + " should be.");
    }
    try {
      return READER.readTree(text.textValue());
    } catch (JsonProcessingException e) {
      // Its message quotes the text, which does not belong into a log.
      throw new UndecodableEventException(
          "There is no readable JSON where " + what + " should be.");
    }
  }

  /** Text from an event, made short and printable for a sentence. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .limit(QUOTED_LENGTH)
        .map(c -> Character.isISOControl(c) ? '?' : c)
        .forEach(quoted::appendCodePoint);
    boolean cut = text.codePointCount(0, text.length()) > QUOTED_LENGTH;
    return quoted.append(cut ? "...\"" : "\"").toString();
  }
}
