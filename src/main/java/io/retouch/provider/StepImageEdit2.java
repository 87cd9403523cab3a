package io.retouch.provider;

import io.retouch.image.ImageFormat;
import io.retouch.preset.ModelLimits;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * The documented limits of StepFun's {@code step-image-edit-2} (document 图片编辑, {@code POST
 * /v1/images/edits}, section 请求参数):
 *
 * <ul>
 *   <li>image: at most 4096 x 4096. The document names neither formats nor bytes; JPEG, PNG and
 *       WebP are what its examples send (sections 示例 there, and 快速上手 of the model's page).
 *   <li>prompt and {@code negative_prompt}: at most 512 characters, counted as code points. With a
 *       {@code cfg_scale} of 1.0, the default, the negative prompt has no effect as of today; the
 *       document calls that the present implementation, so it is not refused.
 *   <li>{@code seed}: 0 to 2147483647. {@code steps}: 1 to 50, default 8. {@code cfg_scale}: 1.0 to
 *       10.0, default 1.0. {@code text_mode}: true or false, default false.
 *   <li>{@code response_format}: url (default) or b64_json.
 *   <li>{@code size}: documented as without effect, so it is refused: a setting that does nothing
 *       misleads whoever reads it.
 * </ul>
 */
final class StepImageEdit2 {
  static final String NAME = "step-image-edit-2";

  private static final String DOCUMENT = "StepFun, POST /v1/images/edits, request parameters";
  private static final int MAX_SIDE = 4096;
  private static final int MAX_CHARACTERS = 512;
  private static final BigDecimal MAX_CFG_SCALE = BigDecimal.TEN;

  /** Beside those that {@link CommonParameters} looks at: n, response_format and reserved ones. */
  private static final Set<String> KNOWN =
      Set.of("cfg_scale", "negative_prompt", "response_format", "seed", "steps", "text_mode");

  private static final Set<String> COMMON =
      Set.of("model", "prompt", "image", "image[]", "mask", "stream", "partial_images", "n");

  private StepImageEdit2() {}

  static ModelLimits limits() {
    return new ModelLimits(
        MAX_SIDE,
        MAX_SIDE,
        Long.MAX_VALUE,
        EnumSet.of(ImageFormat.JPEG, ImageFormat.PNG, ImageFormat.WEBP),
        DOCUMENT);
  }

  static void check(
      String prompt, Map<String, String> parameters, BiConsumer<String, String> problems) {
    checkLength("prompt", "The prompt", prompt, problems);
    new TreeMap<>(parameters).forEach((name, value) -> checkParameter(name, value, problems));
  }

  private static void checkParameter(
      String name, String value, BiConsumer<String, String> problems) {
    String property = "parameters." + name;
    switch (name) {
      case "seed" -> checkWhole(property, value, 0, Integer.MAX_VALUE, problems);
      case "steps" -> checkWhole(property, value, 1, 50, problems);
      case "cfg_scale" -> checkCfgScale(property, value, problems);
      case "negative_prompt" -> checkLength(property, "The negative prompt", value, problems);
      case "text_mode" -> {
        if (!value.equals("true") && !value.equals("false")) {
          problems.accept(property, "Write true or false" + source());
        }
      }
      case "size" ->
          problems.accept(
              property,
              "The parameter size has no effect on edits, the result is as large as the picture;"
                  + " leave it out"
                  + source());
      default -> checkKnown(name, property, problems);
    }
  }

  private static void checkKnown(
      String name, String property, BiConsumer<String, String> problems) {
    if (!KNOWN.contains(name) && !COMMON.contains(name)) {
      problems.accept(
          property,
          "The model "
              + NAME
              + " knows no parameter "
              + name
              + "; it knows "
              + String.join(", ", new TreeSet<>(KNOWN))
              + source());
    }
  }

  private static void checkLength(
      String property, String what, String text, BiConsumer<String, String> problems) {
    int length = text.codePointCount(0, text.length());
    if (length > MAX_CHARACTERS) {
      problems.accept(
          property,
          what + " has " + length + " characters; write at most " + MAX_CHARACTERS + source());
    }
  }

  private static void checkWhole(
      String property, String value, long min, long max, BiConsumer<String, String> problems) {
    boolean valid = value.matches("0|[1-9]\\d{0,9}") && within(Long.parseLong(value), min, max);
    if (!valid) {
      problems.accept(property, "Write a whole number from " + min + " to " + max + source());
    }
  }

  private static void checkCfgScale(
      String property, String value, BiConsumer<String, String> problems) {
    boolean valid =
        value.matches("\\d{1,3}(\\.\\d{1,10})?")
            && new BigDecimal(value).compareTo(BigDecimal.ONE) >= 0
            && new BigDecimal(value).compareTo(MAX_CFG_SCALE) <= 0;
    if (!valid) {
      problems.accept(property, "Write a number from 1.0 to 10.0" + source());
    }
  }

  private static boolean within(long value, long min, long max) {
    return value >= min && value <= max;
  }

  private static String source() {
    return " (" + DOCUMENT + ").";
  }
}
