package io.retouch.local.page;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.retouch.local.cloud.Edit;
import io.retouch.parts.StoredBlob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Serves the page and the pictures on it, to this machine only: it listens on 127.0.0.1 and answers
 * no request that a browser was tricked into sending under another host name.
 */
public final class Page implements AutoCloseable {
  private static final String POLICY =
      "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'";

  /** Reads an object; empty where there is none. */
  @FunctionalInterface
  public interface Store {
    Optional<StoredBlob> get(String bucket, String key);
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final Supplier<List<Edit>> edits;
  private final PagePictures pictures;
  private final Set<String> hosts;

  private Page(int port, Supplier<List<Edit>> edits, PagePictures pictures) throws IOException {
    this.edits = edits;
    this.pictures = pictures;
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
    threads = Executors.newCachedThreadPool(Page::newDaemonThread);
    int bound = server.getAddress().getPort();
    hosts = Set.of("127.0.0.1:" + bound, "localhost:" + bound);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /**
   * Starts listening.
   *
   * @param port 0 for any free one
   * @param edits what is shown, in this order
   * @param buckets whose objects are shown; no others are served
   * @throws UncheckedIOException if the port is taken
   */
  public static Page start(int port, Supplier<List<Edit>> edits, Set<String> buckets, Store store) {
    try {
      return new Page(port, edits, new PagePictures(buckets, store));
    } catch (IOException e) {
      throw new UncheckedIOException("The page cannot listen on port " + port + ".", e);
    }
  }

  /** Where a browser finds it. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Headers headers = exchange.getResponseHeaders();
      headers.set("Content-Security-Policy", POLICY);
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Referrer-Policy", "no-referrer");
      headers.set("Cross-Origin-Resource-Policy", "same-origin");
      headers.set("Cache-Control", "no-cache");
      String host = exchange.getRequestHeaders().getFirst("Host");
      if (host == null || !hosts.contains(host)) {
        text(exchange, 403, "This page is for this machine; open " + address() + ".");
        return;
      }
      if (!exchange.getRequestMethod().equals("GET")) {
        headers.set("Allow", "GET");
        text(exchange, 405, "This page can only be read.");
        return;
      }
      serve(exchange);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    if (path.equals("/")) {
      byte[] html = PageHtml.of(edits.get()).getBytes(StandardCharsets.UTF_8);
      send(exchange, 200, "text/html; charset=utf-8", html);
      return;
    }
    Optional<StoredBlob> blob = pictures.at(path);
    if (blob.isEmpty()) {
      text(exchange, 404, "There is nothing here.");
      return;
    }
    String tag = '"' + blob.get().eTag() + '"';
    exchange.getResponseHeaders().set("ETag", tag);
    if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      exchange.sendResponseHeaders(304, -1);
      return;
    }
    send(exchange, 200, pictures.contentType(path, blob.get()), blob.get().bytes());
  }

  private static void text(HttpExchange exchange, int status, String sentence) throws IOException {
    byte[] body = (sentence + "\n").getBytes(StandardCharsets.UTF_8);
    send(exchange, status, "text/plain; charset=utf-8", body);
  }

  private static void send(HttpExchange exchange, int status, String contentType, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", contentType);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static Thread newDaemonThread(Runnable work) {
    Thread thread = new Thread(work, "page");
    thread.setDaemon(true);
    return thread;
  }

  /** Stops listening. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
