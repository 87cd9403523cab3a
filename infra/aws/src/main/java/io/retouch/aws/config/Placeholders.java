package io.retouch.aws.config;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in {@code ${NAME}} and {@code ${NAME:default}}, one in another included, as the application
 * will from its environment. A backslash before the dollar keeps it.
 */
final class Placeholders {
  private static final Pattern INNERMOST =
      Pattern.compile("(?<!\\\\)\\$\\{([^${}:]+)(?::([^${}]*))?\\}");

  private final Map<String, String> environment;

  Placeholders(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** The text with all placeholders filled in that can be. */
  String resolve(String text) {
    String resolved = text;
    Optional<String> next = step(resolved);
    while (next.isPresent()) {
      resolved = next.get();
      next = step(resolved);
    }
    return resolved;
  }

  /** The name of a variable that the text needs and nobody sets, if there is one. */
  Optional<String> missing(String text) {
    Matcher left = INNERMOST.matcher(resolve(text));
    return left.find() ? Optional.of(left.group(1)) : Optional.empty();
  }

  private Optional<String> step(String text) {
    Matcher placeholder = INNERMOST.matcher(text);
    while (placeholder.find()) {
      String value = environment.getOrDefault(placeholder.group(1), placeholder.group(2));
      if (value != null) {
        return Optional.of(
            text.substring(0, placeholder.start()) + value + text.substring(placeholder.end()));
      }
    }
    return Optional.empty();
  }
}
