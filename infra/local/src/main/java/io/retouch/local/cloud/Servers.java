package io.retouch.local.cloud;

import io.retouch.local.mapping.SqsClients;
import io.retouch.parts.FolderWatch;
import io.retouch.parts.LocalQueue;
import io.retouch.parts.LocalStore;
import io.retouch.parts.LocalTable;
import io.retouch.parts.StoreEvent;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The servers that hold what has to be kept: the object store, the queue and the ledger's table.
 */
record Servers(
    LocalStore store, LocalQueue queue, Optional<LocalTable> table, Optional<FolderWatch> watch)
    implements AutoCloseable {
  /** The ledger's table and its key. */
  static final String LEDGER = "retouch";

  private static final String LEDGER_KEY = "pk";

  /**
   * Starts all, side by side.
   *
   * @throws CloudException if one of them cannot be started
   */
  static Servers start(
      CloudSettings settings, DataFolder folder, Edits edits, CloudListener listener) {
    CompletableFuture<LocalQueue> queue =
        CompletableFuture.supplyAsync(() -> queue(settings, folder));
    CompletableFuture<Optional<LocalTable>> table =
        CompletableFuture.supplyAsync(() -> table(settings, folder));
    LocalStore store;
    try {
      store =
          LocalStore.inFolder(
              folder.buckets(),
              settings.storePort(),
              event -> announce(event, queue.join(), edits, listener));
    } catch (RuntimeException e) {
      abandon(queue, table);
      throw new CloudException(String.valueOf(e.getMessage()), e);
    }
    try {
      store.createBucket(LocalCloud.UPLOADS);
      store.createBucket(LocalCloud.EDITED);
      LocalQueue started = queue.join();
      Optional<LocalTable> ledger = table.join();
      Optional<FolderWatch> watch =
          settings.watchesFolder()
              ? Optional.of(store.watch(LocalCloud.UPLOADS))
              : Optional.empty();
      return new Servers(store, started, ledger, watch);
    } catch (CompletionException e) {
      store.close();
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new CloudException(
          "The queue or the table cannot be started: " + cause.getMessage(), e);
    }
  }

  private static void abandon(
      CompletableFuture<LocalQueue> queue, CompletableFuture<Optional<LocalTable>> table) {
    var unused =
        CompletableFuture.allOf(
            queue.thenAccept(LocalQueue::close),
            table.thenAccept(started -> started.ifPresent(LocalTable::close)));
  }

  private static LocalQueue queue(CloudSettings settings, DataFolder folder) {
    LocalQueue.Builder builder = LocalQueue.builder();
    LocalQueue queue =
        settings.keepsQueue() ? builder.data(folder.queue()).start() : builder.start();
    queue.createQueue(LocalCloud.DEAD_LETTERS, settings.visibility());
    queue.createQueue(
        LocalCloud.QUEUE,
        settings.visibility(),
        LocalCloud.DEAD_LETTERS,
        settings.maxReceiveCount());
    return queue;
  }

  private static Optional<LocalTable> table(CloudSettings settings, DataFolder folder) {
    if (!settings.keepsLedger()) {
      return Optional.empty();
    }
    LocalTable table = LocalTable.inFolder(folder.table(), 0);
    table.createTable(LEDGER, LEDGER_KEY);
    return Optional.of(table);
  }

  private static void announce(
      StoreEvent event, LocalQueue queue, Edits edits, CloudListener listener) {
    try {
      new Announcements(
              queue.region(), Clock.systemUTC(), edits, body -> queue.send(LocalCloud.QUEUE, body))
          .stored(event);
    } catch (RuntimeException e) {
      listener.problem("The upload of " + event.key() + " was not announced: " + e.getMessage());
      throw e;
    }
  }

  ClientAccess access() {
    return new ClientAccess(
        store.endpoint(),
        queue.endpoint(),
        queue.url(LocalCloud.QUEUE),
        queue.url(LocalCloud.DEAD_LETTERS),
        store.region(),
        store.accessKeyId(),
        store.secretAccessKey());
  }

  /** A new client of the queue; whoever asks for it closes it. */
  SqsClient client() {
    return SqsClients.of(
        queue.endpoint(), queue.region(), queue.accessKeyId(), queue.secretAccessKey());
  }

  @Override
  public void close() {
    watch.ifPresent(FolderWatch::close);
    store.close();
    queue.close();
    table.ifPresent(LocalTable::close);
  }
}
