package io.retouch.local.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

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
  private final Map<String, Invocation> running = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CompletableFuture<Result.FunctionFailed> initError = new CompletableFuture<>();

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

  /** Completed when the process asks for its first event. */
  CompletableFuture<Void> ready() {
    return ready;
  }

  /** Completed when the process says that it cannot start. */
  CompletableFuture<Result.FunctionFailed> initError() {
    return initError;
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
        initError.complete(readError(exchange));
        answer(exchange, 202, "{\"status\":\"OK\"}");
      } else if ("POST".equals(exchange.getRequestMethod()) && path.startsWith(INVOCATION)) {
        finish(exchange, path.substring(INVOCATION.length()));
      } else {
        answer(exchange, 404, error("InvalidRequest", "There is no " + path + "."));
      }
    }
  }

  private void next(HttpExchange exchange) throws IOException {
    ready.complete(null);
    Invocation invocation;
    try {
      invocation = waiting.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    running.put(invocation.id(), invocation);
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

  /** Takes {@code <id>/response} or {@code <id>/error}. */
  private void finish(HttpExchange exchange, String idAndVerb) throws IOException {
    int slash = idAndVerb.indexOf('/');
    String id = slash < 0 ? idAndVerb : idAndVerb.substring(0, slash);
    String verb = slash < 0 ? "" : idAndVerb.substring(slash + 1);
    if (!verb.equals("response") && !verb.equals("error")) {
      answer(exchange, 404, error("InvalidRequest", "There is no invocation/{id}/" + verb + "."));
      return;
    }
    Result result =
        verb.equals("error") ? readError(exchange) : new Result.Answered(readBody(exchange));
    Invocation invocation = running.remove(id);
    if (invocation == null) {
      answer(exchange, 400, error("InvalidRequestID", "No invocation with this id is running."));
      return;
    }
    answer(exchange, 202, "{\"status\":\"OK\"}");
    invocation.result().complete(result);
  }

  private static Result.FunctionFailed readError(HttpExchange exchange) throws IOException {
    String type = exchange.getRequestHeaders().getFirst(ERROR_TYPE);
    String body = readBody(exchange);
    try {
      JsonNode error = JSON.readTree(body);
      String named = error.path("errorType").asText("");
      return new Result.FunctionFailed(
          named.isEmpty() && type != null ? type : named, error.path("errorMessage").asText(""));
    } catch (IOException e) {
      return new Result.FunctionFailed(type == null ? "" : type, body);
    }
  }

  private static String readBody(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
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
