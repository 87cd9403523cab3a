package io.retouch.upload;

/**
 * An event that came without a queue is not done; thrown so that Lambda delivers it again. The
 * message says what is missing.
 */
public final class UploadFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UploadFailedException(String message) {
    super(message);
  }
}
