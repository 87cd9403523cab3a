package io.retouch.local;

import java.util.List;

/** Why a run ends without an edited picture. The message is one sentence for the person. */
final class RunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Exit code where the caller asked for something that cannot be tried. */
  static final int USAGE = 2;

  /** Exit code where the picture was not edited. */
  static final int NOT_EDITED = 1;

  private final int exitCode;
  private final String sentence;
  private final transient List<String> log;

  private RunException(int exitCode, String sentence, List<String> log) {
    super(sentence);
    this.exitCode = exitCode;
    this.sentence = sentence;
    this.log = List.copyOf(log);
  }

  static RunException usage(String sentence) {
    return new RunException(USAGE, sentence, List.of());
  }

  static RunException notEdited(String sentence) {
    return new RunException(NOT_EDITED, sentence, List.of());
  }

  /**
   * @param log what the function printed, shown before the sentence
   */
  static RunException notEdited(String sentence, List<String> log) {
    return new RunException(NOT_EDITED, sentence, log);
  }

  int exitCode() {
    return exitCode;
  }

  String sentence() {
    return sentence;
  }

  List<String> log() {
    return log;
  }
}
