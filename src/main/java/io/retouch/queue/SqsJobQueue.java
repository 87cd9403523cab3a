package io.retouch.queue;

import io.retouch.edit.JobQueue;
import io.retouch.edit.JobSender;
import io.retouch.edit.QueueException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * Standard queues of SQS. Where SQS cannot do what is asked, or cannot be reached, the visibility
 * time-out that the queue was made with applies.
 *
 * <p>Made with its client when the first message waits, so that nothing else pays for its start.
 */
@ApplicationScoped
class SqsJobQueue implements JobQueue, JobSender {
  /** A visibility of 0 s would bring the message back at once. */
  static final Duration MIN_VISIBILITY = Duration.ofSeconds(1);

  /**
   * SQS hides a message for 12 h at most, counted from its receipt ("Amazon SQS visibility
   * timeout"), and refuses what would last longer: a function may have held it for 15 minutes.
   */
  static final Duration MAX_VISIBILITY = Duration.ofHours(12).minusMinutes(16);

  /** The longest delay of SendMessage ("Amazon SQS delay queues": 15 minutes). */
  static final Duration MAX_DELAY = Duration.ofMinutes(15);

  /**
   * SQS forgets a message 14 days after it was first sent, however it is hidden ("Amazon SQS
   * message quotas": the longest retention). From this age on it is sent anew, which leaves days
   * for a function that is not called.
   */
  static final Duration RENEWED_AT_AGE = Duration.ofDays(10);

  /**
   * From so many receives on, a message is sent anew. Has to stay below {@code maxReceiveCount} of
   * the queue's redrive policy, 30 in this deployment: the ten between are for what fails, and is
   * not waiting.
   */
  static final int RENEWED_AT_RECEIVES = 20;

  /** Amazon SQS API Reference, "SendMessageBatch": up to ten messages, 1 MiB in all. */
  private static final int MAX_BATCH = 10;

  private static final Logger LOG = Logger.getLogger(SqsJobQueue.class);

  private final SqsClient sqs;
  private final Clock clock;
  private final Map<QueueName, String> urls = new ConcurrentHashMap<>();

  @Inject
  SqsJobQueue(SqsClient sqs, Clock clock) {
    this.sqs = sqs;
    this.clock = clock;
  }

  @Override
  public boolean postpone(QueuedJob job, Instant until) {
    QueueName queue = QueueName.ofArn(job.queueArn()).orElse(null);
    if (queue == null) {
      LOG.warnf(
          "A waiting message comes back after its queue's own visibility time-out: \"%s\" is not"
              + " the ARN of an SQS queue.",
          job.queueArn());
      return true;
    }
    Instant now = clock.instant();
    Duration wait = now.isBefore(until) ? Duration.between(now, until) : Duration.ZERO;
    try {
      if (isToBeRenewed(job, now)) {
        sendAnew(queue, job.body(), wait);
        return false;
      }
      hide(queue, job.receiptHandle(), wait);
    } catch (SdkException e) {
      LOG.warnf(
          "A waiting message comes back after the visibility time-out of its queue %s, because SQS"
              + " could not be told when: %s",
          queue.name(), e.getMessage());
    }
    return true;
  }

  @Override
  public void send(String queue, List<String> bodies) {
    try {
      String url = queue.contains("/") ? queue : url(new QueueName(queue, Optional.empty()));
      for (int from = 0; from < bodies.size(); from += MAX_BATCH) {
        sendBatch(queue, url, bodies.subList(from, Math.min(bodies.size(), from + MAX_BATCH)));
      }
    } catch (SdkException e) {
      throw new QueueException(
          "could not send to the queue %s: %s".formatted(queue, e.getMessage()), e);
    }
  }

  /** SQS may take some messages of a batch and refuse others, without failing. */
  private void sendBatch(String queue, String url, List<String> bodies) {
    List<SendMessageBatchRequestEntry> entries =
        IntStream.range(0, bodies.size())
            .mapToObj(
                i ->
                    SendMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .messageBody(bodies.get(i))
                        .build())
            .toList();
    List<BatchResultErrorEntry> failed =
        sqs.sendMessageBatch(request -> request.queueUrl(url).entries(entries)).failed();
    if (!failed.isEmpty()) {
      throw new QueueException(
          "the queue %s did not take %d of %d messages: %s"
              .formatted(queue, failed.size(), bodies.size(), failed.get(0).message()));
    }
  }

  private static boolean isToBeRenewed(QueuedJob job, Instant now) {
    return job.receiveCount() >= RENEWED_AT_RECEIVES
        || !job.sentAt().isAfter(now.minus(RENEWED_AT_AGE));
  }

  private void hide(QueueName queue, String receiptHandle, Duration wait) {
    int seconds = seconds(wait, MIN_VISIBILITY, MAX_VISIBILITY);
    String url = url(queue);
    sqs.changeMessageVisibility(
        request -> request.queueUrl(url).receiptHandle(receiptHandle).visibilityTimeout(seconds));
    LOG.debugf("A waiting message of %s comes back in %d s.", queue.name(), seconds);
  }

  private void sendAnew(QueueName queue, String body, Duration wait) {
    int seconds = seconds(wait, Duration.ZERO, MAX_DELAY);
    String url = url(queue);
    sqs.sendMessage(request -> request.queueUrl(url).messageBody(body).delaySeconds(seconds));
    LOG.infof(
        "A message of %s has waited so long that it was sent anew; it comes in %d s.",
        queue.name(), seconds);
  }

  /** Whole seconds, rounded up: coming early would be waiting once more. */
  private static int seconds(Duration wait, Duration least, Duration most) {
    if (wait.compareTo(most) >= 0) {
      return (int) most.toSeconds();
    }
    return (int) Math.max(least.toSeconds(), wait.plusNanos(999_999_999).toSeconds());
  }

  private String url(QueueName queue) {
    String known = urls.get(queue);
    if (known != null) {
      return known;
    }
    String url =
        sqs.getQueueUrl(
                request -> {
                  request.queueName(queue.name());
                  queue.owner().ifPresent(request::queueOwnerAWSAccountId);
                })
            .queueUrl();
    urls.put(queue, url);
    return url;
  }
}
