package io.retouch.edit;

/** The API refused the picture or the prompt: an input error or moderation. Final. */
public final class RefusedException extends AttemptException {
  private static final long serialVersionUID = 1L;

  public RefusedException(String code, String message) {
    super(code, message);
  }

  public RefusedException(String code, String message, Throwable cause) {
    super(code, message, cause);
  }
}
