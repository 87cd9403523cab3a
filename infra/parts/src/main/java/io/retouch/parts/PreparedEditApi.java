package io.retouch.parts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.retouch.parts.Answers.ConnectionDropped;
import io.retouch.parts.endpoint.AnswerFormat;
import io.retouch.parts.endpoint.ImageRequest;
import io.retouch.parts.endpoint.Refusal;
import io.retouch.parts.endpoint.Shape;
import io.retouch.parts.endpoint.StepFunEdits;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The edit API for measurements: as strict as {@link LocalEditApi} about the fields of a request,
 * and about the picture, which has to be a file, and the expected one to its last byte; but it
 * edits nothing. It answers with a picture that was prepared before, at once or after a fixed
 * delay, so that what is measured is the client and not the work of a stand-in. Of links, the last
 * picture is behind each. It keeps no log of calls, and has no faults.
 */
public final class PreparedEditApi implements AutoCloseable {
  private static final String EDITS = "/v1/images/edits";
  private static final String API_KEY = "local-key";
  private static final String SEED = "\"finish_reason\":\"success\",\"seed\":7}]}";

  private final HttpServer server;
  private final ExecutorService threads;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicInteger edits = new AtomicInteger();
  private volatile String linkScheme = "http";
  private volatile Prepared prepared = new Prepared(new byte[0], new byte[0], Duration.ZERO);

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Prepared(byte[] source, byte[] picture, Duration delay, byte[] base64) {
    Prepared(byte[] source, byte[] picture, Duration delay) {
      this(source, picture, delay, base64(picture));
    }

    private static byte[] base64(byte[] picture) {
      String text = Base64.getEncoder().encodeToString(picture);
      return bytes("{\"created\":0,\"data\":[{\"b64_json\":\"" + text + "\"," + SEED);
    }
  }

  private PreparedEditApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "prepared-edit-api");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  /**
   * Starts listening on any free port; until {@link #answer} every edit is refused.
   *
   * <p>The system property {@code sun.net.httpserver.nodelay} is set to true where it is not set;
   * without it every answer waits 40 ms for the client's delayed acknowledgement.
   */
  public static PreparedEditApi start() {
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
    try {
      PreparedEditApi api = new PreparedEditApi();
      api.server.start();
      return api;
    } catch (IOException e) {
      throw new UncheckedIOException("The edit API cannot listen on the loopback address.", e);
    }
  }

  /**
   * What all following edits get.
   *
   * @param source the only picture that is taken; not to be changed afterwards
   * @param picture a PNG; not to be changed afterwards
   * @param delay between the request's last byte and the answer; links are served at once
   */
  public void answer(byte[] source, byte[] picture, Duration delay) {
    Objects.requireNonNull(delay, "delay");
    prepared = new Prepared(source, picture, delay);
  }

  /**
   * The scheme of links to results, {@code http} unless it is told: {@code https} where clients
   * come over a line that is encrypted.
   */
  public void linkBy(String scheme) {
    linkScheme = Objects.requireNonNull(scheme, "scheme");
  }

  /** {@code http://127.0.0.1:PORT/v1}, to which {@code /images/edits} is appended. */
  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  /** The key that calls must carry as a bearer token. */
  public String apiKey() {
    return API_KEY;
  }

  /** How many edits were answered with a picture. */
  public int edits() {
    return edits.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.startsWith(Routes.RESULTS) && exchange.getRequestMethod().equals("GET")) {
      Answers.send(exchange, 200, "image/png", prepared.picture());
    } else if (path.equals(EDITS) && exchange.getRequestMethod().equals("POST")) {
      edit(exchange);
    } else {
      Answers.notFound(exchange);
    }
  }

  private void edit(HttpExchange exchange) throws IOException {
    Prepared now = prepared;
    try {
      ImageRequest request = request(exchange, now);
      if (closing.await(now.delay().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ConnectionDropped();
      }
      int number = edits.incrementAndGet();
      Answers.send(
          exchange,
          200,
          Answers.JSON,
          request.format() == AnswerFormat.URL ? link(exchange, number) : now.base64());
    } catch (Refusal refusal) {
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      byte[] envelope = Answers.error(exchange, Shape.STEPFUN, refusal);
      Answers.send(exchange, refusal.status(), Answers.JSON, envelope);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectionDropped();
    }
  }

  private static ImageRequest request(HttpExchange exchange, Prepared now)
      throws IOException, Refusal {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (!("Bearer " + API_KEY).equals(authorization)) {
      throw new Refusal(401, "invalid_api_key", "The API key is missing or wrong.");
    }
    if (!new StepFunEdits().takes(exchange.getRequestHeaders().getFirst("Content-Type"))) {
      throw new Refusal(415, "unsupported_media_type", "Send multipart/form-data.");
    }
    if (now.source().length == 0) {
      throw Refusal.parameter("No image is expected yet.");
    }
    return StepFunEdits.readKnown(exchange, now.source());
  }

  /** To where the client has come from, which may be a proxy. */
  private byte[] link(HttpExchange exchange, int number) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    ObjectNode answer = Answers.object();
    answer.put("created", 0);
    ObjectNode image = answer.putArray("data").addObject();
    image.put("url", linkScheme + "://" + host + Routes.RESULTS + number + ".png");
    image.put("finish_reason", "success").put("seed", 7);
    return Answers.bytes(answer);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Stops listening; calls that wait are dropped. */
  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
