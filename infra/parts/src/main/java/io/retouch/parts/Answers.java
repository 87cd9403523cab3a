package io.retouch.parts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.retouch.parts.endpoint.Refusal;
import io.retouch.parts.endpoint.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** Writes answers to the wire, whole ones and broken ones. */
final class Answers {
  static final String JSON = "application/json";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Answers() {}

  /** Thrown out of a handler, this makes the server close the connection without an answer. */
  static final class ConnectionDropped extends IOException {
    private static final long serialVersionUID = 1L;

    ConnectionDropped() {
      super("The connection is dropped on purpose.");
    }
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static byte[] bytes(JsonNode json) {
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a planned failure says; only two of StepFun's types are documented. */
  static Refusal planned(int status) {
    return switch (status) {
      case 401 -> new Refusal(status, "invalid_api_key", "The API key is missing or wrong.");
      case 402 -> new Refusal(status, "insufficient_balance", "The balance is used up.");
      case 429 -> new Refusal(status, "rate_limited", "Too many requests; try again later.");
      case 451 ->
          new Refusal(status, "censorship_blocked", "The content was blocked by moderation.");
      default ->
          status < 500
              ? new Refusal(status, "request_refused", "The request was refused.")
              : new Refusal(status, "server_error", "The server failed; no image was made.");
    };
  }

  /** An error's body in the API's own shape, and the headers that belong to it. */
  static byte[] error(HttpExchange exchange, Shape shape, Refusal refusal) {
    String requestId = requestId(exchange, shape);
    return bytes(shape.error(refusal.status(), refusal.type(), refusal.sentence(), requestId));
  }

  /** Sets the header too where the API has one. */
  static String requestId(HttpExchange exchange, Shape shape) {
    String requestId = UUID.randomUUID().toString().replace("-", "");
    if (shape.hasRequestId()) {
      exchange.getResponseHeaders().set("x-request-id", requestId);
    }
    return requestId;
  }

  /** What a proxy in front of the API answers. */
  static byte[] page(int status) {
    return "<html><head><title>%1$d</title></head><body><h1>%1$d</h1></body></html>%n"
        .formatted(status)
        .getBytes(StandardCharsets.UTF_8);
  }

  static void send(HttpExchange exchange, int status, String contentType, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", contentType);
    sendBody(exchange, status, body);
  }

  static void send(HttpExchange exchange, int status, String text) throws IOException {
    send(exchange, status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  static void notFound(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    Refusal refusal = new Refusal(404, "not_found", "There is nothing under this path.");
    Shape shape = ApiSettings.shape(exchange.getRequestURI().getPath());
    send(exchange, 404, JSON, error(exchange, shape, refusal));
  }

  static void sendBody(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean none = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, none ? -1 : body.length);
    if (!none) {
      try (OutputStream output = exchange.getResponseBody()) {
        output.write(body);
      }
    }
  }

  /** Promises the whole body, sends half of it, and has the connection closed. */
  static void sendHalf(HttpExchange exchange, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", JSON);
    exchange.sendResponseHeaders(200, body.length);
    OutputStream output = exchange.getResponseBody();
    output.write(Arrays.copyOf(body, body.length / 2));
    output.flush();
    throw new ConnectionDropped();
  }
}
