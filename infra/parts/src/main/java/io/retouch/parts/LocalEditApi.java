package io.retouch.parts;

import com.sun.net.httpserver.HttpServer;
import io.retouch.parts.endpoint.AnswerFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/**
 * A stand-in for the edit APIs of {@link Api} on the loopback address, strict about every sentence
 * of their documents. The edit is a colour filter, see {@link #editedRgb}, and the prompt in a band
 * at the bottom, see {@link #bandHeight}; a picture made from a prompt alone is the filter's grey.
 * JPEG, PNG and WebP are read; their orientation is ignored. Faults and the record of calls are
 * common to all of the APIs.
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
    ImagesHandler images = new ImagesHandler(apiKey, plan, log, answers, closing);
    server.createContext(
        "/", new Routes(builder.apis.endpoints(), images, results, plan, log)::handle);
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
    private final ApiSettings apis = new ApiSettings();

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
     * How an API answers where the request does not say: Modelverse, which has no field for it,
     * with a link by default, OpenAI with Base64. A prefix chosen here stays where a request asks
     * for Base64.
     *
     * @throws IllegalArgumentException for StepFun, whose document says it
     */
    public Builder answers(Api api, AnswerFormat format) {
      apis.answers(api, format);
      return this;
    }

    /**
     * Has an API take fields that its document does not list, whatever they hold: those of a
     * self-hosted model ({@code steps}), or of another copy of Modelverse's document ({@code n},
     * {@code strength}, {@code response_format}, of which the last then counts).
     *
     * @throws IllegalArgumentException for StepFun, whose documents are complete
     */
    public Builder alsoTakes(Api api, String... fields) {
      apis.alsoTakes(api, Set.of(fields));
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

  /** StepFun's: {@code http://127.0.0.1:PORT/v1}, to which {@code /images/edits} is appended. */
  public URI baseUrl() {
    return baseUrl(Api.STEPFUN);
  }

  /** To which an endpoint's path is appended, such as {@code /images/edits}. */
  public URI baseUrl(Api api) {
    return root().resolve(api.path());
  }

  /** Every API's, in the order of {@link Api}. */
  public Map<Api, URI> baseUrls() {
    Map<Api, URI> urls = new EnumMap<>(Api.class);
    for (Api api : Api.values()) {
      urls.put(api, baseUrl(api));
    }
    return Collections.unmodifiableMap(urls);
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

  /** Every request that reached an endpoint of any API, in order of arrival. */
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

  /** The colour, 0xAARRGGBB, above the band of a picture that is made from a prompt alone. */
  public static int generatedRgb(String prompt) {
    return editedRgb(PictureEdit.GREY, prompt);
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
   * One request to an endpoint.
   *
   * @param fields the fields without pictures, the first of each name, numbers and booleans as they
   *     are written; a picture sent as Base64 or data URL is not among them, a link to one is
   * @param fileName the file's name as sent; empty if none was
   * @param fileContentType the type that was declared for the picture; empty if none was
   * @param fileSize of the picture that was sent, in bytes; 0 for one sent as a form's Base64
   * @param fileSha256 in hexadecimal; empty if no picture was sent
   * @param authorization the whole header; empty if none was sent
   * @param status what was answered; 0 before that, and where the connection was dropped
   * @param paid whether an image was made
   * @param images how many were made
   * @param headers all others, by their names in lower case; values of one name are joined
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
      boolean paid,
      int images,
      Map<String, String> headers) {

    public Call {
      fields = Map.copyOf(fields);
      headers = Map.copyOf(headers);
    }

    /** Without the key and what the fields and headers hold. */
    @Override
    public String toString() {
      return "Call[%s %s, fields %s, file of %d bytes, status %d, %s]"
          .formatted(method, path, fields.keySet(), fileSize, status, paid ? "paid" : "not paid");
    }
  }
}
