package io.retouch.operate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Asks the upload function for a picture that is made from a preset's prompt alone. The message
 * holds names only: the prompt is the preset's, as it is when the message is delivered.
 */
final class PictureMessages {
  private PictureMessages() {}

  /** A message's body, as {@code io.retouch.event} reads it. */
  static String body(String preset, String name) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message.put("retouch", "generate").put("version", "1.0");
    message.put("preset", preset).put("name", name);
    return message.toString();
  }
}
