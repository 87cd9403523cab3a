package io.retouch.image;

/** The bytes are no image that Retouch can read; the message says why, in words for a person. */
public final class InvalidImageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidImageException(String message) {
    super(message);
  }

  public InvalidImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
