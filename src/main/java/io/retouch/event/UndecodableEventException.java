package io.retouch.event;

/**
 * An event, or a part of it, is not what its sender documents. The message is a sentence that says
 * what is wrong with it.
 */
public final class UndecodableEventException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UndecodableEventException(String message) {
    super(message);
  }
}
