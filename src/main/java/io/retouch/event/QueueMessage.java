package io.retouch.event;

import java.time.Instant;
import java.util.Objects;

/**
 * One message of an SQS batch.
 *
 * @param id what {@code batchItemFailures} names the message by
 * @param receiptHandle what SQS wants to hear when the message's visibility is to change; empty
 *     where the event has none
 * @param queueArn the queue that the message came from; empty where the event does not say
 * @param body as it was sent
 * @param sentAt when it was first sent; {@link Instant#MAX} where the event does not say
 * @param receiveCount how often it was received, this time included; 1 where the event does not say
 */
public record QueueMessage(
    String id,
    String receiptHandle,
    String queueArn,
    String body,
    Instant sentAt,
    int receiveCount,
    Contents contents) {
  public QueueMessage {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(receiptHandle, "receiptHandle");
    Objects.requireNonNull(queueArn, "queueArn");
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(sentAt, "sentAt");
    Objects.requireNonNull(contents, "contents");
    if (id.isEmpty()) {
      throw new IllegalArgumentException("A queue message needs an id.");
    }
    if (receiveCount < 1) {
      throw new IllegalArgumentException(
          "A message in hand was received at least once, not " + receiveCount + " times.");
    }
  }
}
