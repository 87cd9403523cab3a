package io.retouch.parts.endpoint;

import io.retouch.parts.endpoint.MultipartForm.Part;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The text fields of a form. Values are taken literally: numbers in plain decimal notation,
 * booleans as {@code true} and {@code false}, UTF-8, no field twice.
 */
final class FormFields {
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9]\\d{0,17})");
  private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");
  private static final Pattern DATA_PREFIX = Pattern.compile("^data:image/[a-z0-9.+-]+;base64,");

  private final Map<String, String> texts;

  private FormFields(Map<String, String> texts) {
    this.texts = texts;
  }

  /**
   * Checks the names.
   *
   * @param pictures fields that hold files; the form itself says how many there are
   */
  static FormFields of(MultipartForm form, Set<String> known, Set<String> pictures) throws Refusal {
    Set<String> seen = new HashSet<>();
    Map<String, String> texts = new LinkedHashMap<>();
    for (Part part : form.parts()) {
      String name = part.name();
      if (!known.contains(name)) {
        throw Refusal.parameter("The field " + name + " is not known.");
      }
      if (pictures.contains(name)) {
        continue;
      }
      if (!seen.add(name)) {
        throw Refusal.parameter("The field " + name + " may be sent only once.");
      }
      if (part.isFile()) {
        throw Refusal.parameter("The field " + name + " must be text, not a file.");
      }
      texts.put(name, utf8(part));
    }
    return new FormFields(texts);
  }

  private static String utf8(Part part) throws Refusal {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(part.bytes())).toString();
    } catch (CharacterCodingException e) {
      throw Refusal.parameter("The field " + part.name() + " is not UTF-8.");
    }
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(texts.get(name));
  }

  String requiredText(String name) throws Refusal {
    String text = text(name).orElse("");
    if (text.isEmpty()) {
      throw Refusal.parameter(name + " is required.");
    }
    return text;
  }

  void limitCharacters(String name, int most) throws Refusal {
    Refusal.ifLonger(name, text(name).orElse(""), most);
  }

  OptionalLong integer(String name, long least, long most) throws Refusal {
    String text = texts.get(name);
    if (text == null) {
      return OptionalLong.empty();
    }
    if (!INTEGER.matcher(text).matches()) {
      throw Refusal.range(name, "an integer", least, most);
    }
    long value = Long.parseLong(text);
    if (value < least || value > most) {
      throw Refusal.range(name, "an integer", least, most);
    }
    return OptionalLong.of(value);
  }

  void decimal(String name, int least, int most) throws Refusal {
    String text = texts.get(name);
    if (text == null) {
      return;
    }
    if (!DECIMAL.matcher(text).matches()) {
      throw Refusal.range(name, "a number", least, most);
    }
    BigDecimal value = new BigDecimal(text);
    if (value.compareTo(BigDecimal.valueOf(least)) < 0
        || value.compareTo(BigDecimal.valueOf(most)) > 0) {
      throw Refusal.range(name, "a number", least, most);
    }
  }

  void oneOf(String name, String... values) throws Refusal {
    String text = texts.get(name);
    if (text != null && !List.of(values).contains(text)) {
      throw Refusal.parameter(name + " must be " + String.join(" or ", values) + ".");
    }
  }

  AnswerFormat answerFormat(AnswerFormat usual) throws Refusal {
    String format = texts.get("response_format");
    return format == null ? usual : Refusal.answerFormat(format, usual);
  }

  /** The file's bytes, or what the part's Base64 holds, with or without {@code data:}. */
  static byte[] fileOrBase64(Part part) throws Refusal {
    if (part.isFile()) {
      return part.bytes();
    }
    try {
      return Base64.getDecoder().decode(DATA_PREFIX.matcher(utf8(part)).replaceFirst(""));
    } catch (IllegalArgumentException e) {
      throw Refusal.parameter(part.name() + " must be a file or Base64.");
    }
  }
}
