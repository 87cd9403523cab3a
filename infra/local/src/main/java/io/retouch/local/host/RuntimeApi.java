package io.retouch.local.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The Lambda Runtime API for one process, on a port of its own at 127.0.0.1, as every execution
 * environment on Lambda has its own.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Using the Lambda
 *     runtime API for custom runtimes</a>
 */
final class RuntimeApi implements AutoCloseable {
  private static final String RUNTIME = "/2018-06-01/runtime/";
  private static final String INVOCATION = RUNTIME + "invocation/";
  private static final String ERROR_TYPE = "Lambda-Runtime-Function-Error-Type";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String functionArn;
  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(RuntimeApi::newDaemonThread);
  private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
  private final AtomicReference<@Nullable Invocation> current = new AtomicReference<>();
  private final CompletableFuture<Long> ready = new CompletableFuture<>();
  private final CompletableFuture<Result.FunctionFailed> initError = new CompletableFuture<>();
  private volatile Pause pause = Pause.NONE;

  RuntimeApi(String functionArn) throws IOException {
    this.functionArn = functionArn;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Host and port, as {@code AWS_LAMBDA_RUNTIME_API} names it. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Completed with {@link System#nanoTime()} when the process asks for its first event. */
  CompletableFuture<Long> ready() {
    return ready;
  }

  /** Completed when the process says that it cannot start. */
  CompletableFuture<Result.FunctionFailed> initError() {
    return initError;
  }

  /** Pauses the process whenever it has answered and no other event is waiting. */
  void pauseBetweenInvocations(Pause between) {
    pause = between;
  }

  /** Hands the event to the process as soon as that asks for one. */
  void offer(Invocation invocation) {
    waiting.add(invocation);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if ("GET".equals(exchange.getRequestMethod()) && path.equals(INVOCATION + "next")) {
        next(exchange);
      } else if ("POST".equals(exchange.getRequestMethod())
          && path.equals(RUNTIME + "init/error")) {
        initError.complete(readError(exchange, Payload.read(exchange.getRequestBody())));
        answer(exchange, 202, "{\"status\":\"OK\"}");
      } else if ("POST".equals(exchange.getRequestMethod()) && path.startsWith(INVOCATION)) {
        finish(exchange, path.substring(INVOCATION.length()));
      } else {
        answer(exchange, 404, error("InvalidRequest", "There is no " + path + "."));
      }
    }
  }

  private void next(HttpExchange exchange) throws IOException {
    ready.complete(System.nanoTime());
    boolean served = current.getAndSet(null) != null;
    Invocation invocation;
    try {
      invocation = served ? takeFrozen() : waiting.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    current.set(invocation);
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/json");
    headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id());
    headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(invocation.deadline().toEpochMilli()));
    headers.set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
    headers.set("Lambda-Runtime-Trace-Id", traceId(invocation));
    byte[] event = invocation.event();
    exchange.sendResponseHeaders(200, event.length == 0 ? -1 : event.length);
    exchange.getResponseBody().write(event);
  }

  private Invocation takeFrozen() throws InterruptedException {
    Invocation next = waiting.poll();
    if (next != null) {
      return next;
    }
    pause.freeze();
    try {
      return waiting.take();
    } finally {
      pause.thaw();
    }
  }

  /** Takes {@code <id>/response} or {@code <id>/error}. */
  private void finish(HttpExchange exchange, String idAndVerb) throws IOException {
    int slash = idAndVerb.indexOf('/');
    String id = slash < 0 ? idAndVerb : idAndVerb.substring(0, slash);
    String verb = slash < 0 ? "" : idAndVerb.substring(slash + 1);
    if (!verb.equals("response") && !verb.equals("error")) {
      answer(exchange, 404, error("InvalidRequest", "There is no invocation/{id}/" + verb + "."));
      return;
    }
    Payload payload = Payload.read(exchange.getRequestBody());
    Invocation invocation = current.get();
    if (invocation == null || !invocation.id().equals(id)) {
      answer(exchange, 400, error("InvalidRequestID", "Invalid request ID"));
    } else if (!invocation.claimAnswer()) {
      answer(
          exchange, 403, error("InvalidStateTransition", "This invocation is answered already."));
    } else if (verb.equals("response") && payload.isTooLarge()) {
      answer(exchange, 413, error("RequestEntityTooLarge", Payload.REFUSAL));
      invocation.result().complete(payload.tooLarge());
    } else {
      answer(exchange, 202, "{\"status\":\"OK\"}");
      invocation
          .result()
          .complete(
              verb.equals("error")
                  ? readError(exchange, payload)
                  : new Result.Answered(payload.text()));
    }
  }

  private static Result.FunctionFailed readError(HttpExchange exchange, Payload payload) {
    String type = exchange.getRequestHeaders().getFirst(ERROR_TYPE);
    String body = payload.text();
    try {
      JsonNode error = JSON.readTree(body);
      String named = error.path("errorType").asText("");
      return new Result.FunctionFailed(
          named.isEmpty() && type != null ? type : named, error.path("errorMessage").asText(""));
    } catch (JsonProcessingException e) {
      return new Result.FunctionFailed(type == null ? "" : type, body);
    }
  }

  private static String error(String type, String message) {
    return JSON.createObjectNode().put("errorType", type).put("errorMessage", message).toString();
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static String traceId(Invocation invocation) {
    String random = UUID.randomUUID().toString().replace("-", "");
    long seconds = invocation.deadline().getEpochSecond();
    return "Root=1-%08x-%s;Parent=%s;Sampled=0"
        .formatted(seconds, random.substring(0, 24), random.substring(16));
  }

  private static Thread newDaemonThread(Runnable task) {
    Thread thread = new Thread(task, "runtime-api");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
