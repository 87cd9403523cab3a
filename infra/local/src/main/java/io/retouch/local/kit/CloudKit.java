package io.retouch.local.kit;

import io.retouch.local.cloud.ClientAccess;
import io.retouch.local.cloud.CloudSettings;
import io.retouch.local.cloud.Edit;
import io.retouch.local.cloud.LocalCloud;
import io.retouch.parts.LocalEditApi;
import io.retouch.parts.StoredBlob;
import io.retouch.parts.proxy.FaultProxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A local cloud for one test, around the artifact that the build has made, JVM or native. Between
 * the function and each server that it calls stands a {@link FaultProxy}, which does nothing until
 * it is given a rule. The edit API and the proxies outlive {@link #stop()}, bills included; the
 * rest starts again with {@link #start()}, on the same data.
 *
 * <p>Nothing here waits for ever: whatever does not come in time is an {@link AssertionError} with
 * the end of what the functions logged.
 */
public final class CloudKit implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(50);

  private final KitBuilder plan;
  private final LocalEditApi editApi =
      LocalEditApi.builder().apiKey("sk-test-kit-0123456789").start();
  private final FaultProxy editApiProxy = FaultProxy.before(editApi.baseUrl());
  private final KitLog log = new KitLog();
  private @Nullable FaultProxy storeProxy;
  private @Nullable FaultProxy tableProxy;
  private @Nullable LocalCloud cloud;
  private int storePort;

  CloudKit(KitBuilder plan) {
    this.plan = plan;
  }

  /** The defaults: the preset of {@link KitBuilder#PRESETS}, two processes, a folder of its own. */
  public static KitBuilder builder() {
    return new KitBuilder();
  }

  /** Starts what {@link #stop()} has stopped. */
  public void start() {
    CloudSettings settings =
        plan.settings(editApi.apiKey(), editApiProxy.endpoint())
            .storePort(storePort)
            .storeFront(this::storeFront);
    cloud = LocalCloud.start(settings, log);
    storePort = cloud.access().store().getPort();
  }

  /** The store keeps its port over restarts, so that one proxy stands before all of them. */
  private URI storeFront(URI store) {
    if (storeProxy == null) {
      storeProxy = FaultProxy.before(store);
    }
    return storeProxy.endpoint();
  }

  /** Stops all but the edit API and the proxies, as Ctrl-C would: running edits end first. */
  public void stop() {
    if (tableProxy != null) {
      tableProxy.close();
      tableProxy = null;
    }
    if (cloud != null) {
      cloud.close();
      cloud = null;
    }
  }

  /** The cloud, for whatever the methods here do not offer. */
  public LocalCloud cloud() {
    if (cloud == null) {
      throw new IllegalStateException("The cloud is stopped; start it first.");
    }
    return cloud;
  }

  /** What an S3 or SQS client needs; its calls do not pass through the proxies. */
  public ClientAccess access() {
    return cloud().access();
  }

  /** Puts an object into the upload bucket, which announces it. */
  public void put(String key, byte[] content, String contentType) {
    cloud().upload(key, content, contentType);
  }

  /** Sends a message straight to the upload queue. */
  public void send(String body) {
    cloud().send(body);
  }

  /** The folder of the upload bucket, into which files can be dropped. */
  public Path uploadFolder() {
    return cloud().file(LocalCloud.UPLOADS, "");
  }

  /** The result under that key, or whatever else lies in the output bucket. */
  public Optional<StoredBlob> result(String key) {
    return cloud().object(LocalCloud.EDITED, key);
  }

  /** Waits until nothing more will happen to the picture by itself. */
  public Edit await(String key, Duration patience) throws InterruptedException {
    return await(key, Edit::isFinal, patience);
  }

  /** Waits until the picture is as wanted. */
  public Edit await(String key, Predicate<Edit> wanted, Duration patience)
      throws InterruptedException {
    boolean came = cloud().edits().await(edits -> edit(key).filter(wanted).isPresent(), patience);
    if (!came) {
      String now = edit(key).map(Edit::toString).orElse("unknown");
      throw late("the picture " + key + " is " + now, patience);
    }
    return edit(key).orElseThrow();
  }

  /** Waits for all of them together. */
  public void awaitAll(Collection<String> keys, Duration patience) throws InterruptedException {
    boolean came = cloud().edits().await(edits -> keys.stream().allMatch(this::isFinal), patience);
    if (!came) {
      List<String> open = keys.stream().filter(key -> !isFinal(key)).toList();
      throw late(
          "%d pictures are open still, %s first".formatted(open.size(), open.get(0)), patience);
    }
  }

  private boolean isFinal(String key) {
    return edit(key).filter(Edit::isFinal).isPresent();
  }

  /** What has become of a picture so far. */
  public Optional<Edit> edit(String key) {
    return cloud().edits().find(LocalCloud.UPLOADS, key);
  }

  /** Waits until the queue holds nothing, and nobody works. */
  public void awaitIdle(Duration patience) throws InterruptedException {
    awaitThat(
        "the queue is empty",
        () -> cloud().waiting() == 0 && cloud().inFlight() == 0 && cloud().busy() == 0,
        patience);
  }

  /**
   * Waits for a condition of the test's own.
   *
   * @param what for the error's message
   */
  public void awaitThat(String what, BooleanSupplier condition, Duration patience)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw late("it is not so that " + what, patience);
      }
      Thread.sleep(LOOK.toMillis());
    }
  }

  private AssertionError late(String what, Duration patience) {
    return new AssertionError(
        "After %d s %s. The functions' log ends with:%n%s"
            .formatted(patience.toSeconds(), what, log.end()));
  }

  /** The stand-in, with its calls, its bill, and faults of its own. */
  public LocalEditApi editApi() {
    return editApi;
  }

  /** Stands before the edit API. */
  public FaultProxy editApiProxy() {
    return editApiProxy;
  }

  /** Stands before the object store, for the function alone. */
  public FaultProxy storeProxy() {
    if (storeProxy == null) {
      throw new IllegalStateException("The cloud was not started yet.");
    }
    return storeProxy;
  }

  /** Stands before the table, which is started when it is first asked for; gone with a stop. */
  public FaultProxy tableProxy() {
    if (tableProxy == null) {
      tableProxy = FaultProxy.before(cloud().table());
    }
    return tableProxy;
  }

  /**
   * Kills a process of the function, busy or idle, with SIGKILL.
   *
   * @param process from 0
   * @return false where none was alive
   */
  public boolean kill(int process) {
    return cloud().kill(process);
  }

  /**
   * Everything that the functions printed, oldest first; each line with the seconds since the kit
   * began and the number of its process.
   */
  public List<String> log() {
    return log.lines();
  }

  /** Stops everything, and deletes the data unless the test named the folder. */
  @Override
  public void close() {
    stop();
    editApiProxy.close();
    if (storeProxy != null) {
      storeProxy.close();
    }
    editApi.close();
    plan.cleanUp();
  }
}
