package io.retouch.parts.proxy;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as the proxy sees it before its body has passed.
 *
 * @param formStart the beginning of the body if that is a form, else empty
 */
record Request(MessageHead head, String formStart) {
  private static final String FORM = "application/x-www-form-urlencoded";

  /** Reads the head of the next request, and of its body what {@link #form()} needs. */
  static Optional<Request> read(Wire client) throws IOException {
    Optional<MessageHead> head = client.readHead();
    if (head.isEmpty()) {
      return Optional.empty();
    }
    boolean form = head.get().field("content-type").filter(t -> t.startsWith(FORM)).isPresent();
    // Whoever waits to be told has not sent anything that could be looked at.
    boolean look = form && !expectsContinue(head.get());
    String start = look ? client.peek(head.get().contentLength().orElse(0L)) : "";
    return Optional.of(new Request(head.get(), start));
  }

  String method() {
    return head.word(0);
  }

  /** Percent-encoded as it was sent, without the query. */
  String path() {
    String target = head.word(1);
    int question = target.indexOf('?');
    return question < 0 ? target : target.substring(0, question);
  }

  /** The path's segments, without empty ones. */
  List<String> segments() {
    return Arrays.stream(path().split("/", -1)).filter(segment -> !segment.isEmpty()).toList();
  }

  /** The names and values of the query, percent-encoded as they were sent. */
  Map<String, String> query() {
    String target = head.word(1);
    int question = target.indexOf('?');
    return question < 0 ? Map.of() : pairs(target.substring(question + 1));
  }

  /** The names and values with which a form's body begins; the last may be cut. */
  Map<String, String> form() {
    return pairs(formStart);
  }

  Optional<String> field(String name) {
    return head.field(name);
  }

  /** Whether the client waits with its body until it is told to go on. */
  boolean expectsContinue() {
    return expectsContinue(head);
  }

  private static boolean expectsContinue(MessageHead head) {
    return head.lists("expect", "100-continue");
  }

  /** Whether the client wants the connection to end with the answer. */
  boolean closes() {
    return !head.word(2).equals("HTTP/1.1") || head.lists("connection", "close");
  }

  Body body() throws IOException {
    if (head.isChunked()) {
      return new Body.Chunked();
    }
    return new Body.Sized(head.contentLength().orElse(0L));
  }

  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      pairs.putIfAbsent(
          equals < 0 ? pair : pair.substring(0, equals),
          equals < 0 ? "" : pair.substring(equals + 1));
    }
    return pairs;
  }
}
