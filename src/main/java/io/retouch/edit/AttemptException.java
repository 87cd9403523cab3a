package io.retouch.edit;

import java.util.Objects;

/**
 * An attempt at an edit that brought no answer. The subclass says what it means for money and for
 * what comes next; the dialect decides which one it is. Messages name status and request id, never
 * a key, a prompt or image data.
 */
public abstract sealed class AttemptException extends RuntimeException
    permits NotRunException, RefusedException, MisconfiguredException, UnknownOutcomeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  AttemptException(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = Objects.requireNonNull(code, "code");
  }

  AttemptException(String code, String message) {
    super(message);
    this.code = Objects.requireNonNull(code, "code");
  }

  /** A short stable word for logs and reports, for example {@code rate_limited}. */
  public String code() {
    return code;
  }
}
