package io.retouch.preset;

import io.smallrye.config.common.utils.StringUtil;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reports properties under {@code retouch.} that nobody reads, most of them misspelt.
 *
 * <p>Environment variables that begin with {@code RETOUCH_} appear among the property names in
 * their own and in a dotted form. They are left alone: configurations refer to variables of such
 * names, and one that overrides a property is a known one anyway.
 */
final class UnknownProperties {
  private static final Pattern INDEX = Pattern.compile("\\[\\d+]");
  private static final List<List<String>> PATTERNS =
      KnownProperties.PATTERNS.stream().map(KnownProperties::segments).toList();
  private static final Set<String> LISTS =
      Set.of("suffixes", "result-hosts", "misconfigured-words", "allow");

  /** Begins the properties that the HTTP function checks; the others share its file. */
  private static final String HTTP = KnownProperties.ROOT + ".http.";

  private UnknownProperties() {}

  static void check(Iterable<String> names, Problems problems) {
    Set<String> fromEnvironment = new HashSet<>();
    Set<String> properties = new TreeSet<>();
    for (String name : names) {
      if (name.startsWith(KnownProperties.ROOT + ".") && !name.startsWith(HTTP)) {
        properties.add(name);
      } else if (name.toUpperCase(Locale.ROOT).startsWith("RETOUCH_")) {
        fromEnvironment.add(StringUtil.toLowerCaseAndDotted(name));
      }
    }
    properties.removeAll(fromEnvironment);
    for (String property : properties) {
      check(property, problems);
    }
  }

  private static void check(String property, Problems problems) {
    String plain = INDEX.matcher(property).replaceAll("");
    List<String> segments = KnownProperties.segments(plain);
    boolean known =
        PATTERNS.stream().anyMatch(pattern -> KnownProperties.fits(segments, pattern, true));
    if (!known) {
      if (!problems.has(plain)) {
        problems.add(plain, "is not a property of Retouch; " + advice(segments));
      }
      return;
    }
    boolean listed = !plain.equals(property);
    if (listed && !LISTS.contains(segments.get(segments.size() - 1)) && !problems.has(plain)) {
      problems.add(plain, "is a list; write a single value.");
    }
  }

  private static String advice(List<String> segments) {
    return nearest(segments)
        .map(pattern -> "did you mean %s?".formatted(spelled(pattern, segments)))
        .orElse("remove it.");
  }

  private static Optional<List<String>> nearest(List<String> segments) {
    List<String> nearest = List.of();
    int least = Integer.MAX_VALUE;
    for (List<String> pattern : PATTERNS) {
      int distance = distance(segments, pattern);
      if (distance < least) {
        least = distance;
        nearest = pattern;
      }
    }
    return nearest.isEmpty() ? misplaced(segments) : Optional.of(nearest);
  }

  /** A property of that name elsewhere in the same entry, as with a wrong indentation. */
  private static Optional<List<String>> misplaced(List<String> segments) {
    String leaf = segments.get(segments.size() - 1);
    return PATTERNS.stream()
        .filter(pattern -> pattern.get(pattern.size() - 1).equals(leaf))
        .filter(pattern -> segments.size() > 1 && pattern.get(1).equals(segments.get(1)))
        .findFirst();
  }

  /** How far a name is from a pattern, {@link Integer#MAX_VALUE} if too far to be meant. */
  private static int distance(List<String> segments, List<String> pattern) {
    if (segments.size() != pattern.size()) {
      return Integer.MAX_VALUE;
    }
    int distance = 0;
    for (int i = 0; i < segments.size(); i++) {
      String expected = pattern.get(i);
      if (expected.equals("*")) {
        continue;
      }
      int edits = Spelling.edits(segments.get(i), expected);
      if (edits > 1 + expected.length() / 4) {
        return Integer.MAX_VALUE;
      }
      distance += edits;
    }
    return distance;
  }

  private static String spelled(List<String> pattern, List<String> segments) {
    List<String> spelled = new ArrayList<>(pattern);
    for (int i = 0; i < Math.min(spelled.size(), segments.size()); i++) {
      if (spelled.get(i).equals("*")) {
        spelled.set(i, segments.get(i));
      }
    }
    return String.join(".", spelled);
  }
}
