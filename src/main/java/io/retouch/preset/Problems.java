package io.retouch.preset;

import io.retouch.preset.ConfigurationException.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that everything is reported at once. */
final class Problems {
  private final List<Problem> problems = new ArrayList<>();

  void add(String property, String sentence) {
    problems.add(new Problem(property, sentence));
  }

  /** Whether something is wrong with this very property. */
  boolean has(String property) {
    return problems.stream().anyMatch(problem -> problem.property().equals(property));
  }

  /** Throws if anything is wrong. */
  void throwIfAny() {
    if (problems.isEmpty()) {
      return;
    }
    throw new ConfigurationException(
        problems.stream()
            .distinct()
            .sorted(Comparator.comparing(Problem::property, KnownProperties.READING_ORDER))
            .toList());
  }
}
