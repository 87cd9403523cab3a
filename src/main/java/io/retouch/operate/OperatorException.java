package io.retouch.operate;

import java.util.Objects;

/** What was asked for cannot be done; the message is a sentence for whoever asked. */
public final class OperatorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  public OperatorException(String code, String message) {
    super(message);
    this.code = Objects.requireNonNull(code, "code");
  }

  /** A short stable word, for example {@code unknown_preset}. */
  public String code() {
    return code;
  }
}
