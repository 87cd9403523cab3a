package io.retouch.provider;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * An answer outside of 200 to 299. Its texts are redacted and may be logged.
 *
 * @param status the HTTP status
 * @param envelope whether the body is the documented error object, strictly: {@code
 *     {"error":{"message":"...","type":"..."}}}
 * @param message what the API says, where it can be found
 * @param type the error's type, where there is one
 * @param code the error's code, where there is one
 * @param param the field or, with some APIs, the request that the error is about
 * @param retryAfter how long the API asks to wait
 * @param requestId the id of the request
 */
record ErrorAnswer(
    int status,
    boolean envelope,
    Optional<String> message,
    Optional<String> type,
    Optional<String> code,
    Optional<String> param,
    Optional<Duration> retryAfter,
    Optional<String> requestId) {

  ErrorAnswer {
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(param, "param");
    Objects.requireNonNull(retryAfter, "retryAfter");
    Objects.requireNonNull(requestId, "requestId");
  }

  /** The same for an API whose {@code error.param} is the request's id. */
  ErrorAnswer withRequestIdFromParam() {
    return new ErrorAnswer(
        status, envelope, message, type, code, param, retryAfter, requestId.or(() -> param));
  }

  /** A sentence with status, type, code, message and request id. */
  String describe() {
    StringBuilder text = new StringBuilder("The API answered ").append(status);
    type.ifPresent(value -> text.append(", type ").append(value));
    code.ifPresent(value -> text.append(", code ").append(value));
    message.ifPresent(value -> text.append(": ").append(value));
    if (text.charAt(text.length() - 1) != '.') {
      text.append('.');
    }
    requestId.ifPresent(value -> text.append(" Request id: ").append(value).append('.'));
    return text.toString();
  }
}
