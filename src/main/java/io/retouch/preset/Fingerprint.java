package io.retouch.preset;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The canonical identity of what a preset does to a picture: dialect, model, prompt and the
 * parameters that are set. Base URL, key, retries and locations do not belong to it, so changing
 * them pays for no edit again.
 *
 * <p>The identity is the SHA-256 of a text: the line {@code v1}, then a line a setting, {@code
 * <name>:<length>:<value>}, parameters as {@code parameter:<length>:<name>:<length>:<value>} in the
 * order of their names, then what is done before and after the edit as {@code
 * setting:<length>:<name>:<length>:<value>}, lengths in UTF-8 bytes. A setting that is not set, or
 * to its default, has no line, so that settings which come later leave earlier fingerprints as they
 * are.
 */
public final class Fingerprint {
  private Fingerprint() {}

  /** The fingerprint, 64 hexadecimal digits in lower case. */
  public static String of(
      String dialect, String model, String prompt, Map<String, String> parameters) {
    return of(dialect, model, prompt, parameters, Optional.empty(), Map.of());
  }

  /**
   * The fingerprint of a preset that may have a fallback and a treatment; without them it is the
   * same as before. A fallback's settings have lines of their own after the parameters ({@code
   * fallback-dialect}, {@code fallback-model} and {@code fallback-parameter}), and then {@code
   * setting} has one for each setting of the treatment.
   *
   * @param settings of fitting and of the result's form, only those that are not as by default
   */
  static String of(
      String dialect,
      String model,
      String prompt,
      Map<String, String> parameters,
      Optional<Fallback> fallback,
      Map<String, String> settings) {
    StringBuilder text = new StringBuilder("v1\n");
    line(text, "dialect", dialect);
    line(text, "model", model);
    line(text, "prompt", prompt);
    new TreeMap<>(parameters).forEach((name, value) -> line(text, "parameter", name, value));
    fallback.ifPresent(
        other -> {
          line(text, "fallback-dialect", other.provider().dialect());
          line(text, "fallback-model", other.model());
          other
              .parameters()
              .forEach((name, value) -> line(text, "fallback-parameter", name, value));
        });
    new TreeMap<>(settings).forEach((name, value) -> line(text, "setting", name, value));
    return sha256(text.toString());
  }

  private static void line(StringBuilder text, String name, String... values) {
    text.append(name);
    for (String value : values) {
      text.append(measured(value));
    }
    text.append('\n');
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
