package io.retouch.local.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands right before a server, behind all that breaks, and hears every request that reaches it
 * with its answer. What it passes on is whole: a call that breaks off on either side breaks off on
 * the other.
 */
final class Wiretap implements AutoCloseable {
  /** What the client sets by itself. */
  private static final Set<String> OWN =
      Set.of("host", "content-length", "connection", "expect", "transfer-encoding", "upgrade");

  private final URI upstream;
  private final Tap tap;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(Wiretap::daemon);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Wiretap(URI upstream, Tap tap) throws IOException {
    this.upstream = upstream;
    this.tap = tap;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** Hears what passes. */
  interface Tap {
    /** Passes a request on, or does something before and after that. */
    Answer pass(Request request, Line line) throws IOException;
  }

  /** The way to the server. */
  interface Line {
    Answer forward() throws IOException;
  }

  /** A request, read to its end. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Request(String method, String path, Map<String, List<String>> headers, byte[] body) {
    String header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(header -> header.getValue().get(0))
          .findFirst()
          .orElse("");
    }
  }

  /** An answer, read to its end. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(int status, Map<String, List<String>> headers, byte[] body) {}

  static Wiretap before(URI upstream, Tap tap) {
    try {
      return new Wiretap(upstream, tap);
    } catch (IOException e) {
      throw new UncheckedIOException("The wiretap cannot listen on the loopback address.", e);
    }
  }

  /** The server's address, with this one's port. */
  URI endpoint() {
    String path = upstream.getRawPath() == null ? "" : upstream.getRawPath();
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private void serve(HttpExchange exchange) throws IOException {
    Request request =
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders(),
            exchange.getRequestBody().readAllBytes());
    Answer answer = tap.pass(request, () -> forward(request));
    answer.headers().entrySet().stream()
        .filter(header -> isPassedOn(header.getKey()))
        .forEach(header -> exchange.getResponseHeaders().put(header.getKey(), header.getValue()));
    boolean none = answer.body().length == 0;
    exchange.sendResponseHeaders(answer.status(), none ? -1 : answer.body().length);
    if (!none) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(answer.body());
      }
    }
  }

  private Answer forward(Request request) throws IOException {
    HttpRequest.Builder forwarded =
        HttpRequest.newBuilder(upstream.resolve(request.path()))
            .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()));
    request
        .headers()
        .forEach(
            (name, values) -> {
              if (isPassedOn(name)) {
                values.forEach(value -> forwarded.header(name, value));
              }
            });
    try {
      HttpResponse<byte[]> response =
          client.send(forwarded.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response.headers().map(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The wiretap is being closed.", e);
    }
  }

  private static boolean isPassedOn(String header) {
    return !OWN.contains(header.toLowerCase(Locale.ROOT));
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "wiretap");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
