package io.retouch.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Reads Retouch's own message, by which operators ask for a picture: {@code
 * {"retouch":"generate","version":"1.0","preset":"poster","name":"summer-sale"}}. Nobody else sends
 * it, so that whatever is wrong with it makes it undecodable, a kind that is not known included: it
 * may come from a later release, and is kept for one. A minor version adds fields; what may not be
 * ignored is another major one.
 */
final class PictureRequests {
  /** What tells the message from all others. */
  static final String KIND = "retouch";

  private static final String GENERATE = "generate";
  private static final Pattern VERSION = Pattern.compile("1(\\.\\d{1,9})?");

  /** What the configuration allows for a preset's name. */
  private static final Pattern PRESET = Pattern.compile("[a-z0-9-]{1,40}");

  private PictureRequests() {}

  static RequestedPicture picture(JsonNode message) {
    String kind = Json.text(message, KIND);
    if (!kind.equals(GENERATE)) {
      throw new UndecodableEventException(
          "Retouch's own message says "
              + Json.quoted(kind)
              + ", but only \"generate\" is understood.");
    }
    String version = Json.text(message, "version");
    if (!VERSION.matcher(version).matches()) {
      throw new UndecodableEventException(
          "Retouch's own message has version "
              + Json.quoted(version)
              + ", but only major version 1 is understood.");
    }
    String preset = Json.text(message, "preset");
    if (!PRESET.matcher(preset).matches()) {
      throw new UndecodableEventException("The message names no preset.");
    }
    return new RequestedPicture(preset, name(Json.text(message, "name")));
  }

  private static String name(String name) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (name.isEmpty() || bytes > ObjectRecords.MAX_KEY_BYTES) {
      throw new UndecodableEventException(
          "The message gives the picture no name, or one of more than "
              + ObjectRecords.MAX_KEY_BYTES
              + " bytes.");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
      throw new UndecodableEventException("The picture's name is no Unicode text.");
    }
    return name;
  }
}
