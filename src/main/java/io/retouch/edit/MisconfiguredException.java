package io.retouch.edit;

/**
 * The API cannot be used as configured: key, balance, path, model, permission. Nothing was paid;
 * everything waits until somebody mends it.
 */
public final class MisconfiguredException extends AttemptException {
  private static final long serialVersionUID = 1L;

  /** The code of what an API says of a key that it does not take. */
  public static final String UNAUTHORISED = "unauthorised";

  public MisconfiguredException(String code, String message) {
    super(code, message);
  }

  public MisconfiguredException(String code, String message, Throwable cause) {
    super(code, message, cause);
  }
}
