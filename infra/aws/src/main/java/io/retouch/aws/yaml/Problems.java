package io.retouch.aws.yaml;

import java.util.ArrayList;
import java.util.List;

/** Everything that keeps a stage from being deployed, each a sentence that says what to change. */
public final class Problems {
  private final List<String> sentences = new ArrayList<>();

  /** Adds a sentence, once. */
  public void add(String sentence) {
    if (!sentences.contains(sentence)) {
      sentences.add(sentence);
    }
  }

  /** What was found so far, in the order in which it was found. */
  public List<String> sentences() {
    return List.copyOf(sentences);
  }

  /**
   * Ends here if anything is wrong.
   *
   * @throws InvalidStageException with all that was found
   */
  public void throwIfAny() {
    if (!sentences.isEmpty()) {
      throw new InvalidStageException(sentences);
    }
  }
}
