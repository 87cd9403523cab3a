package io.retouch.local.cloud;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Every picture that this cloud has heard of, the latest {@value #REMEMBERED} at most. Safe for
 * threads.
 */
public final class Edits {
  private static final int REMEMBERED = 10_000;

  private record Source(String bucket, String key) {}

  private final Map<Source, Edit> edits = new LinkedHashMap<>();
  private final Clock clock;
  private final Consumer<Edit> listener;

  /**
   * @param listener called on the telling thread whenever something new became of a picture
   */
  Edits(Clock clock, Consumer<Edit> listener) {
    this.clock = clock;
    this.listener = listener;
  }

  /** An upload; what became of an earlier one under the same key is forgotten. */
  void announced(String bucket, String key, long bytes) {
    put(new Edit(bucket, key, bytes, clock.instant(), List.of(), false));
  }

  /** The function's word. */
  void told(Outcome outcome) {
    Edit told;
    synchronized (this) {
      Edit before = known(outcome.bucket(), outcome.key());
      List<Outcome> outcomes = new ArrayList<>(before.outcomes());
      outcomes.add(outcome);
      told =
          new Edit(before.bucket(), before.key(), before.bytes(), clock.instant(), outcomes, false);
      put(told);
    }
    listener.accept(told);
  }

  /** Its message was found in the dead-letter queue; said once. */
  void died(String bucket, String key) {
    Edit dead;
    synchronized (this) {
      Edit before = known(bucket, key);
      if (before.dead()) {
        return;
      }
      dead = new Edit(bucket, key, before.bytes(), clock.instant(), before.outcomes(), true);
      put(dead);
    }
    listener.accept(dead);
  }

  private Edit known(String bucket, String key) {
    return find(bucket, key)
        .orElseGet(() -> new Edit(bucket, key, -1, clock.instant(), List.of(), false));
  }

  private synchronized void put(Edit edit) {
    Source source = new Source(edit.bucket(), edit.key());
    edits.remove(source);
    edits.put(source, edit);
    if (edits.size() > REMEMBERED) {
      Iterator<Source> oldest = edits.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    notifyAll();
  }

  /** What is known of a picture. */
  public synchronized Optional<Edit> find(String bucket, String key) {
    return Optional.ofNullable(edits.get(new Source(bucket, key)));
  }

  /** All of them, those that changed last first. */
  public synchronized List<Edit> latest() {
    List<Edit> latest = new ArrayList<>(edits.values());
    Collections.reverse(latest);
    return List.copyOf(latest);
  }

  /**
   * Waits for something to become of the pictures.
   *
   * @param condition called with this object's lock held
   * @return whether it came true in time
   */
  public synchronized boolean await(Predicate<Edits> condition, Duration patience)
      throws InterruptedException {
    Instant end = clock.instant().plus(patience);
    while (!condition.test(this)) {
      long left = Duration.between(clock.instant(), end).toMillis();
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
