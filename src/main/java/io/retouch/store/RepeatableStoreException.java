package io.retouch.store;

import io.retouch.edit.StoreException;

/**
 * A request that may be repeated at once, and that the SDK does not repeat by itself: another write
 * to the same key was under way, which S3 answers to a conditional write with 409.
 */
final class RepeatableStoreException extends StoreException {
  private static final long serialVersionUID = 1L;

  RepeatableStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
