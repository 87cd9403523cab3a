package io.retouch.edit;

import io.retouch.preset.Preset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * Identifies an edit: these bytes at this key, treated like this. The same bytes announced again
 * are the same edit; other bytes, or a changed preset, are a new one.
 *
 * @param value 64 hexadecimal digits
 */
public record EditId(String value) {
  public EditId {
    Objects.requireNonNull(value, "value");
  }

  /**
   * SHA-256 of bucket, key, ETag as read and the preset's fingerprint, a line each; none of them
   * but the key may hold a line break, and the key's length goes before it.
   *
   * @param force a token that makes it another edit, in a line of its own; none has no line
   * @param name does the same in another line, the last one
   */
  static EditId of(
      String bucket,
      String key,
      String eTag,
      Preset preset,
      Optional<ForceToken> force,
      Optional<String> name) {
    String identity =
        String.join(
            "\n",
            "v1",
            bucket,
            Integer.toString(key.length()),
            key,
            eTag,
            preset.fingerprint(),
            force.map(token -> "force:" + token.value() + "\n").orElse("")
                + name.map(text -> "name:" + text + "\n").orElse(""));
    return new EditId(
        HexFormat.of().formatHex(sha256().digest(identity.getBytes(StandardCharsets.UTF_8))));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
