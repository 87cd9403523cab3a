package io.retouch.edit;

/** The object store could not do what was asked; names bucket, key, status and request id. */
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
