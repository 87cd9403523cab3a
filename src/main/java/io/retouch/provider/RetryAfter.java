package io.retouch.provider;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;

/**
 * How long an API asks to wait: {@code retry-after-ms} (milliseconds, as the OpenAI SDKs read it)
 * before {@code Retry-After} (RFC 9110, section 10.2.3: seconds or an HTTP date). What is negative,
 * past or garbage is ignored; more than a day counts as a day.
 */
final class RetryAfter {
  private static final Duration LONGEST = Duration.ofDays(1);

  private RetryAfter() {}

  static Optional<Duration> of(ClassicHttpResponse response, Clock clock) {
    Optional<Duration> milliseconds =
        header(response, "retry-after-ms").flatMap(RetryAfter::whole).map(Duration::ofMillis);
    return milliseconds
        .or(() -> header(response, "retry-after").flatMap(value -> secondsOrDate(value, clock)))
        .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }

  private static Optional<Duration> secondsOrDate(String value, Clock clock) {
    return whole(value).map(Duration::ofSeconds).or(() -> until(value, clock));
  }

  private static Optional<Long> whole(String value) {
    if (!value.matches("\\d{1,15}")) {
      return Optional.empty();
    }
    return Optional.of(Long.valueOf(value));
  }

  private static Optional<Duration> until(String value, Clock clock) {
    try {
      Instant at = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value));
      return Optional.of(Duration.between(clock.instant(), at)).filter(wait -> !wait.isNegative());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> header(ClassicHttpResponse response, String name) {
    return Optional.ofNullable(response.getFirstHeader(name))
        .map(Header::getValue)
        .map(String::strip);
  }
}
