package io.retouch.smoke;

/** The deployment does not do what it should; the message says in sentences what it does. */
final class SmokeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SmokeException(String message) {
    super(message);
  }
}
