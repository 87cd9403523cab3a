package io.retouch.preset;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The canonical identity of what a preset does to a picture: dialect, model, prompt and the
 * parameters that are set. Base URL, key, retries and locations do not belong to it, so changing
 * them pays for no edit again.
 *
 * <p>The identity is the SHA-256 of a text: the line {@code v1}, then a line a setting, {@code
 * <name>:<length>:<value>}, parameters as {@code parameter:<length>:<name>:<length>:<value>} in the
 * order of their names, lengths in UTF-8 bytes. A setting that is not set has no line, so that
 * settings which come later (fitting, the result's form) leave earlier fingerprints as they are.
 */
public final class Fingerprint {
  private Fingerprint() {}

  /** The fingerprint, 64 hexadecimal digits in lower case. */
  public static String of(
      String dialect, String model, String prompt, Map<String, String> parameters) {
    StringBuilder text = new StringBuilder("v1\n");
    text.append("dialect").append(measured(dialect)).append('\n');
    text.append("model").append(measured(model)).append('\n');
    text.append("prompt").append(measured(prompt)).append('\n');
    new TreeMap<>(parameters)
        .forEach(
            (name, value) ->
                text.append("parameter")
                    .append(measured(name))
                    .append(measured(value))
                    .append('\n'));
    return sha256(text.toString());
  }

  /** The length makes sure that no two lists of values give one text. */
  private static String measured(String value) {
    return ":" + value.getBytes(StandardCharsets.UTF_8).length + ":" + value;
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
