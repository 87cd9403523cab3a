package io.retouch.parts;

import io.retouch.parts.MultipartForm.Part;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The request parameters of {@code stepfun-images-edits.md}, taken literally. Where the document is
 * silent, the narrower reading is taken: numbers in plain decimal notation, booleans as {@code
 * true} and {@code false}, no field twice, no field that is not listed.
 */
final class StepFunEditsRules {
  private static final String MODEL = "step-image-edit-2";
  private static final int MAX_CHARACTERS = 512;
  private static final Set<String> FIELDS =
      Set.of(
          "model",
          "image",
          "prompt",
          "seed",
          "steps",
          "cfg_scale",
          "size",
          "negative_prompt",
          "text_mode",
          "response_format");
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9]\\d{0,17})");
  private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");
  private static final Pattern DATA_PREFIX = Pattern.compile("^data:image/[a-z0-9.+-]+;base64,");

  private StepFunEditsRules() {}

  static EditRequest check(MultipartForm form) throws Refusal {
    checkNames(form);
    Map<String, String> texts = texts(form);
    checkModel(texts.get("model"));
    String prompt = texts.get("prompt");
    if (prompt == null || prompt.isEmpty()) {
      throw Refusal.parameter("prompt is required.");
    }
    checkLength("prompt", prompt);
    checkLength("negative_prompt", texts.getOrDefault("negative_prompt", ""));
    OptionalInt seed = integer(texts, "seed", 0, Integer.MAX_VALUE);
    integer(texts, "steps", 1, 50);
    checkDecimal("cfg_scale", texts.getOrDefault("cfg_scale", "1.0"), 1, 10);
    checkOneOf("text_mode", texts.getOrDefault("text_mode", "false"), "true", "false");
    String format = texts.getOrDefault("response_format", "url");
    checkOneOf("response_format", format, "url", "b64_json");
    return new EditRequest(image(form), prompt, seed, format.equals("url"));
  }

  private static void checkNames(MultipartForm form) throws Refusal {
    Set<String> seen = new HashSet<>();
    for (Part part : form.parts()) {
      String name = part.name();
      if (!FIELDS.contains(name)) {
        throw Refusal.parameter("The field " + name + " is not known.");
      }
      if (!seen.add(name)) {
        throw Refusal.parameter(
            name.equals("image")
                ? "Only one image is supported."
                : "The field " + name + " may be sent only once.");
      }
      if (part.isFile() && !name.equals("image")) {
        throw Refusal.parameter("The field " + name + " must be text, not a file.");
      }
    }
  }

  private static Map<String, String> texts(MultipartForm form) throws Refusal {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Part part : form.parts()) {
      if (!part.name().equals("image")) {
        texts.put(part.name(), utf8(part));
      }
    }
    return texts;
  }

  private static String utf8(Part part) throws Refusal {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(part.bytes())).toString();
    } catch (CharacterCodingException e) {
      throw Refusal.parameter("The field " + part.name() + " is not UTF-8.");
    }
  }

  private static void checkModel(@Nullable String model) throws Refusal {
    if (model == null || model.isEmpty()) {
      throw Refusal.parameter("model is required.");
    }
    if (!model.equals(MODEL)) {
      throw new Refusal(400, "model_not_found", "The model " + model + " was not found.");
    }
  }

  private static void checkLength(String name, String text) throws Refusal {
    if (text.codePointCount(0, text.length()) > MAX_CHARACTERS) {
      throw Refusal.parameter(name + " may have at most 512 characters.");
    }
  }

  private static OptionalInt integer(Map<String, String> texts, String name, int least, int most)
      throws Refusal {
    String text = texts.get(name);
    if (text == null) {
      return OptionalInt.empty();
    }
    if (!INTEGER.matcher(text).matches()) {
      throw outOfRange(name, "an integer", least, most);
    }
    long value = Long.parseLong(text);
    if (value < least || value > most) {
      throw outOfRange(name, "an integer", least, most);
    }
    return OptionalInt.of((int) value);
  }

  private static void checkDecimal(String name, String text, int least, int most) throws Refusal {
    if (!DECIMAL.matcher(text).matches()) {
      throw outOfRange(name, "a number", least, most);
    }
    BigDecimal value = new BigDecimal(text);
    if (value.compareTo(BigDecimal.valueOf(least)) < 0
        || value.compareTo(BigDecimal.valueOf(most)) > 0) {
      throw outOfRange(name, "a number", least, most);
    }
  }

  private static Refusal outOfRange(String name, String kind, int least, int most) {
    return Refusal.parameter("%s must be %s from %d to %d.".formatted(name, kind, least, most));
  }

  private static void checkOneOf(String name, String text, String one, String other)
      throws Refusal {
    if (!text.equals(one) && !text.equals(other)) {
      throw Refusal.parameter(name + " must be " + one + " or " + other + ".");
    }
  }

  /** The file's bytes, or what the field's Base64 holds: the document allows both. */
  private static byte[] image(MultipartForm form) throws Refusal {
    for (Part part : form.parts()) {
      if (part.name().equals("image")) {
        return part.isFile() ? part.bytes() : base64(utf8(part));
      }
    }
    throw Refusal.parameter("image is required.");
  }

  private static byte[] base64(String text) throws Refusal {
    try {
      return Base64.getDecoder().decode(DATA_PREFIX.matcher(text).replaceFirst(""));
    } catch (IllegalArgumentException e) {
      throw Refusal.parameter("image must be a file or Base64.");
    }
  }
}
