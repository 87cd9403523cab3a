package io.retouch.local.bench;

/** Why nothing is compared. The message is a sentence for the person. */
final class BenchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BenchException(String sentence) {
    super(sentence);
  }

  BenchException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
