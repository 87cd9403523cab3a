package io.retouch.upload;

import io.retouch.edit.Deadline;
import io.retouch.edit.EditJob;
import io.retouch.edit.EditOutcome;
import io.retouch.edit.EditService;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Edits several pictures at a time, never more than its bound.
 *
 * <p>The threads live as long as one invocation: none of them sits through a freeze of the
 * function.
 */
final class SideBySide {
  /**
   * How long an edit may take beyond the deadline to wind up. Half of {@link
   * UploadFunction#SAFETY_MARGIN}, which leaves the other half for the answer: Lambda would
   * otherwise end the function, and all that was done would be done again.
   */
  static final Duration WINDING_UP = UploadFunction.SAFETY_MARGIN.dividedBy(2);

  private static final Logger LOG = Logger.getLogger(SideBySide.class);

  private final EditService service;
  private final int bound;

  SideBySide(EditService service, int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException(
          "retouch.limits.side-by-side has to be 1 or more, but is " + bound + ".");
    }
    this.service = service;
    this.bound = bound;
  }

  /** How a job is named in logs and errors. */
  static String name(EditJob job) {
    return job.preset().map(preset -> "preset " + preset + "'s ").orElse(job.bucket() + "/")
        + job.key();
  }

  /**
   * Edits all of them, whatever becomes of any.
   *
   * @return the jobs that are not done, in the order of the jobs, each with the reason; jobs that
   *     have not ended by the deadline, and a little after, are among them
   */
  Map<EditJob, Failure> edit(Set<EditJob> jobs, Deadline deadline) {
    if (jobs.isEmpty()) {
      return Map.of();
    }
    ExecutorService pool =
        Executors.newFixedThreadPool(Math.min(bound, jobs.size()), threads("edit"));
    try {
      Map<EditJob, Future<EditOutcome>> running = new LinkedHashMap<>();
      for (EditJob job : jobs) {
        running.put(job, pool.submit(() -> Objects.requireNonNull(service.edit(job), "outcome")));
      }
      Map<EditJob, Failure> failures = new LinkedHashMap<>();
      running.forEach(
          (job, outcome) ->
              failure(job, outcome, deadline).ifPresent(failure -> failures.put(job, failure)));
      return failures;
    } finally {
      pool.shutdownNow();
    }
  }

  private static Optional<Failure> failure(
      EditJob job, Future<EditOutcome> running, Deadline deadline) {
    Duration patience = deadline.remaining().plus(WINDING_UP);
    try {
      EditOutcome outcome = running.get(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
      return outcome instanceof EditOutcome.Waiting waiting
          ? Optional.of(
              new Failure(waiting.code() + ": " + waiting.reason(), Optional.of(waiting.until())))
          : Optional.empty();
    } catch (ExecutionException e) {
      LOG.errorf(e.getCause(), "The edit of %s broke off.", name(job));
      return Optional.of(Failure.of("it broke off, see the log"));
    } catch (TimeoutException e) {
      LOG.errorf("The edit of %s did not end before the function's time limit.", name(job));
      return Optional.of(Failure.of("it did not end in time"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(Failure.of("the function is being shut down"));
    }
  }

  /** Threads whose log lines carry the invocation's request id, as those of the caller do. */
  static ThreadFactory threads(String name) {
    Map<String, Object> context = MDC.getMap();
    return work -> {
      Thread thread =
          new Thread(
              () -> {
                context.forEach(MDC::put);
                work.run();
              },
              name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * Why a job is not done.
   *
   * @param reason a few words
   * @param until when to try again, if the job waits; nothing if it failed
   */
  record Failure(String reason, Optional<Instant> until) {
    Failure {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(until, "until");
    }

    static Failure of(String reason) {
      return new Failure(reason, Optional.empty());
    }
  }
}
