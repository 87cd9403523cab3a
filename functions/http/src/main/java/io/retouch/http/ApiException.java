package io.retouch.http;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends a request with an error that its caller is told. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final @Nullable String param;
  private final @Nullable Duration retryAfter;

  private ApiException(
      ErrorCode code, String sentence, @Nullable String param, @Nullable Duration retryAfter) {
    super(Objects.requireNonNull(sentence, "sentence"), null, false, false);
    this.code = Objects.requireNonNull(code, "code");
    this.param = param;
    this.retryAfter = retryAfter;
  }

  ApiException(ErrorCode code) {
    this(code, code.sentence(), null, null);
  }

  ApiException(ErrorCode code, String sentence) {
    this(code, sentence, null, null);
  }

  /** An error about one field of the request. */
  static ApiException of(ErrorCode code, String param, String sentence) {
    return new ApiException(code, sentence, param, null);
  }

  /** An error that is over after a while. */
  static ApiException later(ErrorCode code, Duration retryAfter) {
    return new ApiException(code, code.sentence(), null, retryAfter);
  }

  ErrorCode code() {
    return code;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }

  Optional<String> param() {
    return Optional.ofNullable(param);
  }

  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
