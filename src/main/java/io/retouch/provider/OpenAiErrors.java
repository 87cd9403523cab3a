package io.retouch.provider;

import io.retouch.edit.AttemptException;
import io.retouch.edit.MisconfiguredException;
import io.retouch.edit.NotRunException;
import io.retouch.edit.RefusedException;
import io.retouch.edit.UnknownOutcomeException;
import io.retouch.preset.Provider;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the errors of StepFun's API, and of those that are compatible with OpenAI's, mean for money
 * and for what comes next. The statuses are those of StepFun's error table (400 bad parameter, 401
 * to 405 key, balance, permission and path, 429 rate limit, 451 moderation, 500 and 503 server with
 * the envelope {@code {"error":{"message","type"}}}); all that no document names is unknown if it
 * is a server's error, and waits for somebody to mend it if it is a client's.
 */
final class OpenAiErrors {
  /**
   * Types and codes that say that moderation refused: StepFun's {@code censorship_blocked}, and
   * OpenAI's {@code moderation_blocked} and {@code content_policy_violation}.
   */
  private static final Pattern MODERATION =
      Pattern.compile(
          "censorship_blocked|moderation_blocked|content_policy_violation",
          Pattern.CASE_INSENSITIVE);

  private OpenAiErrors() {}

  /**
   * The class of an answer outside of 200 to 299.
   *
   * @param misconfiguredWords see {@link Provider#misconfiguredWords()}
   */
  static AttemptException classify(ErrorAnswer answer, Set<String> misconfiguredWords) {
    int status = answer.status();
    if (status >= 300 && status < 400) {
      return misconfigured("redirected", answer, "Correct the provider's base URL.");
    }
    if (status >= 400 && status < 500) {
      return clientError(answer, misconfiguredWords);
    }
    if ((status == 500 || status == 503) && answer.envelope()) {
      return new NotRunException("server_error", answer.describe(), answer.retryAfter());
    }
    return unknown(status == 504 ? "upstream_timeout" : "server_failure", answer);
  }

  private static AttemptException clientError(ErrorAnswer answer, Set<String> misconfiguredWords) {
    return switch (answer.status()) {
      case 400 -> badRequest(answer, misconfiguredWords);
      case 401 -> misconfigured("unauthorised", answer, "Check the provider's API key.");
      case 402 -> misconfigured("payment_required", answer, "Check the account's balance.");
      case 403 -> misconfigured("forbidden", answer, "Check what the API key may do.");
      case 404 ->
          misconfigured("not_found", answer, "Check the provider's base URL and the model.");
      case 405 -> misconfigured("method_not_allowed", answer, "Check the provider's base URL.");
      case 408 -> unknown("upstream_timeout", answer);
      case 413 -> refused("too_large", answer);
      case 415 -> refused("unsupported_image", answer);
      case 422 -> refused("invalid_request", answer);
      case 429 -> new NotRunException("rate_limited", answer.describe(), answer.retryAfter());
      case 451 -> refused("moderation", answer);
      default -> misconfigured("unexpected_status", answer, "Check the provider's configuration.");
    };
  }

  private static AttemptException badRequest(ErrorAnswer answer, Set<String> misconfiguredWords) {
    String texts =
        Stream.of(answer.type(), answer.code(), answer.message())
            .flatMap(Optional::stream)
            .collect(Collectors.joining(" "))
            .toLowerCase(Locale.ROOT);
    boolean misconfigured =
        misconfiguredWords.stream().anyMatch(word -> texts.contains(word.toLowerCase(Locale.ROOT)));
    if (misconfigured && !moderated(answer)) {
      return misconfigured(
          "model_or_account", answer, "Check the preset's model and the provider's account.");
    }
    return refused("invalid_request", answer);
  }

  private static boolean moderated(ErrorAnswer answer) {
    return Stream.of(answer.type(), answer.code())
        .flatMap(Optional::stream)
        .anyMatch(text -> MODERATION.matcher(text).find());
  }

  private static MisconfiguredException misconfigured(
      String code, ErrorAnswer answer, String advice) {
    return new MisconfiguredException(code, answer.describe() + " " + advice);
  }

  private static RefusedException refused(String code, ErrorAnswer answer) {
    return new RefusedException(moderated(answer) ? "moderation" : code, answer.describe());
  }

  private static UnknownOutcomeException unknown(String code, ErrorAnswer answer) {
    return new UnknownOutcomeException(code, answer.describe());
  }
}
