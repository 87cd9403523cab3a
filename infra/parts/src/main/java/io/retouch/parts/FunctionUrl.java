package io.retouch.parts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A Lambda function URL on this machine: takes HTTP, hands the function an event of payload format
 * 2.0, and answers with what the function says, within AWS's limits. Signatures are not checked:
 * where the URL asks for AWS credentials, every caller is the one that it was started with.
 */
public final class FunctionUrl implements AutoCloseable {
  /**
   * The largest event and the largest answer in bytes.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
   *     quotas</a>
   */
  public static final int LARGEST = 6 * 1024 * 1024;

  private static final String TOO_LARGE =
      "{\"Message\":\"Request must be smaller than %d bytes for the InvokeFunction operation\"}"
          .formatted(LARGEST);
  private static final String BROKEN = "{\"Message\":\"Internal Server Error\"}";
  private static final String THROTTLED = "{\"Message\":\"Rate Exceeded.\"}";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(FunctionUrl::daemon);
  private final Function function;
  private final Optional<String> callerArn;

  private FunctionUrl(HttpServer server, Function function, Optional<String> callerArn) {
    this.server = server;
    this.function = function;
    this.callerArn = callerArn;
  }

  /**
   * Serves at 127.0.0.1.
   *
   * @param port 0 for any free one
   * @param callerArn the IAM identity of every caller; empty for a public URL
   * @throws UncheckedIOException if the port is taken
   */
  public static FunctionUrl start(int port, Optional<String> callerArn, Function function) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      FunctionUrl url = new FunctionUrl(server, function, callerArn);
      server.setExecutor(url.threads);
      server.createContext("/", url::handle);
      server.start();
      return url;
    } catch (IOException e) {
      throw new UncheckedIOException("the function URL cannot listen on port " + port, e);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "function-url");
    thread.setDaemon(true);
    return thread;
  }

  /** Where it listens, without a slash at the end. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(LARGEST + 1);
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      byte[] event = FunctionUrlEvent.of(exchange, body, callerArn);
      if (event.length > LARGEST) {
        send(exchange, 413, TOO_LARGE);
        return;
      }
      invoke(exchange, event);
    }
  }

  private void invoke(HttpExchange exchange, byte[] event) throws IOException {
    Reply reply;
    try {
      reply = function.invoke(event);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      reply = Reply.failed();
    }
    switch (reply.kind()) {
      case ANSWERED -> answer(exchange, reply.json());
      case THROTTLED -> send(exchange, 429, THROTTLED);
      case FAILED -> send(exchange, 502, BROKEN);
    }
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    if (json.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
      send(exchange, 502, BROKEN);
      return;
    }
    JsonNode answer = JSON.readTree(json);
    if (!answer.path("statusCode").isInt()) {
      // Whatever has no status is a body (the same document, "Response payload format").
      send(exchange, 200, json);
      return;
    }
    String text = answer.path("body").asText("");
    byte[] body =
        answer.path("isBase64Encoded").asBoolean(false)
            ? Base64.getDecoder().decode(text)
            : text.getBytes(StandardCharsets.UTF_8);
    answer
        .path("headers")
        .properties()
        .forEach(
            header -> {
              if (!header.getKey().equalsIgnoreCase("content-length")
                  && !header.getKey().equalsIgnoreCase("transfer-encoding")) {
                exchange.getResponseHeaders().add(header.getKey(), header.getValue().asText());
              }
            });
    write(exchange, answer.path("statusCode").asInt(), body);
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    write(exchange, status, json.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean bodiless = exchange.getRequestMethod().equals("HEAD") || status == 204 || status == 304;
    exchange.sendResponseHeaders(status, bodiless || body.length == 0 ? -1 : body.length);
    if (!bodiless && body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  /** Lets nobody in any more; running invocations are not waited for. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** What stands behind the URL. */
  @FunctionalInterface
  public interface Function {
    /**
     * Hands the function an event and waits for its answer.
     *
     * @param event JSON
     */
    Reply invoke(byte[] event) throws InterruptedException;
  }

  /**
   * What came of an invocation.
   *
   * @param json the answer; empty unless there is one
   */
  public record Reply(Kind kind, String json) {
    /** How it ended. */
    public enum Kind {
      /** With an answer. */
      ANSWERED,
      /** With an error, a crash, or a time-out. */
      FAILED,
      /** It was not begun: the function is at its limit. */
      THROTTLED
    }

    /** The function's answer. */
    public static Reply answered(String json) {
      return new Reply(Kind.ANSWERED, json);
    }

    /** No answer. */
    public static Reply failed() {
      return new Reply(Kind.FAILED, "");
    }

    /** Too many at a time. */
    public static Reply throttled() {
      return new Reply(Kind.THROTTLED, "");
    }
  }
}
