package io.retouch.upload;

import com.fasterxml.jackson.databind.JsonNode;
import io.retouch.operate.OperatorException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What an operator asks for, with fields that belong to it alone: a misspelt one is refused and
 * never ignored.
 *
 * @param action what to do
 * @param fields the request's JSON object
 */
record OperatorRequest(Action action, JsonNode fields) {
  private static final String DO = "do";
  private static final String WRONG = "wrong_request";

  /** Characters of a remark; it stands in every answer about waiting pictures. */
  static final int MAX_REMARK = 200;

  private static final int QUOTED_LENGTH = 100;

  /** What can be done, each with the fields that it takes beside {@code do}. */
  enum Action {
    /**
     * What became of a picture: {@code preset}, and {@code key} of an uploaded one or {@code name}
     * of one that is made from a prompt.
     */
    STATUS,
    /** Try a parked or rejected picture again: the same fields as {@link #STATUS}. */
    RELEASE,
    /** Pay for nothing any more: {@code by}, {@code reason}, both optional. */
    STOP,
    /** Allow that again. */
    RESUME,
    /**
     * Find what has no finished edit, and send it: {@code preset}; optional {@code prefix}, {@code
     * after} (a key to go on from), {@code dryRun} (default true).
     */
    RECONCILE,
    /** Have a picture made from a preset's prompt alone: {@code preset}, {@code name}. */
    GENERATE;

    List<String> fields() {
      return switch (this) {
        case STATUS, RELEASE -> List.of("preset", "key", "name");
        case STOP -> List.of("by", "reason");
        case RESUME -> List.of();
        case RECONCILE -> List.of("preset", "prefix", "after", "dryRun");
        case GENERATE -> List.of("preset", "name");
      };
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Reads a request.
   *
   * @throws OperatorException if it names no known action, or a field that the action does not take
   */
  static OperatorRequest of(JsonNode request) {
    if (!request.isObject()) {
      throw wrong("A request is a JSON object, as in {\"do\": \"status\"}.");
    }
    JsonNode named = request.path(DO);
    Action action =
        Arrays.stream(Action.values())
            .filter(one -> named.isTextual() && one.word().equals(named.textValue()))
            .findFirst()
            .orElseThrow(() -> unknownAction(named));
    for (String field : names(request)) {
      if (!field.equals(DO) && !action.fields().contains(field)) {
        throw wrong(unknownField(action, field));
      }
    }
    return new OperatorRequest(action, request);
  }

  /** Text that has to be there. */
  String required(String field) {
    String text = optional(field);
    if (text.isBlank()) {
      throw wrong("%s needs \"%s\": write %s.".formatted(action.word(), field, what(field)));
    }
    return text;
  }

  private static String what(String field) {
    return switch (field) {
      case "preset" -> "a preset's name";
      case "name" -> "the name of a picture, as in summer-sale";
      default -> "the key of an uploaded picture, or the \"name\" of one that generate makes";
    };
  }

  /**
   * Whether it is about a picture that is made from a prompt, which has a name and no key.
   *
   * @throws OperatorException if it says both
   */
  boolean isNamed() {
    boolean named = !optional("name").isEmpty();
    if (named && !optional("key").isEmpty()) {
      throw wrong(
          "%s takes the \"key\" of an uploaded picture or the \"name\" of one that generate makes, not both."
              .formatted(action.word()));
    }
    return named;
  }

  /** Text; empty where it is absent. */
  String optional(String field) {
    JsonNode value = fields.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isTextual()) {
      throw wrong("\"%s\" has to be text, in quotes.".formatted(field));
    }
    return value.textValue();
  }

  /** A few words of somebody for others to read; empty where they are absent. */
  String remark(String field) {
    String remark = optional(field).trim();
    if (remark.length() > MAX_REMARK || remark.chars().anyMatch(Character::isISOControl)) {
      throw wrong(
          "\"%s\" has to be one line of at most %d characters.".formatted(field, MAX_REMARK));
    }
    return remark;
  }

  /** True or false and nothing else. */
  boolean flag(String field, boolean otherwise) {
    JsonNode value = fields.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      throw wrong("\"%s\" has to be true or false, without quotes.".formatted(field));
    }
    return value.booleanValue();
  }

  private static OperatorException unknownAction(JsonNode named) {
    String known =
        Arrays.stream(Action.values()).map(Action::word).collect(Collectors.joining(", "));
    if (named.isMissingNode()) {
      return wrong(
          "The request does not say what to do; add \"do\" with one of: %s.".formatted(known));
    }
    return wrong(
        "%s is nothing that can be done; \"do\" takes one of: %s."
            .formatted(quoted(named.asText()), known));
  }

  private static String unknownField(Action action, String field) {
    List<String> known = new ArrayList<>(List.of(DO));
    known.addAll(action.fields());
    return "%s is not a field of %s; its fields are: %s."
        .formatted(quoted(field), action.word(), String.join(", ", known));
  }

  private static List<String> names(JsonNode request) {
    List<String> names = new ArrayList<>();
    request.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static String quoted(String text) {
    String printable = text.replaceAll("\\p{Cntrl}", "?");
    boolean cut = printable.length() > QUOTED_LENGTH;
    return '"' + (cut ? printable.substring(0, QUOTED_LENGTH) + "..." : printable) + '"';
  }

  private static OperatorException wrong(String sentence) {
    return new OperatorException(WRONG, sentence);
  }
}
