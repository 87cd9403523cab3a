package io.retouch.preset;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What keys that Retouch writes may look like, and how bucket names are made. */
public final class KeyPaths {
  /** How often a key may be encoded to hide where it leads. */
  private static final int DECODINGS = 4;

  private static final Pattern ENCODED = Pattern.compile("%([0-9a-fA-F]{2})");

  private KeyPaths() {}

  /**
   * Checks a key or the beginning of one.
   *
   * @throws IllegalArgumentException with a sentence
   */
  public static void check(String path) {
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
  public static void checkLength(String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > KeyTemplate.MAX_KEY_BYTES) {
      throw new IllegalArgumentException(
          "is %d bytes long; S3's keys have at most %d."
              .formatted(bytes, KeyTemplate.MAX_KEY_BYTES));
    }
  }

  /** Whether a key climbs out of its prefix for anybody who decodes it, however often. */
  public static boolean leadsElsewhere(String key) {
    String decoded = key;
    for (int round = 0; round < DECODINGS; round++) {
      if (climbs(decoded)) {
        return true;
      }
      String next = decode(decoded);
      if (next.equals(decoded)) {
        return false;
      }
      decoded = next;
    }
    return true;
  }

  private static boolean climbs(String key) {
    boolean control = key.codePoints().anyMatch(Character::isISOControl);
    if (key.isEmpty() || key.startsWith("/") || control) {
      return true;
    }
    return List.of(key.split("[/\\\\]", -1)).stream()
        .anyMatch(segment -> segment.equals("..") || segment.equals("."));
  }

  /** Only what is ASCII matters here; a per cent sign that encodes nothing stands for itself. */
  private static String decode(String text) {
    return ENCODED
        .matcher(text)
        .replaceAll(
            match -> {
              int code = Integer.parseInt(match.group(1), 16);
              return Matcher.quoteReplacement(
                  code < 128 ? String.valueOf((char) code) : match.group());
            });
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
