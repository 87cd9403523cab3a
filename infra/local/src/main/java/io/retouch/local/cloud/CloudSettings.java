package io.retouch.local.cloud;

import io.retouch.local.host.FunctionArtifact;
import io.retouch.local.host.HostLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** How a cloud is built. Only the four things that {@link #of} asks for have no default. */
public final class CloudSettings {
  private static final int MOST_FUNCTIONS = 100;
  private static final int HIGHEST_PORT = 65_535;

  /** As long as an invocation may take, a message must not be given to a second one. */
  private static final Duration BEYOND_THE_INVOCATION = Duration.ofSeconds(10);

  private final Path data;
  private final FunctionArtifact artifact;
  private final Path configuration;
  private final Map<String, String> environment;
  private HostLimits limits = HostLimits.of(Duration.ofSeconds(60));
  private int functions = 2;
  private int storePort;
  private boolean keepsQueue = true;
  private boolean watchesFolder = true;
  private boolean freezes = true;
  private boolean keepsLedger;
  private Duration visibility = Duration.ZERO;
  private int maxReceiveCount = 30;
  private int batchSize = 10;
  private Duration batchWindow = Duration.ZERO;
  private UnaryOperator<URI> storeFront = UnaryOperator.identity();
  private UnaryOperator<URI> tableFront = UnaryOperator.identity();
  private UnaryOperator<URI> queueFront = UnaryOperator.identity();

  private CloudSettings(
      Path data, FunctionArtifact artifact, Path configuration, Map<String, String> environment) {
    this.data = Objects.requireNonNull(data, "data");
    this.artifact = Objects.requireNonNull(artifact, "artifact");
    this.configuration = Objects.requireNonNull(configuration, "configuration");
    this.environment = Map.copyOf(environment);
  }

  /**
   * The defaults: two processes frozen between invocations, 60 s an invocation, any free port.
   *
   * @param data where the buckets' folders lie; created if missing
   * @param configuration the presets
   * @param environment what the configuration refers to, beside the buckets
   */
  public static CloudSettings of(
      Path data, FunctionArtifact artifact, Path configuration, Map<String, String> environment) {
    return new CloudSettings(data, artifact, configuration, environment);
  }

  /** What the function may use. */
  public CloudSettings limits(HostLimits value) {
    limits = Objects.requireNonNull(value, "limits");
    return this;
  }

  /** How many processes the function may have, 1 to 100. */
  public CloudSettings functions(int value) {
    functions = within(value, 1, MOST_FUNCTIONS, "functions");
    return this;
  }

  /** Where the object store listens; 0 for any free port. */
  public CloudSettings storePort(int value) {
    storePort = within(value, 0, HIGHEST_PORT, "ports");
    return this;
  }

  /** Forgets the queue at the end, for a run that leaves nothing undone behind. */
  public CloudSettings forgettingQueue() {
    keepsQueue = false;
    return this;
  }

  /** Takes uploads through S3 only, not from files that are dropped into the folder. */
  public CloudSettings ignoringFolder() {
    watchesFolder = false;
    return this;
  }

  /** Gives the function a ledger, so that what is announced twice is paid for once. */
  public CloudSettings keepingLedger() {
    keepsLedger = true;
    return this;
  }

  /** Leaves the processes running between invocations. */
  public CloudSettings unfrozen() {
    freezes = false;
    return this;
  }

  /**
   * How long a message that was taken stays invisible, in whole seconds; ten seconds longer than an
   * invocation unless set. AWS recommends six times the function's time-out.
   */
  public CloudSettings visibility(Duration value) {
    visibility = Objects.requireNonNull(value, "visibility");
    return this;
  }

  /**
   * How often a message is delivered before it goes to the dead-letter queue, 1 to 1000; 30 unless
   * set, which leaves room for the function to send anew what only waits.
   */
  public CloudSettings maxReceiveCount(int value) {
    maxReceiveCount = within(value, 1, 1000, "deliveries");
    return this;
  }

  /**
   * What one invocation takes.
   *
   * @param size messages at most, 1 to 10,000
   * @param window how long to wait for them
   */
  public CloudSettings batch(int size, Duration window) {
    batchSize = within(size, 1, 10_000, "messages a batch");
    batchWindow = Objects.requireNonNull(window, "window");
    return this;
  }

  /** What the function reaches instead of the store, for example a proxy before it. */
  public CloudSettings storeFront(UnaryOperator<URI> value) {
    storeFront = Objects.requireNonNull(value, "storeFront");
    return this;
  }

  /** What the function reaches instead of the ledger's table. */
  public CloudSettings tableFront(UnaryOperator<URI> value) {
    tableFront = Objects.requireNonNull(value, "tableFront");
    return this;
  }

  /** What the function reaches instead of the queue; the event source mapping reaches it itself. */
  public CloudSettings queueFront(UnaryOperator<URI> value) {
    queueFront = Objects.requireNonNull(value, "queueFront");
    return this;
  }

  private static int within(int value, int least, int most, String what) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%d is not possible; use %d to %d %s.".formatted(value, least, most, what));
    }
    return value;
  }

  Path data() {
    return data;
  }

  FunctionArtifact artifact() {
    return artifact;
  }

  Path configuration() {
    return configuration;
  }

  Map<String, String> environment() {
    return environment;
  }

  HostLimits limits() {
    return limits;
  }

  int functions() {
    return functions;
  }

  int storePort() {
    return storePort;
  }

  boolean keepsQueue() {
    return keepsQueue;
  }

  boolean watchesFolder() {
    return watchesFolder;
  }

  boolean keepsLedger() {
    return keepsLedger;
  }

  boolean freezes() {
    return freezes;
  }

  Duration visibility() {
    return visibility.isZero() ? limits.invocation().plus(BEYOND_THE_INVOCATION) : visibility;
  }

  int maxReceiveCount() {
    return maxReceiveCount;
  }

  int batchSize() {
    return batchSize;
  }

  Duration batchWindow() {
    return batchWindow;
  }

  UnaryOperator<URI> storeFront() {
    return storeFront;
  }

  UnaryOperator<URI> tableFront() {
    return tableFront;
  }

  UnaryOperator<URI> queueFront() {
    return queueFront;
  }
}
