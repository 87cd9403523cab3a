package io.retouch.provider;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;

/** The id under which an API's support finds a request. */
final class RequestId {
  private RequestId() {}

  /** What the headers {@code x-request-id} or {@code x-trace-id} say. */
  static Optional<String> of(ClassicHttpResponse response) {
    return Stream.of("x-request-id", "x-trace-id")
        .map(response::getFirstHeader)
        .flatMap(Stream::ofNullable)
        .map(Header::getValue)
        .filter(value -> value != null && !value.isBlank())
        .findFirst();
  }

  /** The words that name it at the end of a message, with a leading space; empty without an id. */
  static String suffix(Optional<String> id, Redaction redaction) {
    return id.map(value -> " Request id: " + redaction.clean(value) + ".").orElse("");
  }
}
