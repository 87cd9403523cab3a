package io.retouch.local.cloud;

import io.retouch.parts.StoreEvent;
import java.time.Clock;
import java.util.function.Consumer;

/** Tells the queue of every object that arrives in the upload bucket, as S3's notifications do. */
final class Announcements {
  private final String region;
  private final Clock clock;
  private final Edits edits;
  private final Consumer<String> queue;

  /**
   * @param queue sends a message with this body
   */
  Announcements(String region, Clock clock, Edits edits, Consumer<String> queue) {
    this.region = region;
    this.clock = clock;
    this.edits = edits;
    this.queue = queue;
  }

  /** An object was stored, by whatever way. */
  void stored(StoreEvent event) {
    if (!event.bucket().equals(LocalCloud.UPLOADS)) {
      return;
    }
    if (!event.key().endsWith("/")) {
      edits.announced(event.bucket(), event.key(), event.size());
    }
    UploadEvent upload =
        new UploadEvent(
            region, event.bucket(), event.key(), event.size(), event.eTag(), clock.instant());
    queue.accept(upload.notification().toString());
  }
}
