package io.retouch.parts.proxy;

import io.retouch.parts.proxy.Pick.Chance;
import io.retouch.parts.proxy.Pick.Range;
import io.retouch.parts.proxy.Pick.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which calls a rule strikes: an operation and a path let calls through, and of those, counted from
 * 1 since the rule was added to its proxy, some numbers are picked.
 *
 * <p>Every condition has a text; {@link #parse} reads what {@link #toString} writes:
 *
 * <table>
 *   <caption>Texts of conditions</caption>
 *   <tr><td>{@code any}</td><td>every call</td></tr>
 *   <tr><td>{@code PutObject}, {@code images/edits}</td><td>every call of the operation</td></tr>
 *   <tr><td>{@code PutObject(/out/**)}</td><td>whose path matches, too</td></tr>
 *   <tr><td>{@code PutObject#3}, {@code any#1-5}</td><td>the third; the first five</td></tr>
 *   <tr><td>{@code any@0.05:seed=7}</td><td>one in twenty of each operation, drawn by lot</td></tr>
 * </table>
 *
 * Names of operations: {@link FaultProxy}.
 */
public final class When {
  private static final String ANY = "any";
  private static final String ALL_PATHS = "**";
  private static final Pattern OPERATION = Pattern.compile("[\\w./-]+");
  private static final Pattern PATH = Pattern.compile("[^()\\s]+");
  private static final Pattern TEXT =
      Pattern.compile("(?<operation>[^#@()]+)(\\((?<path>.+)\\))?(?<picks>([#@][^#@]+)*)");
  private static final Pattern RANGE = Pattern.compile("#(\\d{1,18})(?:-(\\d{1,18}))?");
  private static final Pattern CHANCE = Pattern.compile("@(\\d*\\.?\\d+):seed=(-?\\d{1,19})");
  private static final Pattern PICK = Pattern.compile("[#@][^#@]+");

  private record Shape(String operation, String path, List<Pick> picks) {}

  private final Shape shape;
  private final Pattern glob;

  private When(Shape shape) {
    this.shape = shape;
    this.glob = glob(shape.path);
  }

  /** Every call. */
  public static When every() {
    return new When(new Shape(ANY, ALL_PATHS, List.of()));
  }

  /** Every call of the operation, named as {@link FaultProxy} says, in this case. */
  public static When operation(String name) {
    if (!OPERATION.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "The operation \"%s\" cannot be; name one such as PutObject or images/edits."
              .formatted(name));
    }
    return new When(new Shape(name, ALL_PATHS, List.of()));
  }

  /**
   * Every call whose path matches.
   *
   * @param pattern compared with the path as it was sent, percent-encoded and without its query;
   *     {@code *} stands for any part of one segment, {@code **} for any part of the path, {@code
   *     ?} for one character
   */
  public static When path(String pattern) {
    if (!PATH.matcher(pattern).matches()) {
      throw new IllegalArgumentException(
          "The path \"%s\" cannot be matched; write ? for parentheses and %%20 for a space."
              .formatted(pattern));
    }
    return new When(new Shape(ANY, pattern, List.of()));
  }

  /** The nth call, from 1. */
  public static When nth(long n) {
    return picking(new Range(n, n));
  }

  /** The first n calls. */
  public static When first(long n) {
    return picking(new Range(1, n));
  }

  /**
   * Calls drawn by lot. Whether the nth call of an operation is drawn follows from the seed, n and
   * the operation alone, so that a run can be repeated.
   *
   * @param probability 0 to 1
   */
  public static When probability(double probability, long seed) {
    return picking(new Chance(probability, seed));
  }

  private static When picking(Pick pick) {
    return new When(new Shape(ANY, ALL_PATHS, List.of(pick)));
  }

  /** Calls that satisfy both; at most one of the two may name an operation, and one a path. */
  public When and(When other) {
    String operation = narrower(ANY, shape.operation, other.shape.operation);
    String path = narrower(ALL_PATHS, shape.path, other.shape.path);
    List<Pick> picks = new ArrayList<>(shape.picks);
    picks.addAll(other.shape.picks);
    return new When(new Shape(operation, path, List.copyOf(picks)));
  }

  private static String narrower(String all, String one, String other) {
    if (one.equals(all) || one.equals(other)) {
      return other;
    }
    if (!other.equals(all)) {
      throw new IllegalArgumentException(
          "A condition cannot name both %s and %s; use two rules.".formatted(one, other));
    }
    return one;
  }

  /**
   * Reads a condition's text.
   *
   * @throws IllegalArgumentException with a sentence that says what can be written
   */
  public static When parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw unreadable(text);
    }
    String operation = matcher.group("operation");
    When when = operation.equals(ANY) ? every() : operation(operation);
    String path = matcher.group("path");
    if (path != null) {
      when = when.and(path(path));
    }
    Matcher picks = PICK.matcher(matcher.group("picks"));
    while (picks.find()) {
      when = when.and(picking(pick(picks.group(), text)));
    }
    return when;
  }

  private static Pick pick(String pick, String text) {
    Matcher range = RANGE.matcher(pick);
    if (range.matches()) {
      long first = Long.parseLong(range.group(1));
      String last = range.group(2);
      return new Range(first, last == null ? first : Long.parseLong(last));
    }
    Matcher chance = CHANCE.matcher(pick);
    if (chance.matches()) {
      return new Chance(Double.parseDouble(chance.group(1)), seed(chance.group(2), text));
    }
    throw unreadable(text);
  }

  private static long seed(String seed, String text) {
    try {
      return Long.parseLong(seed);
    } catch (NumberFormatException e) {
      throw unreadable(text);
    }
  }

  private static IllegalArgumentException unreadable(String text) {
    return new IllegalArgumentException(
        "The condition \"%s\" cannot be read; write any or an operation such as PutObject, then as"
                .formatted(text.strip())
            + " you like a path as in (/out/**), #3 or #1-5, @0.05:seed=7.");
  }

  private static Pattern glob(String pattern) {
    StringBuilder regex = new StringBuilder();
    Matcher parts = Pattern.compile("\\*\\*|\\*|\\?|[^*?]+").matcher(pattern);
    while (parts.find()) {
      String part = parts.group();
      regex.append(
          switch (part) {
            case "**" -> ".*";
            case "*" -> "[^/]*";
            case "?" -> ".";
            default -> Pattern.quote(part);
          });
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  boolean letsThrough(String operation, String path) {
    boolean named = shape.operation.equals(ANY) || shape.operation.equals(operation);
    return named && glob.matcher(path).matches();
  }

  boolean picks(Turn turn) {
    return shape.picks.stream().allMatch(pick -> pick.takes(turn));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof When that && shape.equals(that.shape);
  }

  @Override
  public int hashCode() {
    return Objects.hash(shape);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(shape.operation);
    if (!shape.path.equals(ALL_PATHS)) {
      text.append('(').append(shape.path).append(')');
    }
    shape.picks.forEach(text::append);
    return text.toString();
  }
}
