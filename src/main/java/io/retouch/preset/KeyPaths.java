package io.retouch.preset;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What keys that Retouch writes may look like, and how bucket names are made. */
final class KeyPaths {
  private KeyPaths() {}

  /**
   * Checks a key or the beginning of one.
   *
   * @throws IllegalArgumentException with a sentence
   */
  static void check(String path) {
    if (path.startsWith("/")) {
      throw new IllegalArgumentException("begins with a slash; remove it.");
    }
    if (path.contains("//")) {
      throw new IllegalArgumentException("holds two slashes in a row; remove one.");
    }
    List<String> segments = List.of(path.split("/", -1));
    if (segments.contains("..") || segments.contains(".")) {
      throw new IllegalArgumentException("holds a segment of dots only; remove it.");
    }
    if (path.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("holds a control character; remove it.");
    }
  }

  /**
   * Checks the length of what a key consists of.
   *
   * @throws IllegalArgumentException with a sentence
   */
  static void checkLength(String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > KeyTemplate.MAX_KEY_BYTES) {
      throw new IllegalArgumentException(
          "is %d bytes long; S3's keys have at most %d."
              .formatted(bytes, KeyTemplate.MAX_KEY_BYTES));
    }
  }

  /**
   * Checks a bucket's name (Amazon S3 User Guide, "General purpose bucket naming rules").
   *
   * @throws IllegalArgumentException with a sentence
   */
  static void checkBucket(String bucket) {
    boolean fits = bucket.length() >= 3 && bucket.length() <= 63;
    if (!fits || !bucket.matches("[a-z0-9][a-z0-9.-]*[a-z0-9]") || bucket.contains("..")) {
      throw new IllegalArgumentException(
          "\"%s\" is not a bucket's name; write 3 to 63 lower-case letters, digits, dots and hyphens."
              .formatted(bucket));
    }
  }
}
