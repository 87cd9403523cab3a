package io.retouch.provider;

import java.io.IOException;

/** More bytes came than may. */
final class BoundExceededException extends IOException {
  private static final long serialVersionUID = 1L;

  BoundExceededException(long bound) {
    super("More than " + bound + " bytes came.");
  }
}
