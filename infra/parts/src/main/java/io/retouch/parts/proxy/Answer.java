package io.retouch.parts.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;

/** An answer's head, as it came from the server behind, and what body follows it. */
record Answer(MessageHead head, int status, Body body) {
  /** What clients wait for that send {@code Expect: 100-continue}. */
  static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  /**
   * Reads the head of an answer to this request; bodies as in RFC 9112, section 6.3.
   *
   * @throws ProtocolException if the status is not a number, or if the server changes protocols
   */
  static Answer of(MessageHead head, Request request) throws IOException {
    if (!head.word(1).matches("[1-5]\\d\\d")) {
      throw new ProtocolException("The server's answer has no status.");
    }
    int status = Integer.parseInt(head.word(1));
    if (status == 101) {
      throw new ProtocolException("The server changes protocols, which the proxy cannot follow.");
    }
    return new Answer(head, status, body(head, status, request));
  }

  private static Body body(MessageHead head, int status, Request request) throws IOException {
    boolean without = status < 200 || status == 204 || status == 304;
    if (without || request.method().equals("HEAD")) {
      return new Body.Sized(0);
    }
    if (head.isChunked()) {
      return new Body.Chunked();
    }
    var length = head.contentLength();
    return length.isPresent() ? new Body.Sized(length.get()) : new Body.UntilClose();
  }

  /** What a fault answers to this request, as bytes. */
  static byte[] planned(ProxyFault fault, Request request) {
    byte[] body = fault.body().getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder("HTTP/1.1 " + fault.status() + " Planned fault\r\n");
    if (request.closes()) {
      head.append("Connection: close\r\n");
    }
    boolean without = fault.status() == 204 || fault.status() == 304;
    if (!without) {
      head.append("Content-Type: ").append(contentType(fault.body())).append("\r\n");
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    if (!without && !request.method().equals("HEAD")) {
      bytes.writeBytes(body);
    }
    return bytes.toByteArray();
  }

  private static String contentType(String body) {
    if (body.startsWith("{")) {
      return "application/json";
    }
    return body.startsWith("<") ? "application/xml" : "text/plain; charset=utf-8";
  }

  boolean isInterim() {
    return status < 200;
  }

  /** Whether another request may follow on the connection. */
  boolean keepsConnection() {
    return !(body instanceof Body.UntilClose)
        && head.word(0).equals("HTTP/1.1")
        && !head.lists("connection", "close");
  }
}
