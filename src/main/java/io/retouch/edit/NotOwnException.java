package io.retouch.edit;

/**
 * A place has gone to somebody else, because its lease was over: nothing more may be done there.
 */
public final class NotOwnException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotOwnException(String message) {
    super(message);
  }
}
