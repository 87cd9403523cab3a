package io.retouch.edit;

/**
 * The API cannot be used as configured: key, balance, path, model, permission. Nothing was paid;
 * everything waits until somebody mends it.
 */
public final class MisconfiguredException extends AttemptException {
  private static final long serialVersionUID = 1L;

  public MisconfiguredException(String code, String message) {
    super(code, message);
  }

  public MisconfiguredException(String code, String message, Throwable cause) {
    super(code, message, cause);
  }
}
