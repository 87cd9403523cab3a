package io.retouch.edit;

import java.time.Instant;
import java.util.Objects;

/**
 * Port to the queue that jobs come from. It lets a job wait without counting the wait against it:
 * nothing ends in a dead-letter queue, or is forgotten, because it waited.
 */
public interface JobQueue {
  /**
   * Lets a job come back at about a time; earlier where the queue cannot hold it for so long. The
   * job is never lost: at worst it is delivered once more than needed.
   *
   * @param until when it makes sense to try again; a time that has passed means soon
   * @return whether the job stays in the queue, so that it has to be reported as not done; if not,
   *     it was sent anew, and this delivery of it is to be consumed. A queue that cannot be reached
   *     is told of in the log, and the job stays.
   */
  boolean postpone(QueuedJob job, Instant until);

  /**
   * A job as it was received.
   *
   * @param queueArn the queue it came from
   * @param receiptHandle what the queue knows this delivery by
   * @param body what to send where it is sent anew
   * @param sentAt when it was first sent; {@link Instant#MAX} where that is not known, which is
   *     never long ago
   * @param receiveCount how often it was received, this time included; 1 where that is not known
   */
  record QueuedJob(
      String queueArn, String receiptHandle, String body, Instant sentAt, int receiveCount) {
    public QueuedJob {
      Objects.requireNonNull(queueArn, "queueArn");
      Objects.requireNonNull(receiptHandle, "receiptHandle");
      Objects.requireNonNull(body, "body");
      Objects.requireNonNull(sentAt, "sentAt");
      if (receiveCount < 1) {
        throw new IllegalArgumentException(
            "A job in hand was received at least once, not " + receiveCount + " times.");
      }
    }
  }
}
