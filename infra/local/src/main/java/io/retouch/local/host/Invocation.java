package io.retouch.local.host;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** One event on its way through a function. */
final class Invocation {
  private final String id = UUID.randomUUID().toString();
  private final byte[] event;
  private final Instant deadline;
  private final AtomicBoolean answered = new AtomicBoolean();
  private final CompletableFuture<Result> result = new CompletableFuture<>();

  /**
   * @param event what the function receives
   * @param deadline when its process is killed
   */
  Invocation(byte[] event, Instant deadline) {
    this.event = event.clone();
    this.deadline = deadline;
  }

  /** The request id. */
  String id() {
    return id;
  }

  byte[] event() {
    return event;
  }

  Instant deadline() {
    return deadline;
  }

  /** True for the first caller alone, as an invocation is answered once. */
  boolean claimAnswer() {
    return answered.compareAndSet(false, true);
  }

  /** Completed when the process has answered. */
  CompletableFuture<Result> result() {
    return result;
  }
}
