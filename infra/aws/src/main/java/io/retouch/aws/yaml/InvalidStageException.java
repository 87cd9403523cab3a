package io.retouch.aws.yaml;

import java.util.List;

/** A stage that cannot be deployed as it is configured or built; says all that is wrong. */
public final class InvalidStageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  public InvalidStageException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /** Sentences, each of which says what to change. */
  public List<String> problems() {
    return problems;
  }
}
