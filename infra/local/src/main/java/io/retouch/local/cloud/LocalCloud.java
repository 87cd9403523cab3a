package io.retouch.local.cloud;

import io.retouch.parts.LocalTable;
import io.retouch.parts.StoredBlob;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Everything that AWS would be to the functions. A picture that arrives in the upload bucket, from
 * whatever client or as a file in its folder, is announced in the queue; the event source mapping
 * hands the messages to the function's processes.
 *
 * <p>With the same data folder a later cloud goes on where this one stopped: what was not done is
 * in the queue still, however this process ends.
 */
public final class LocalCloud implements AutoCloseable {
  /** The bucket that is watched. */
  public static final String UPLOADS = "uploads";

  /** The bucket for results and reports. */
  public static final String EDITED = "edited";

  /** The queue of the uploads' events. */
  public static final String QUEUE = "retouch-uploads";

  /** Where messages end that were delivered too often. */
  public static final String DEAD_LETTERS = "retouch-uploads-dead";

  /** The function that takes the uploads, as callers name it. */
  public static final String UPLOAD = "upload";

  /** The function that answers operators, as callers name it. */
  public static final String OPERATE = "operate";

  private static final Duration LOOK = Duration.ofSeconds(1);

  private final DataFolder folder;
  private final Servers servers;
  private final Consumers consumers;
  private final Edits edits;
  private final Functions functions;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(LocalCloud::newDaemonThread);
  private @Nullable LocalTable table;

  private LocalCloud(
      DataFolder folder, Servers servers, Consumers consumers, Edits edits, Functions functions) {
    this.folder = folder;
    this.servers = servers;
    this.consumers = consumers;
    this.edits = edits;
    this.functions = functions;
  }

  /**
   * Starts all of it, the parts side by side.
   *
   * @throws CloudException if the folder is in use, a port is taken, or the artifact is damaged
   */
  public static LocalCloud start(CloudSettings settings, CloudListener listener) {
    DataFolder folder = DataFolder.take(settings.data());
    Edits edits = new Edits(Clock.systemUTC(), listener::edit);
    Servers servers = null;
    try {
      servers = Servers.start(settings, folder, edits, listener);
      Map<String, String> variables = FunctionVariables.of(settings, servers);
      Consumers consumers = Consumers.start(settings, servers, variables, edits, listener);
      Functions functions = Functions.start(settings, variables, consumers.pool(), listener);
      LocalCloud cloud = new LocalCloud(folder, servers, consumers, edits, functions);
      cloud.watchDeadLetters(listener);
      return cloud;
    } catch (RuntimeException e) {
      if (servers != null) {
        servers.close();
      }
      folder.close();
      throw e;
    }
  }

  private void watchDeadLetters(CloudListener listener) {
    DeadLetters letters = new DeadLetters(this::deadLetters, edits, listener::deadLetter);
    var unused =
        looks.scheduleWithFixedDelay(
            letters::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Thread newDaemonThread(Runnable work) {
    Thread thread = new Thread(work, "dead-letters");
    thread.setDaemon(true);
    return thread;
  }

  /** What became of every picture. */
  public Edits edits() {
    return edits;
  }

  /** The environment of a further function beside the one that takes the uploads. */
  public Map<String, String> variables() {
    return functions.variables();
  }

  /** What a client needs to reach the store and the queue. */
  public ClientAccess access() {
    return servers.access();
  }

  /** How many messages are held back until their delay is over. */
  public int delayed() {
    return servers.queue().delayed(QUEUE);
  }

  /**
   * Where Lambda's Invoke API serves {@link #UPLOAD} and {@link #OPERATE}, as {@code
   * AWS_ENDPOINT_URL_LAMBDA}. What {@code operate} prints is heard as the lines of the process that
   * follows those of {@code upload}.
   */
  public URI functions() {
    return functions.api().endpoint();
  }

  /** Puts an object into the upload bucket, which announces it. */
  public void upload(String key, byte[] content, String contentType) {
    servers.store().put(UPLOADS, key, content, contentType, Map.of());
  }

  /** An object of either bucket. */
  public Optional<StoredBlob> object(String bucket, String key) {
    return servers.store().get(bucket, key);
  }

  /** All keys of a bucket, sorted. */
  public List<String> keys(String bucket) {
    return servers.store().keys(bucket);
  }

  /** The file that holds an object. */
  public Path file(String bucket, String key) {
    return folder.buckets().resolve(bucket).resolve(key).normalize();
  }

  /** Sends a message straight to the upload queue. */
  public void send(String body) {
    servers.queue().send(QUEUE, body);
  }

  /** How many messages wait to be taken. */
  public int waiting() {
    return servers.queue().waiting(QUEUE);
  }

  /** How many messages were taken and are not done. */
  public int inFlight() {
    return servers.queue().inFlight(QUEUE);
  }

  /** The bodies of the messages in the dead-letter queue, oldest first. */
  public List<String> deadLetters() {
    return servers.queue().bodies(DEAD_LETTERS);
  }

  /** How many invocations are running. */
  public int busy() {
    return consumers.pool().busy();
  }

  /** The ids of the function's living processes. */
  public List<Long> processes() {
    return consumers.pool().processIds();
  }

  /**
   * Kills a process of the function, busy or idle, as a crash would.
   *
   * @param process from 0
   * @return false where none was alive
   */
  public boolean kill(int process) {
    return consumers.pool().kill(process);
  }

  /** The table server, started when somebody asks for it first. */
  public synchronized URI table() {
    if (servers.table().isPresent()) {
      return servers.table().get().endpoint();
    }
    if (table == null) {
      table = LocalTable.inFolder(folder.table(), 0);
    }
    return table.endpoint();
  }

  /**
   * Takes no more messages, lets running edits end, at most 30 s, and stops everything. What was
   * not done stays in the queue.
   */
  @Override
  public synchronized void close() {
    looks.shutdownNow();
    functions.close();
    try {
      consumers.close();
    } finally {
      if (table != null) {
        table.close();
      }
      servers.close();
      folder.close();
    }
  }
}
