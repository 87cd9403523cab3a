package io.retouch.http;

import io.retouch.edit.RequestMemory;
import io.retouch.edit.RequestMemory.Remembered;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Says which requests are the same one. With an {@code Idempotency-Key} all are that carry it and
 * come from one caller; without, all that ask for the same within ten minutes.
 */
@ApplicationScoped
class RequestIdentity {
  /** How long an identical request without a key is taken for a repetition. */
  static final Duration WINDOW = Duration.ofMinutes(10);

  static final String HEADER = "idempotency-key";

  private static final Pattern KEY = Pattern.compile("[ -~]{1,255}");
  private static final int DIGITS = 40;

  private final RequestMemory memory;

  @Inject
  RequestIdentity(RequestMemory memory) {
    this.memory = memory;
  }

  /**
   * What the request is known by: 40 hexadecimal digits, the same for its repetitions.
   *
   * @param content what it asks for, as a hash
   * @throws ApiException if its key was used for something else
   */
  String of(Caller caller, Incoming incoming, String content) {
    Optional<String> key = key(incoming);
    if (key.isPresent()) {
      return keyed(caller, key.get(), content);
    }
    String id = Hashes.of("content", caller.name(), content);
    return known(id, memory.remember(id, content, WINDOW));
  }

  /** The same for a request that says itself which one it is, for ever. */
  String forced(Caller caller, Incoming incoming, String content) {
    check(caller, incoming, content);
    return Hashes.of("force", caller.name(), content).substring(0, DIGITS);
  }

  /**
   * Remembers the key of a request that needs none.
   *
   * @throws ApiException if it was used for something else
   */
  void check(Caller caller, Incoming incoming, String content) {
    key(incoming).ifPresent(key -> keyed(caller, key, content));
  }

  private static Optional<String> key(Incoming incoming) {
    Optional<String> key = incoming.header(HEADER);
    if (key.isPresent() && !KEY.matcher(key.get()).matches()) {
      throw ApiException.of(
          ErrorCode.INVALID_HEADER,
          "Idempotency-Key",
          "Idempotency-Key is not 1 to 255 printable ASCII characters.");
    }
    return key;
  }

  private String keyed(Caller caller, String key, String content) {
    String id = Hashes.of("key", caller.name(), key);
    Remembered remembered = memory.remember(id, content, RequestMemory.FOREVER);
    if (!remembered.content().equals(content)) {
      throw new ApiException(ErrorCode.IDEMPOTENCY_MISMATCH);
    }
    return known(id, remembered);
  }

  private static String known(String id, Remembered remembered) {
    return Hashes.of(id, Long.toString(remembered.since().toEpochMilli())).substring(0, DIGITS);
  }
}
