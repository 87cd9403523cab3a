package io.retouch.parts.proxy;

import java.util.Objects;

/**
 * A request as it went over the wire, and how it was answered.
 *
 * @param operation as {@link FaultProxy} names operations
 * @param path percent-encoded as it was sent, without the query
 * @param head the request line and the header fields with the empty line; not to be changed
 * @param body with its framing, if it was sent in chunks; not to be changed
 * @param expectsContinue whether the client asked whether it may send the body
 * @param status what was answered
 * @param startedAt {@link System#nanoTime()} when the head had arrived
 * @param answeredAt {@link System#nanoTime()} when the answer's last byte had been passed on
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RecordedCall(
    String operation,
    String method,
    String path,
    byte[] head,
    byte[] body,
    boolean expectsContinue,
    int status,
    long startedAt,
    long answeredAt) {

  public RecordedCall {
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(head, "head");
    Objects.requireNonNull(body, "body");
  }

  /**
   * The same call with another body of the same length.
   *
   * @throws IllegalArgumentException if the length differs, which the head would not know
   */
  public RecordedCall withBody(byte[] other) {
    if (other.length != body.length) {
      throw new IllegalArgumentException("The other body must be as long as the recorded one.");
    }
    return new RecordedCall(
        operation, method, path, head, other, expectsContinue, status, startedAt, answeredAt);
  }

  /** Without what was sent: it may hold a key or a prompt. */
  @Override
  public String toString() {
    return "RecordedCall[%s %s, %d bytes, status %d]"
        .formatted(operation, path, body.length, status);
  }
}
