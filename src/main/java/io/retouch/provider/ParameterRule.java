package io.retouch.provider;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which values a document allows for one parameter, and how JSON writes them.
 *
 * @param form how JSON writes a value
 * @param allowed whether a value is one of them
 * @param advice a sentence without its end that says what to write
 * @param documented whether the parameter can be set at all
 */
record ParameterRule(Form form, Predicate<String> allowed, String advice, boolean documented) {

  /** How JSON writes a value. */
  enum Form {
    TEXT,
    NUMBER,
    FLAG
  }

  /** A whole number within a range. */
  static ParameterRule whole(long min, long max) {
    return new ParameterRule(
        Form.NUMBER,
        value -> value.matches("0|-?[1-9]\\d{0,17}") && within(value, min, max),
        "Write a whole number from " + min + " to " + max,
        true);
  }

  /** A number from one to another, both included. */
  static ParameterRule number(String min, String max) {
    return new ParameterRule(
        Form.NUMBER,
        value -> isNumber(value) && from(value, min) && to(value, max),
        "Write a number from " + min + " to " + max,
        true);
  }

  /** A number above 0, up to and including another. */
  static ParameterRule fraction(String max) {
    return new ParameterRule(
        Form.NUMBER,
        value -> isNumber(value) && new BigDecimal(value).signum() > 0 && to(value, max),
        "Write a number above 0, at most " + max,
        true);
  }

  /** Any number that is not negative. */
  static ParameterRule anyNumber() {
    return new ParameterRule(Form.NUMBER, ParameterRule::isNumber, "Write a number", true);
  }

  static ParameterRule flag() {
    return new ParameterRule(
        Form.FLAG, Set.of("true", "false")::contains, "Write true or false", true);
  }

  static ParameterRule oneOf(String... words) {
    Set<String> all = new TreeSet<>(Set.of(words));
    return new ParameterRule(
        Form.TEXT, all::contains, "Write one of " + String.join(", ", all), true);
  }

  /** A text of so many characters at most, counted as code points. */
  static ParameterRule text(int maxCharacters) {
    return new ParameterRule(
        Form.TEXT,
        value -> value.codePointCount(0, value.length()) <= maxCharacters,
        "Write at most " + maxCharacters + " characters",
        true);
  }

  /** A text of any length. */
  static ParameterRule anyText() {
    return text(Integer.MAX_VALUE);
  }

  /** A parameter that the document names and that does nothing. */
  static ParameterRule without(String advice) {
    return new ParameterRule(Form.TEXT, value -> false, advice, false);
  }

  /** What is wrong with the value, without the sentence's end. */
  Optional<String> problem(String value) {
    return allowed.test(value) ? Optional.empty() : Optional.of(advice);
  }

  /** How JSON writes a value of which nothing is documented: as what it looks like. */
  static Form looksLike(String value) {
    if (value.equals("true") || value.equals("false")) {
      return Form.FLAG;
    }
    return value.matches("-?(0|[1-9]\\d{0,17})(\\.\\d{1,17})?") ? Form.NUMBER : Form.TEXT;
  }

  private static boolean isNumber(String value) {
    return value.matches("(0|[1-9]\\d{0,2})(\\.\\d{1,10})?");
  }

  private static boolean within(String value, long min, long max) {
    long number = Long.parseLong(value);
    return number >= min && number <= max;
  }

  private static boolean from(String value, String min) {
    return new BigDecimal(value).compareTo(new BigDecimal(min)) >= 0;
  }

  private static boolean to(String value, String max) {
    return new BigDecimal(value).compareTo(new BigDecimal(max)) <= 0;
  }
}
