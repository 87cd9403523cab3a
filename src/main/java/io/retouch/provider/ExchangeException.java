package io.retouch.provider;

import io.retouch.edit.AttemptException;
import io.retouch.edit.MisconfiguredException;
import io.retouch.edit.NotRunException;
import io.retouch.edit.UnknownOutcomeException;
import io.retouch.preset.Provider;
import java.io.IOException;
import java.util.Locale;

/** A request that brought no complete answer. */
final class ExchangeException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Failure failure;
  private final boolean sendingBegan;

  ExchangeException(Failure failure, boolean sendingBegan, Throwable cause) {
    super(failure.sentence, cause);
    this.failure = failure;
    this.sendingBegan = sendingBegan;
  }

  Failure failure() {
    return failure;
  }

  /**
   * Whether a part of the request may have left; if not, the other side cannot have acted on it.
   */
  boolean sendingBegan() {
    return sendingBegan;
  }

  /** What it means for an edit. */
  AttemptException asAttempt(Provider provider) {
    String message = "Provider " + provider.name() + ": " + failure.sentence;
    if (failure == Failure.PRIVATE_ADDRESS) {
      return new MisconfiguredException(
          failure.code(), message + " If that is meant, set private-network: true.", this);
    }
    if (sendingBegan) {
      return new UnknownOutcomeException(failure.code(), message, this);
    }
    return new NotRunException(failure.code(), message, this);
  }

  /** What went wrong. */
  enum Failure {
    UNKNOWN_HOST("The host's address could not be found."),
    PRIVATE_ADDRESS("The host has an address that is not public."),
    CONNECT_FAILED("No connection could be made."),
    TLS_FAILED("No secure connection could be made."),
    TIMEOUT("The time limit passed before the answer was complete."),
    CONNECTION_LOST("The connection broke after sending began."),
    CUT_ANSWER("The answer was cut.");

    private final String sentence;

    Failure(String sentence) {
      this.sentence = sentence;
    }

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
