package io.retouch.provider;

import io.retouch.edit.AttemptException;
import io.retouch.edit.MisconfiguredException;
import io.retouch.edit.NotRunException;
import io.retouch.edit.RefusedException;
import io.retouch.edit.UnknownOutcomeException;
import io.retouch.preset.Provider;
import java.util.Set;

/**
 * What Modelverse's errors mean: by {@code error.code}, since one status stands for several things.
 * A server's error was not run only if status (500, or 503) and code say so; any other is unknown.
 * Without a known code the status speaks, as with {@link OpenAiErrors}. {@code error.param} is the
 * request's id.
 */
final class ModelverseErrors {
  private ModelverseErrors() {}

  /**
   * The class of an answer outside of 200 to 299.
   *
   * @param misconfiguredWords see {@link Provider#misconfiguredWords()}
   */
  static AttemptException classify(ErrorAnswer error, Set<String> misconfiguredWords) {
    ErrorAnswer answer = error.withRequestIdFromParam();
    String text = answer.describe();
    return switch (answer.code().orElse("")) {
      case "param_error", "invalid_messages", "tokens_too_long" ->
          new RefusedException("invalid_request", text);
      case "sensitive_check_error" -> new RefusedException("moderation", text);
      case "model_error" ->
          new MisconfiguredException(
              "model_or_account", text + " Check the preset's model and the provider's account.");
      case "auth_error" ->
          new MisconfiguredException("unauthorised", text + " Check the provider's API key.");
      case "timeout", "gateway_timeout_error" ->
          new UnknownOutcomeException("upstream_timeout", text);
      case "rate_limit" -> rateLimit(answer, misconfiguredWords);
      case "internal_error", "model_server_error" -> serverError(answer, misconfiguredWords);
      default -> byStatus(answer, misconfiguredWords);
    };
  }

  private static AttemptException rateLimit(ErrorAnswer answer, Set<String> misconfiguredWords) {
    return answer.status() == 429
        ? new NotRunException("rate_limited", answer.describe(), answer.retryAfter())
        : byStatus(answer, misconfiguredWords);
  }

  private static AttemptException serverError(ErrorAnswer answer, Set<String> misconfiguredWords) {
    return answer.status() == 500 || answer.status() == 503
        ? new NotRunException("server_error", answer.describe(), answer.retryAfter())
        : byStatus(answer, misconfiguredWords);
  }

  private static AttemptException byStatus(ErrorAnswer answer, Set<String> misconfiguredWords) {
    if (answer.status() == 500 || answer.status() == 503) {
      return new UnknownOutcomeException("server_failure", answer.describe());
    }
    return OpenAiErrors.classify(answer, misconfiguredWords);
  }
}
