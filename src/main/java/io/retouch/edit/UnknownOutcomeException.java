package io.retouch.edit;

/** The attempt may have been run and paid for, and no readable answer came. */
public final class UnknownOutcomeException extends AttemptException {
  private static final long serialVersionUID = 1L;

  public UnknownOutcomeException(String code, String message) {
    super(code, message);
  }

  public UnknownOutcomeException(String code, String message, Throwable cause) {
    super(code, message, cause);
  }
}
