package io.retouch.parts.endpoint;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * What a request's body held, for the record of calls.
 *
 * @param texts the fields that are no pictures, the first of each name
 * @param file the picture that came with the request
 */
public record Received(Map<String, String> texts, Optional<SentFile> file) {
  public Received {
    texts = Map.copyOf(texts);
  }

  /** Nothing, or nothing yet. */
  public static Received nothing() {
    return new Received(Map.of(), Optional.empty());
  }

  Received with(SentFile sent) {
    return new Received(texts, Optional.of(sent));
  }

  /**
   * A picture that came with a request.
   *
   * @param name the file's name as sent; empty if none was
   * @param contentType as declared; empty if none was
   * @param size in bytes
   * @param sha256 in hexadecimal
   */
  public record SentFile(String name, String contentType, long size, String sha256) {
    static SentFile of(String name, String contentType, byte[] bytes) {
      try {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        return new SentFile(name, contentType, bytes.length, HexFormat.of().formatHex(digest));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every JDK has SHA-256.", e);
      }
    }
  }
}
