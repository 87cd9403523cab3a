package io.retouch.edit;

import java.util.Objects;

/** Ends the pipeline: the picture cannot be edited as it is. */
final class RejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  RejectedException(String code, String reason) {
    super(reason);
    this.code = Objects.requireNonNull(code, "code");
  }

  String code() {
    return code;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
