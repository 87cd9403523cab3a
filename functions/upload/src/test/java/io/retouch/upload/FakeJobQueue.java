package io.retouch.upload;

import io.retouch.edit.JobQueue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers what was postponed by its body, and sends anew or breaks as scripted for a body. */
class FakeJobQueue implements JobQueue {
  private final Map<QueuedJob, Instant> postponed = new ConcurrentHashMap<>();
  private final Set<String> sentAnew = ConcurrentHashMap.newKeySet();
  private final Set<String> breaking = ConcurrentHashMap.newKeySet();

  void sendsAnew(Object body) {
    sentAnew.add(body.toString());
  }

  void breaksFor(Object body) {
    breaking.add(body.toString());
  }

  /** When the message with this body is to come back. */
  List<Instant> untils(Object body) {
    return postponed.entrySet().stream()
        .filter(entry -> entry.getKey().body().equals(body.toString()))
        .map(Map.Entry::getValue)
        .toList();
  }

  Set<QueuedJob> jobs() {
    return Set.copyOf(postponed.keySet());
  }

  @Override
  public boolean postpone(QueuedJob job, Instant until) {
    if (breaking.contains(job.body())) {
      throw new IllegalStateException("broken by the script");
    }
    postponed.put(job, until);
    return !sentAnew.contains(job.body());
  }
}
