package io.retouch.http;

import io.retouch.edit.EditOutcome;
import io.retouch.edit.EditOutcome.Rejected;
import io.retouch.edit.EditOutcome.Skipped;
import io.retouch.edit.EditOutcome.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** What callers are told of edits that brought no result. */
final class OutcomeErrors {
  /** The SDKs sleep as long as they are told. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private static final Duration IN_PROGRESS = Duration.ofSeconds(2);

  private static final Map<String, ErrorCode> REJECTED =
      Map.of(
          "invalid_image", ErrorCode.INVALID_IMAGE,
          "unsupported_image", ErrorCode.INVALID_IMAGE,
          "format_not_supported", ErrorCode.FORMAT_NOT_SUPPORTED,
          "too_many_pixels", ErrorCode.TOO_MANY_PIXELS,
          "too_many_bytes", ErrorCode.TOO_MANY_BYTES,
          "source_too_large", ErrorCode.TOO_MANY_BYTES,
          "too_large", ErrorCode.TOO_MANY_BYTES,
          "invalid_override", ErrorCode.INVALID_OVERRIDE,
          "moderation", ErrorCode.MODERATION,
          "place_taken", ErrorCode.PLACE_TAKEN);

  /** Those whose reason the inspector has written for people, with the numbers that count. */
  private static final Set<String> TOLD =
      Set.of("format_not_supported", "too_many_pixels", "too_many_bytes", "invalid_override");

  private static final Map<String, ErrorCode> WAITING =
      Map.of(
          "in_progress", ErrorCode.IN_PROGRESS,
          "rate_limited", ErrorCode.RATE_LIMITED,
          "own_rate_limit", ErrorCode.RATE_LIMITED,
          "own_concurrency_limit", ErrorCode.RATE_LIMITED,
          "breaker_open", ErrorCode.RATE_LIMITED,
          "budget_spent", ErrorCode.BUDGET_SPENT,
          "spending_stopped", ErrorCode.SPENDING_STOPPED);

  private static final Set<String> MISCONFIGURED =
      Set.of(
          "unauthorised",
          "payment_required",
          "forbidden",
          "not_found",
          "method_not_allowed",
          "model_or_account",
          "redirected",
          "unexpected_status",
          "insecure_base_url",
          "private_address",
          "api_key_missing");

  private OutcomeErrors() {}

  static ApiException of(EditOutcome outcome, Clock clock) {
    if (outcome instanceof Rejected rejected) {
      return rejected(rejected);
    }
    if (outcome instanceof Waiting waiting) {
      return waiting(waiting, clock);
    }
    return new ApiException(
        outcome instanceof Skipped ? ErrorCode.NOTHING_TO_DO : ErrorCode.UNKNOWN_OUTCOME);
  }

  private static ApiException rejected(Rejected rejected) {
    ErrorCode code = REJECTED.getOrDefault(rejected.code(), ErrorCode.IMAGE_REFUSED);
    return ApiException.of(
        code, "image", TOLD.contains(rejected.code()) ? rejected.reason() : code.sentence());
  }

  private static ApiException waiting(Waiting waiting, Clock clock) {
    if (MISCONFIGURED.contains(waiting.code())) {
      return new ApiException(ErrorCode.MISCONFIGURED);
    }
    ErrorCode code = WAITING.getOrDefault(waiting.code(), ErrorCode.UNAVAILABLE);
    if (code == ErrorCode.IN_PROGRESS) {
      return ApiException.later(code, IN_PROGRESS);
    }
    Duration wait = Duration.between(clock.instant(), waiting.until());
    return ApiException.later(code, wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
  }
}
