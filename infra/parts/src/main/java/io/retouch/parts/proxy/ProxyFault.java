package io.retouch.parts.proxy;

import java.time.Duration;
import java.util.Objects;

/**
 * What goes wrong with one call that passes through a {@link FaultProxy}.
 *
 * <p>Every fault has a text, for command lines; {@link #parse} reads what {@link #toString} writes:
 *
 * <table>
 *   <caption>Texts of faults</caption>
 *   <tr><td>{@code none}</td><td>pass the call on</td></tr>
 *   <tr><td>{@code latency:800ms}</td><td>later; {@code latency:2s+status:503} adds a fault</td></tr>
 *   <tr><td>{@code refuse}</td><td>not passed on, closed without a byte</td></tr>
 *   <tr><td>{@code reset-before}</td><td>not passed on, reset</td></tr>
 *   <tr><td>{@code answer-lost}</td><td>passed on and completed, then reset</td></tr>
 *   <tr><td>{@code status:503}, {@code status:503:TEXT}</td><td>not passed on, answered so</td></tr>
 *   <tr><td>{@code truncated}</td><td>passed on, half of the answer's body arrives</td></tr>
 *   <tr><td>{@code hang}, {@code hang:30s}</td><td>not passed on, no answer</td></tr>
 * </table>
 */
public final class ProxyFault {

  /** What is done to the call; the words are those of the texts. */
  enum Kind {
    NONE("none"),
    REFUSE("refuse"),
    RESET_BEFORE("reset-before"),
    ANSWER_LOST("answer-lost"),
    STATUS("status"),
    TRUNCATED("truncated"),
    HANG("hang");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  private record Shape(Kind kind, Duration latency, int status, String body, Duration limit) {}

  private final Shape shape;

  private ProxyFault(Shape shape) {
    this.shape = shape;
  }

  static ProxyFault of(Kind kind) {
    return new ProxyFault(new Shape(kind, Duration.ZERO, 0, "", Duration.ZERO));
  }

  /** The call is passed on; as a rule before others, it spares the calls that it matches. */
  public static ProxyFault none() {
    return of(Kind.NONE);
  }

  /** The request is passed on this much later, in whole milliseconds. */
  public static ProxyFault latency(Duration latency) {
    if (latency.isNegative()) {
      throw new IllegalArgumentException("A latency cannot be negative.");
    }
    Duration whole = Duration.ofMillis(latency.toMillis());
    return new ProxyFault(new Shape(Kind.NONE, whole, 0, "", Duration.ZERO));
  }

  /**
   * The connection is closed in order, without a byte of an answer, and the request is not passed
   * on. The handshake has been made by then; for connections that are truly refused see {@link
   * FaultProxy#refuseConnections()}.
   */
  public static ProxyFault refuse() {
    return of(Kind.REFUSE);
  }

  /** The connection is reset as soon as the request's head has arrived; it is not passed on. */
  public static ProxyFault resetBefore() {
    return of(Kind.RESET_BEFORE);
  }

  /** The request is passed on, its answer read to the end, and then the connection is reset. */
  public static ProxyFault appliedButAnswerLost() {
    return of(Kind.ANSWER_LOST);
  }

  /** The same as {@link #appliedButAnswerLost()}, named as the pair of {@link #resetBefore()}. */
  public static ProxyFault resetAfter() {
    return appliedButAnswerLost();
  }

  /**
   * The proxy takes the whole request in, answers by itself, and passes nothing on.
   *
   * @param status 200 to 599; 204 and 304 are sent without the body
   * @param body sent as JSON if it begins with a brace, as XML if it begins with a tag, else as
   *     text; may be empty
   */
  public static ProxyFault status(int status, String body) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException(
          "The status " + status + " does not fit; use one from 200 to 599.");
    }
    return new ProxyFault(new Shape(Kind.STATUS, Duration.ZERO, status, body, Duration.ZERO));
  }

  /**
   * The request is passed on and its answer begins as it is, Content-Length included; the
   * connection is closed after half of the body, or half of its first chunk. An answer without a
   * body breaks off within its first line.
   */
  public static ProxyFault truncatedBody() {
    return of(Kind.TRUNCATED);
  }

  /** Nothing is passed on or answered until the client goes or the proxy is closed. */
  public static ProxyFault hang() {
    return of(Kind.HANG);
  }

  /** As {@link #hang()}, and the connection is reset after this long, in whole milliseconds. */
  public static ProxyFault hang(Duration limit) {
    if (limit.toMillis() <= 0) {
      throw new IllegalArgumentException("A call must hang for a millisecond at least.");
    }
    Duration whole = Duration.ofMillis(limit.toMillis());
    return new ProxyFault(new Shape(Kind.HANG, Duration.ZERO, 0, "", whole));
  }

  /** Both: the latencies add up; at most one of the two may be more than a latency. */
  public ProxyFault then(ProxyFault next) {
    if (shape.kind != Kind.NONE && next.shape.kind != Kind.NONE) {
      throw new IllegalArgumentException(
          "The faults " + this + " and " + next + " cannot be combined; only a latency can.");
    }
    Shape main = shape.kind == Kind.NONE ? next.shape : shape;
    Duration sum = shape.latency.plus(next.shape.latency);
    return new ProxyFault(new Shape(main.kind, sum, main.status, main.body, main.limit));
  }

  /**
   * Reads a fault's text.
   *
   * @throws IllegalArgumentException with a sentence that lists what can be written
   */
  public static ProxyFault parse(String text) {
    return ProxyFaultText.parse(text);
  }

  Kind kind() {
    return shape.kind;
  }

  Duration latency() {
    return shape.latency;
  }

  int status() {
    return shape.status;
  }

  String body() {
    return shape.body;
  }

  /** How long the call hangs; zero for as long as the proxy is open. */
  Duration limit() {
    return shape.limit;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProxyFault that && shape.equals(that.shape);
  }

  @Override
  public int hashCode() {
    return Objects.hash(shape);
  }

  @Override
  public String toString() {
    return ProxyFaultText.write(this);
  }
}
