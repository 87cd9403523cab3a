package io.retouch.parts;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What goes wrong with one call of the local edit API. A call that breaks the API's rules is
 * refused as documented, whatever is planned for it.
 *
 * <p>Every fault has a text, for command lines and {@code POST /faults}; {@link #parse} reads what
 * {@link #toString} writes:
 *
 * <table>
 *   <caption>Texts of faults</caption>
 *   <tr><td>{@code none}</td><td>behave</td></tr>
 *   <tr><td>{@code latency:800ms}</td><td>answer later; {@code latency:2s+500} adds a fault</td></tr>
 *   <tr><td>{@code 429}, {@code 429:2s}</td><td>rate limit, with {@code Retry-After}</td></tr>
 *   <tr><td>{@code 451}</td><td>censorship_blocked</td></tr>
 *   <tr><td>{@code 500}, {@code 402}, any 4xx or 5xx</td><td>that status with the envelope</td></tr>
 *   <tr><td>{@code bare:502}</td><td>that status with a page of HTML</td></tr>
 *   <tr><td>{@code content-filtered}</td><td>made, paid, and blocked</td></tr>
 *   <tr><td>{@code drop-before}, {@code drop-after}</td><td>connection closed</td></tr>
 *   <tr><td>{@code truncated}, {@code garbage}</td><td>made, paid, unreadable</td></tr>
 *   <tr><td>{@code empty-data}, {@code no-image}</td><td>made, paid, without a picture</td></tr>
 *   <tr><td>{@code hang}</td><td>no answer until the API is closed</td></tr>
 *   <tr><td>{@code link:404}</td><td>the call succeeds, its link answers so</td></tr>
 *   <tr><td>{@code answer:200:TEXT}</td><td>that status and body (headers are not written)</td></tr>
 * </table>
 */
public final class Fault {

  /** What is done to the call; the words are those of the texts. */
  enum Kind {
    NONE("none"),
    ENVELOPE("status"),
    BARE("bare"),
    CONTENT_FILTERED("content-filtered"),
    DROP_BEFORE("drop-before"),
    DROP_AFTER("drop-after"),
    TRUNCATED("truncated"),
    GARBAGE("garbage"),
    EMPTY_DATA("empty-data"),
    NO_IMAGE("no-image"),
    HANG("hang"),
    LINK("link"),
    ANSWER("answer");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  private record Shape(
      Kind kind, Duration latency, int status, Map<String, String> headers, String body) {}

  private final Shape shape;

  private Fault(Shape shape) {
    this.shape = shape;
  }

  private static Fault of(Kind kind, int status, Map<String, String> headers, String body) {
    return new Fault(new Shape(kind, Duration.ZERO, status, Map.copyOf(headers), body));
  }

  static Fault of(Kind kind) {
    return of(kind, 0, Map.of(), "");
  }

  private static Fault of(Kind kind, int status) {
    return of(kind, status, Map.of(), "");
  }

  /** The call is served as documented. */
  public static Fault none() {
    return of(Kind.NONE);
  }

  /** The work takes this much longer; the call is paid only after it. */
  public static Fault latency(Duration latency) {
    if (latency.isNegative()) {
      throw new IllegalArgumentException("A latency cannot be negative.");
    }
    return new Fault(new Shape(Kind.NONE, latency, 0, Map.of(), ""));
  }

  /** 429 with the envelope and without {@code Retry-After}; not paid. */
  public static Fault rateLimited() {
    return of(Kind.ENVELOPE, 429);
  }

  /**
   * 429 with the envelope; not paid.
   *
   * @param retryAfter sent in whole seconds, rounded up
   */
  public static Fault rateLimited(Duration retryAfter) {
    long seconds = retryAfter.plusMillis(999).toSeconds();
    return of(Kind.ENVELOPE, 429, Map.of("Retry-After", Long.toString(seconds)), "");
  }

  /** This status, 500 to 599, with the envelope; not paid. */
  public static Fault serverError(int status) {
    return of(Kind.ENVELOPE, within(status, 500, 599));
  }

  /** This status, 400 to 499, with the envelope; not paid. */
  public static Fault clientError(int status) {
    return of(Kind.ENVELOPE, within(status, 400, 499));
  }

  /** This status, 400 to 599, with a page of HTML such as proxies send; not counted as paid. */
  public static Fault bareStatus(int status) {
    return of(Kind.BARE, within(status, 400, 599));
  }

  /** 451 {@code censorship_blocked}; at Modelverse 400 {@code sensitive_check_error}; not paid. */
  public static Fault censored() {
    return of(Kind.ENVELOPE, 451);
  }

  /** 200 without a picture, and the {@code finish_reason} content_filtered at StepFun; paid. */
  public static Fault contentFiltered() {
    return of(Kind.CONTENT_FILTERED);
  }

  /** The request is read, then the connection closed; not paid. */
  public static Fault dropBeforeWork() {
    return of(Kind.DROP_BEFORE);
  }

  /** The picture is made, then the connection closed without an answer; paid. */
  public static Fault dropAfterWork() {
    return of(Kind.DROP_AFTER);
  }

  /** 200 that promises its whole length and ends half-way; paid. */
  public static Fault truncatedAnswer() {
    return of(Kind.TRUNCATED);
  }

  /** 200 that calls itself JSON and is not; paid. */
  public static Fault garbage() {
    return of(Kind.GARBAGE);
  }

  /** 200 with an empty {@code data} array; paid. */
  public static Fault emptyData() {
    return of(Kind.EMPTY_DATA);
  }

  /** 200 in the documented shape, whose link or Base64 holds text instead of a picture; paid. */
  public static Fault noImage() {
    return of(Kind.NO_IMAGE);
  }

  /** No answer until the API is closed; not paid. */
  public static Fault hang() {
    return of(Kind.HANG);
  }

  /** Exactly this answer; paid if the status is 2xx. A missing Content-Type is JSON's. */
  public static Fault answer(int status, Map<String, String> headers, String body) {
    return of(Kind.ANSWER, within(status, 200, 599), headers, body);
  }

  /** The call succeeds and is paid; its link then answers with this status. Base64 is unharmed. */
  public static Fault resultLinkStatus(int status) {
    return of(Kind.LINK, within(status, 200, 599));
  }

  /** Both: the latencies add up; at most one of the two may be more than a latency. */
  public Fault then(Fault next) {
    if (shape.kind != Kind.NONE && next.shape.kind != Kind.NONE) {
      throw new IllegalArgumentException(
          "The faults " + this + " and " + next + " cannot be combined; only a latency can.");
    }
    Shape main = shape.kind == Kind.NONE ? next.shape : shape;
    Duration sum = shape.latency.plus(next.shape.latency);
    return new Fault(new Shape(main.kind, sum, main.status, main.headers, main.body));
  }

  /**
   * Reads a fault's text.
   *
   * @throws IllegalArgumentException with a sentence that lists what can be written
   */
  public static Fault parse(String text) {
    return FaultText.parse(text);
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

  Map<String, String> headers() {
    return shape.headers;
  }

  String body() {
    return shape.body;
  }

  OptionalInt linkStatus() {
    return shape.kind == Kind.LINK ? OptionalInt.of(shape.status) : OptionalInt.empty();
  }

  private static int within(int status, int least, int most) {
    if (status < least || status > most) {
      throw new IllegalArgumentException(
          "The status " + status + " does not fit; use one from " + least + " to " + most + ".");
    }
    return status;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fault that && shape.equals(that.shape);
  }

  @Override
  public int hashCode() {
    return Objects.hash(shape);
  }

  @Override
  public String toString() {
    return FaultText.write(this);
  }
}
