package io.retouch.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A stand-in for SSM's Parameter Store: {@code GetParameter} of the JSON protocol, with decryption
 * only.
 */
public final class ParameterServer implements AutoCloseable {
  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, Deque<String>> values = new ConcurrentHashMap<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile String failure = "";
  private volatile int failureStatus;

  private ParameterServer(HttpServer server) {
    this.server = server;
  }

  /** Starts on any free port. */
  public static ParameterServer start() {
    try {
      ParameterServer parameters =
          new ParameterServer(
              HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
      parameters.server.setExecutor(parameters.threads);
      parameters.server.createContext("/", parameters::handle);
      parameters.server.start();
      return parameters;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the parameter holds, one value a request; the last one stays. */
  public void put(String name, String... inTurn) {
    values.put(name, new ArrayDeque<>(java.util.List.of(inTurn)));
  }

  /** Every request is answered so, until the type is empty. */
  void fail(int status, String type) {
    failureStatus = status;
    failure = type;
  }

  /** Answers nothing until the latch is open. */
  void waitFor(CountDownLatch latch) {
    gate = latch;
  }

  public int requests() {
    return requests.get();
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    JsonNode request = json.readTree(exchange.getRequestBody());
    requests.incrementAndGet();
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    if (!"AmazonSSM.GetParameter".equals(target)
        || !request.path("WithDecryption").booleanValue()) {
      answer(exchange, 400, error("ValidationException"));
    } else if (!failure.isEmpty()) {
      answer(exchange, failureStatus, error(failure));
    } else {
      Deque<String> inTurn = values.get(request.path("Name").textValue());
      if (inTurn == null) {
        answer(exchange, 400, error("ParameterNotFound"));
      } else {
        answer(exchange, 200, parameter(request, inTurn));
      }
    }
  }

  private String parameter(JsonNode request, Deque<String> inTurn) {
    String value;
    synchronized (inTurn) {
      value = inTurn.size() > 1 ? inTurn.remove() : inTurn.element();
    }
    return json.createObjectNode()
        .set(
            "Parameter",
            json.createObjectNode()
                .put("Name", request.path("Name").textValue())
                .put("Type", "SecureString")
                .put("Value", value)
                .put("Version", 1))
        .toString();
  }

  private String error(String type) {
    return json.createObjectNode().put("__type", type).put("message", "no").toString();
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
