package io.retouch.local.cloud;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.retouch.local.host.Invocable;
import io.retouch.local.host.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lambda's Invoke API, for invocations whose answer is waited for. It listens on 127.0.0.1 and
 * wants a signature, which it does not check: web pages cannot send one.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Lambda API,
 *     Invoke</a>
 */
final class LambdaApi implements AutoCloseable {
  /** Bytes of the largest event of a synchronous invocation (Lambda quotas). */
  private static final int LARGEST = 6 * 1024 * 1024;

  private static final Pattern INVOKE =
      Pattern.compile("/2015-03-31/functions/([a-zA-Z0-9_-]+)/invocations");

  private final Map<String, Invocable> functions;
  private final HttpServer server;
  private final Set<String> hosts;
  private final ExecutorService threads = Executors.newCachedThreadPool(LambdaApi::daemon);

  private LambdaApi(Map<String, Invocable> functions) throws IOException {
    this.functions = Map.copyOf(functions);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    int port = server.getAddress().getPort();
    hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /**
   * Starts listening at any free port.
   *
   * @param functions by their names
   */
  static LambdaApi start(Map<String, Invocable> functions) {
    try {
      return new LambdaApi(functions);
    } catch (IOException e) {
      throw new CloudException("Functions cannot be served for callers: " + e + ".", e);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "lambda-api");
    thread.setDaemon(true);
    return thread;
  }

  /** Where clients find it, as {@code AWS_ENDPOINT_URL_LAMBDA}. */
  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      answer(exchange).send(exchange);
    }
  }

  private InvokeAnswer answer(HttpExchange exchange) throws IOException {
    Matcher path = INVOKE.matcher(exchange.getRequestURI().getPath());
    if (!path.matches() || !exchange.getRequestMethod().equals("POST")) {
      return InvokeAnswer.error(
          404, "UnknownOperationException", "Functions can be invoked here, and nothing else.");
    }
    // A page of another host that resolves to this machine could sign as it likes.
    if (!hosts.contains(String.valueOf(exchange.getRequestHeaders().getFirst("Host")))) {
      return InvokeAnswer.error(
          403, "AccessDeniedException", "This is for this machine; call " + endpoint() + ".");
    }
    String signature = exchange.getRequestHeaders().getFirst("Authorization");
    if (signature == null || !signature.startsWith("AWS4-HMAC-SHA256 ")) {
      return InvokeAnswer.error(
          403, "MissingAuthenticationTokenException", "The request is not signed.");
    }
    Invocable function = functions.get(path.group(1));
    if (function == null) {
      return InvokeAnswer.error(
          404,
          "ResourceNotFoundException",
          "There is no function %s; there are: %s."
              .formatted(path.group(1), String.join(", ", new TreeSet<>(functions.keySet()))));
    }
    String type = exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type");
    if (type != null && !type.equals("RequestResponse")) {
      return InvokeAnswer.error(
          400,
          "InvalidParameterValueException",
          "Only the invocation type RequestResponse is served here.");
    }
    byte[] event = exchange.getRequestBody().readNBytes(LARGEST + 1);
    if (event.length > LARGEST) {
      return InvokeAnswer.error(
          413, "RequestTooLargeException", "The event has more than " + LARGEST + " bytes.");
    }
    return invoke(function, event);
  }

  private static InvokeAnswer invoke(Invocable function, byte[] event) {
    try {
      Result result = function.invoke(event.length == 0 ? new byte[] {'{', '}'} : event);
      return InvokeAnswer.of(result);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return InvokeAnswer.error(500, "ServiceException", "The cloud was stopped.");
    } catch (RuntimeException e) {
      return InvokeAnswer.error(500, "ServiceException", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
