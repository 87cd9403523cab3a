package io.retouch.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an edit is known by outside: enough to find it again. Opaque to callers; nobody is let in by
 * it.
 *
 * @param preset its name
 * @param fingerprint what the preset does, with what a caller has changed of it; empty where a
 *     caller could change nothing
 * @param name the result's name where a request asked for it; empty where the key says that
 * @param key the source's key; empty where the source came with a request, or there is none
 */
record EditRef(String preset, String fingerprint, String name, String key) {
  private static final String SEPARATOR = "\n";
  private static final Pattern TEXT = Pattern.compile("edit_[A-Za-z0-9_-]{1,4000}");
  private static final String PREFIX = "edit_";
  private static final int PARTS = 4;

  EditRef {
    Objects.requireNonNull(preset, "preset");
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(key, "key");
  }

  /** The edit of an object by the preset that matches it. */
  static EditRef ofObject(String preset, String key) {
    return new EditRef(preset, "", "", key);
  }

  /** One line of letters, digits, dashes and underscores. */
  String text() {
    String all = String.join(SEPARATOR, preset, fingerprint, name, key);
    return PREFIX
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(all.getBytes(StandardCharsets.UTF_8));
  }

  /** Nothing if the text is no such thing. */
  static Optional<EditRef> parse(String text) {
    if (!TEXT.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      byte[] all = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
      String[] parts = new String(all, StandardCharsets.UTF_8).split(SEPARATOR, PARTS);
      return parts.length == PARTS
          ? Optional.of(new EditRef(parts[0], parts[1], parts[2], parts[3]))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
