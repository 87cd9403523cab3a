package io.retouch.parts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/**
 * A stand-in for StepFun's {@code POST /v1/images/edits} on the loopback address, strict about
 * every sentence of {@code stepfun-images-edits.md}; the same under {@code /step_plan/v1}. The edit
 * is a colour filter, see {@link #editedRgb}, and the prompt in a band at the bottom, see {@link
 * #bandHeight}. JPEG, PNG and WebP are read; their orientation is ignored.
 *
 * <p>For people: {@code POST /faults} with one {@link Fault} text a line queues faults ({@code
 * always 500} for every following call; empty lines and those that start with {@code #} are
 * skipped; nothing is switched on unless every line can be read), {@code DELETE /faults} makes it
 * behave again, {@code GET /calls} tells as JSON what was called and paid.
 *
 * <p>The system properties {@code java.awt.headless} and {@code sun.net.httpserver.nodelay} are set
 * to true where they are not set.
 */
public final class LocalEditApi implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads;
  private final String apiKey;
  private final FaultPlan plan = new FaultPlan();
  private final CallLog log = new CallLog();
  private final CountDownLatch closing = new CountDownLatch(1);

  private LocalEditApi(Builder builder) throws IOException {
    apiKey = builder.apiKey;
    server = HttpServer.create(loopback(builder.port), 0);
    threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "local-edit-api");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    Results results = new Results();
    EditAnswer answers =
        new EditAnswer(
            root().resolve(Routes.RESULTS),
            results,
            Clock.systemUTC(),
            RandomGenerator.getDefault());
    EditsHandler edits = new EditsHandler(apiKey, plan, log, answers, closing);
    server.createContext("/", new Routes(edits, results, plan, log)::handle);
  }

  private static InetSocketAddress loopback(int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
  }

  /** Starts with any free port and the key {@code local-key}. */
  public static Builder builder() {
    return new Builder();
  }

  /** What to start. */
  public static final class Builder {
    private int port;
    private String apiKey = "local-key";

    private Builder() {}

    /** The port to listen on; 0, the default, for any free one. */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /** The only key that is let in. */
    public Builder apiKey(String apiKey) {
      this.apiKey = Objects.requireNonNull(apiKey, "apiKey");
      return this;
    }

    /**
     * Starts listening.
     *
     * @throws UncheckedIOException if the port is taken
     */
    public LocalEditApi start() {
      setUnlessSet("java.awt.headless", "true");
      // Without it every answer waits 40 ms for the client's delayed acknowledgement.
      setUnlessSet("sun.net.httpserver.nodelay", "true");
      try {
        LocalEditApi api = new LocalEditApi(this);
        api.server.start();
        return api;
      } catch (IOException e) {
        throw new UncheckedIOException(
            "The local edit API cannot listen on port " + port + "; choose another.", e);
      }
    }

    private static void setUnlessSet(String property, String value) {
      if (System.getProperty(property) == null) {
        System.setProperty(property, value);
      }
    }
  }

  /** {@code http://127.0.0.1:PORT/v1}, to which {@code /images/edits} is appended. */
  public URI baseUrl() {
    return root().resolve("/v1");
  }

  /** The key that calls must carry as a bearer token. */
  public String apiKey() {
    return apiKey;
  }

  private URI root() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** Queues faults; each following call takes one, {@link Fault#none()} included. */
  public LocalEditApi plan(Fault... faults) {
    plan.queue(List.of(faults));
    return this;
  }

  /** What every call meets once the queue is empty, until {@link #reset()}. */
  public LocalEditApi planAlways(Fault fault) {
    plan.always(fault);
    return this;
  }

  /** Forgets faults and calls. */
  public void reset() {
    plan.clear();
    log.clear();
  }

  /** Every request that reached {@code images/edits}, in order of arrival. */
  public List<Call> calls() {
    return log.calls();
  }

  /** How many images were made, which is what the service bills, whether answered or not. */
  public int paid() {
    return log.paid();
  }

  /** What the edit makes of a colour, 0xAARRGGBB, above the band. */
  public static int editedRgb(int rgb, String prompt) {
    return PictureFilter.of(prompt).apply(rgb);
  }

  /** How many rows at the bottom of a picture of this height hold the prompt; may be 0. */
  public static int bandHeight(int height) {
    return PictureEdit.bandHeight(height);
  }

  /** Stops listening; calls that hang or wait are dropped. */
  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  /**
   * One request to {@code images/edits}.
   *
   * @param fields the text fields, the first of each name; an image sent as Base64 is not among
   *     them
   * @param fileName the file's name as sent; empty if no file was sent
   * @param fileContentType the file's declared type; empty if none was
   * @param fileSize in bytes
   * @param fileSha256 in hexadecimal; empty if no file was sent
   * @param authorization the whole header; empty if none was sent
   * @param status what was answered; 0 before that, and where the connection was dropped
   * @param paid whether an image was made
   */
  public record Call(
      String path,
      String method,
      Map<String, String> fields,
      String fileName,
      String fileContentType,
      long fileSize,
      String fileSha256,
      String authorization,
      int status,
      boolean paid) {

    public Call {
      fields = Map.copyOf(fields);
    }

    static Call arrived(HttpExchange exchange) {
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      return new Call(
          exchange.getRequestURI().getPath(),
          exchange.getRequestMethod(),
          Map.of(),
          "",
          "",
          0,
          "",
          authorization == null ? "" : authorization,
          0,
          false);
    }

    Call withForm(MultipartForm form) {
      Map<String, String> texts = form.texts();
      return form.file()
          .map(
              file ->
                  with(
                      texts,
                      file.fileName(),
                      file.contentType(),
                      file.bytes().length,
                      file.sha256()))
          .orElseGet(() -> with(texts, fileName, fileContentType, fileSize, fileSha256));
    }

    private Call with(
        Map<String, String> texts, String name, String contentType, long size, String sha256) {
      return new Call(
          path, method, texts, name, contentType, size, sha256, authorization, status, paid);
    }

    Call withStatus(int answered) {
      return new Call(
          path,
          method,
          fields,
          fileName,
          fileContentType,
          fileSize,
          fileSha256,
          authorization,
          answered,
          paid);
    }

    Call withPaid() {
      return new Call(
          path,
          method,
          fields,
          fileName,
          fileContentType,
          fileSize,
          fileSha256,
          authorization,
          status,
          true);
    }

    /** Without the key and what the fields hold. */
    @Override
    public String toString() {
      return "Call[%s %s, fields %s, file of %d bytes, status %d, %s]"
          .formatted(method, path, fields.keySet(), fileSize, status, paid ? "paid" : "not paid");
    }
  }
}
