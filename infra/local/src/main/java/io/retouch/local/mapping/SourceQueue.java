package io.retouch.local.mapping;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The queue that a mapping reads. All calls may throw what the AWS SDK throws. */
final class SourceQueue {

  /** The most that one request to SQS may carry. */
  static final int REQUEST = 10;

  private final SqsClient client;
  private final String url;

  SourceQueue(SqsClient client, URI url) {
    this.client = client;
    this.url = url.toString();
  }

  /** How long a received message stays invisible. */
  Duration visibilityTimeout() {
    String seconds =
        client
            .getQueueAttributes(
                request ->
                    request.queueUrl(url).attributeNames(QueueAttributeName.VISIBILITY_TIMEOUT))
            .attributes()
            .getOrDefault(QueueAttributeName.VISIBILITY_TIMEOUT, "30");
    return Duration.ofSeconds(Long.parseLong(seconds));
  }

  /**
   * Receives messages.
   *
   * @param most 1 to 10
   * @param wait for the first of them, in whole seconds; 0 to 20
   */
  List<Message> receive(int most, Duration wait) {
    return client
        .receiveMessage(
            request ->
                request
                    .queueUrl(url)
                    .maxNumberOfMessages(most)
                    .waitTimeSeconds(Math.toIntExact(wait.toSeconds()))
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                    .messageAttributeNames("All"))
        .messages();
  }

  /**
   * Deletes messages.
   *
   * @return those that are still there
   */
  List<Message> delete(List<Message> messages) {
    List<Message> left = new ArrayList<>();
    for (List<Message> part : parts(messages)) {
      List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
      for (Message message : part) {
        entries.add(
            DeleteMessageBatchRequestEntry.builder()
                .id(Integer.toString(entries.size()))
                .receiptHandle(message.receiptHandle())
                .build());
      }
      DeleteMessageBatchResponse response =
          client.deleteMessageBatch(request -> request.queueUrl(url).entries(entries));
      Set<String> deleted = new LinkedHashSet<>();
      response.successful().forEach(entry -> deleted.add(entry.id()));
      for (int i = 0; i < part.size(); i++) {
        if (!deleted.contains(Integer.toString(i))) {
          left.add(part.get(i));
        }
      }
    }
    return left;
  }

  /** Makes messages visible again at once. */
  void giveBack(List<Message> messages) {
    for (List<Message> part : parts(messages)) {
      List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
      for (Message message : part) {
        entries.add(
            ChangeMessageVisibilityBatchRequestEntry.builder()
                .id(Integer.toString(entries.size()))
                .receiptHandle(message.receiptHandle())
                .visibilityTimeout(0)
                .build());
      }
      client.changeMessageVisibilityBatch(request -> request.queueUrl(url).entries(entries));
    }
  }

  private static List<List<Message>> parts(List<Message> messages) {
    List<List<Message>> parts = new ArrayList<>();
    for (int from = 0; from < messages.size(); from += REQUEST) {
      parts.add(messages.subList(from, Math.min(from + REQUEST, messages.size())));
    }
    return parts;
  }
}
