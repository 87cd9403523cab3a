package io.retouch.local.mapping;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Messages that a function gets in one event.
 *
 * @param number counts the batches of one mapping from 1
 * @param messages at least one, no two with the same id
 */
public record Batch(long number, List<Message> messages) {

  public Batch {
    messages = List.copyOf(messages);
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("A batch has at least one message.");
    }
  }

  /** The messages' ids, in their order. */
  public Set<String> messageIds() {
    Set<String> ids = new LinkedHashSet<>();
    messages.forEach(message -> ids.add(message.messageId()));
    return ids;
  }
}
