package io.retouch.preset;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Everything that is wrong with the configuration, in the order in which one reads it. */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  ConfigurationException(List<Problem> problems) {
    // Without a stack trace: the message is for whoever wrote the configuration.
    super(message(problems), null, false, false);
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, at least one. */
  public List<Problem> problems() {
    return problems;
  }

  private static String message(List<Problem> problems) {
    String headline =
        problems.size() == 1
            ? "The configuration has 1 error:"
            : "The configuration has %d errors:".formatted(problems.size());
    return problems.stream()
        .map(problem -> "  " + problem)
        .collect(Collectors.joining("\n", headline + "\n", ""));
  }

  /**
   * One mistake.
   *
   * @param property the whole name, for example {@code retouch.time-limit}
   * @param sentence what is wrong and what to write instead; never holds a secret or a prompt
   */
  public record Problem(String property, String sentence) implements Serializable {
    public Problem {
      Objects.requireNonNull(property, "property");
      Objects.requireNonNull(sentence, "sentence");
    }

    @Override
    public String toString() {
      return property + ": " + sentence;
    }
  }
}
