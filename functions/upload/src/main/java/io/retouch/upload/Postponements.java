package io.retouch.upload;

import io.retouch.edit.Deadline;
import io.retouch.edit.JobQueue;
import io.retouch.edit.JobQueue.QueuedJob;
import io.retouch.event.QueueMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** Has waiting messages come back when that makes sense, without holding up the answer. */
final class Postponements {
  /**
   * How long after the deadline the queue is waited for: half of what {@link SideBySide#WINDING_UP}
   * leaves of {@link UploadFunction#SAFETY_MARGIN}. An answer that came too late would have every
   * message of the batch delivered again.
   */
  static final Duration PATIENCE = SideBySide.WINDING_UP.plus(SideBySide.WINDING_UP.dividedBy(2));

  /** How many messages are postponed at a time. */
  private static final int SIDE_BY_SIDE = 4;

  private static final Logger LOG = Logger.getLogger(Postponements.class);

  private final JobQueue queue;

  Postponements(JobQueue queue) {
    this.queue = queue;
  }

  /**
   * Postpones all of them, whatever becomes of any.
   *
   * @param waiting each message with the time at which it is to come back
   * @return the messages that are known to have been sent anew, so that they are done
   */
  Set<QueueMessage> postpone(Map<QueueMessage, Instant> waiting, Deadline deadline) {
    if (waiting.isEmpty()) {
      return Set.of();
    }
    ExecutorService pool =
        Executors.newFixedThreadPool(
            Math.min(SIDE_BY_SIDE, waiting.size()), SideBySide.threads("postpone"));
    try {
      Map<QueueMessage, Future<Boolean>> running = new LinkedHashMap<>();
      waiting.forEach(
          (message, until) ->
              running.put(message, pool.submit(() -> queue.postpone(job(message), until))));
      Set<QueueMessage> sentAnew = new LinkedHashSet<>();
      running.forEach(
          (message, stays) -> {
            if (isSentAnew(message, stays, deadline)) {
              sentAnew.add(message);
            }
          });
      return sentAnew;
    } finally {
      pool.shutdownNow();
    }
  }

  private static boolean isSentAnew(
      QueueMessage message, Future<Boolean> stays, Deadline deadline) {
    Duration patience = deadline.remaining().plus(PATIENCE);
    try {
      return !stays.get(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      LOG.errorf(e.getCause(), "Message %s could not be postponed.", message.id());
    } catch (TimeoutException e) {
      LOG.warnf("Message %s was not postponed before the function's time limit.", message.id());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private static QueuedJob job(QueueMessage message) {
    return new QueuedJob(
        message.queueArn(),
        message.receiptHandle(),
        message.body(),
        message.sentAt(),
        message.receiveCount());
  }
}
