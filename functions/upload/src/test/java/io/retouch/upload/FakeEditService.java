package io.retouch.upload;

import io.retouch.edit.EditJob;
import io.retouch.edit.EditOutcome;
import io.retouch.edit.EditService;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Ends each edit as scripted for its key, and remembers what it was asked for. */
class FakeEditService implements EditService {
  static final EditOutcome EDITED = new EditOutcome.Edited("results", "result.png");
  static final EditOutcome WAITING =
      new EditOutcome.Waiting("rate_limited", "The API is busy.", Instant.EPOCH);

  private final Map<String, Function<EditJob, EditOutcome>> script = new ConcurrentHashMap<>();
  private final List<EditJob> jobs = new CopyOnWriteArrayList<>();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  /** Edits of other keys end as {@link #EDITED}. */
  void script(String key, Function<EditJob, EditOutcome> edit) {
    script.put(key, edit);
  }

  void script(String key, EditOutcome outcome) {
    script(key, job -> outcome);
  }

  void breaks(String key) {
    script(
        key,
        job -> {
          throw new IllegalStateException("broken by the script");
        });
  }

  /** Waits until as many edits as the barrier wants run at the same time. */
  static EditOutcome meet(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
      return EDITED;
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Never ends, unless it is interrupted. */
  static EditOutcome hang(CountDownLatch interrupted) {
    try {
      new CountDownLatch(1).await();
      return EDITED;
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw new IllegalStateException(e);
    }
  }

  void reset() {
    script.clear();
    jobs.clear();
    most.set(0);
  }

  List<EditJob> jobs() {
    return List.copyOf(jobs);
  }

  List<String> keys() {
    return jobs.stream().map(EditJob::key).sorted().toList();
  }

  /** How many edits ran at the same time at most. */
  int mostSideBySide() {
    return most.get();
  }

  @Override
  public EditOutcome edit(EditJob job) {
    most.accumulateAndGet(running.incrementAndGet(), Math::max);
    try {
      jobs.add(job);
      return Optional.ofNullable(script.get(job.key())).map(edit -> edit.apply(job)).orElse(EDITED);
    } finally {
      running.decrementAndGet();
    }
  }
}
