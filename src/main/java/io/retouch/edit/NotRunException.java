package io.retouch.edit;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The edit was not run and not paid for, so the same attempt may be repeated. */
public final class NotRunException extends AttemptException {
  private static final long serialVersionUID = 1L;

  private final @Nullable Duration retryAfter;

  /**
   * @param retryAfter how long the API asks to wait, where it says so; not negative
   */
  public NotRunException(String code, String message, Optional<Duration> retryAfter) {
    super(code, message);
    this.retryAfter = retryAfter.orElse(null);
  }

  public NotRunException(String code, String message, Throwable cause) {
    super(code, message, Objects.requireNonNull(cause, "cause"));
    this.retryAfter = null;
  }

  /** How long the API asks to wait before the next attempt, where it says so. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
