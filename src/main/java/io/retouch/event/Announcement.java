package io.retouch.event;

import java.util.List;
import java.util.Objects;

/** What a function was called with, told apart by how its caller wants to be answered. */
public sealed interface Announcement {
  /**
   * A batch from an SQS queue: each message is answered for on its own.
   *
   * @param messages in the order of the batch
   */
  record QueueBatch(List<QueueMessage> messages) implements Announcement {
    public QueueBatch {
      messages = List.copyOf(messages);
    }
  }

  /** An event from anywhere else: it can only be taken or failed as a whole. */
  record Direct(Contents contents) implements Announcement {
    public Direct {
      Objects.requireNonNull(contents, "contents");
    }
  }
}
