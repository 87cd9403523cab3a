package io.retouch.event;

import java.util.Objects;

/**
 * One message of an SQS batch.
 *
 * @param id what {@code batchItemFailures} names the message by
 * @param receiptHandle what SQS wants to hear when the message's visibility is to change; empty
 *     where the event has none
 * @param queueArn the queue that the message came from; empty where the event does not say
 */
public record QueueMessage(String id, String receiptHandle, String queueArn, Contents contents) {
  public QueueMessage {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(receiptHandle, "receiptHandle");
    Objects.requireNonNull(queueArn, "queueArn");
    Objects.requireNonNull(contents, "contents");
    if (id.isEmpty()) {
      throw new IllegalArgumentException("A queue message needs an id.");
    }
  }
}
