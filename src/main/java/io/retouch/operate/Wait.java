package io.retouch.operate;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a picture has no result yet, or never will have one.
 *
 * @param code a stable word, for example {@code spending_stopped}
 * @param reason the same as a sentence
 * @param until when it makes sense to look again, where that is known
 */
public record Wait(String code, String reason, Optional<Instant> until) {
  /** The code of what the ledger knows nothing of yet. */
  static final String NOT_DELIVERED = "not_delivered";

  /** The code of what somebody is at work at. */
  static final String IN_PROGRESS = "in_progress";

  public Wait {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(until, "until");
  }

  static Wait of(String code, String reason) {
    return new Wait(code, reason, Optional.empty());
  }

  static Wait until(String code, String reason, Instant until) {
    return new Wait(code, reason, Optional.of(until));
  }
}
