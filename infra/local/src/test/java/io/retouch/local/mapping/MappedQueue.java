package io.retouch.local.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.retouch.local.host.Invocable;
import io.retouch.parts.LocalQueue;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A queue with its dead-letter queue, and mappings that read it. */
final class MappedQueue implements AutoCloseable {
  static final String NAME = "jobs";
  static final String DEAD = "jobs-dead";

  private final LocalQueue queue;
  private final SqsClient client;

  MappedQueue(Duration visibility, int maxReceiveCount) {
    this.queue = LocalQueue.builder().start();
    queue.createQueue(DEAD, Duration.ofSeconds(30));
    queue.createQueue(NAME, visibility, DEAD, maxReceiveCount);
    this.client =
        SqsClients.of(
            queue.endpoint(), queue.region(), queue.accessKeyId(), queue.secretAccessKey());
  }

  LocalQueue queue() {
    return queue;
  }

  SqsClient client() {
    return client;
  }

  String url() {
    return queue.url(NAME).toString();
  }

  EventSourceMapping.Builder mapping(Invocable function, int concurrency) {
    return EventSourceMapping.builder(
            client, queue.url(NAME), queue.arn(NAME), function, concurrency)
        .window(Duration.ZERO);
  }

  void send(String... bodies) {
    for (String body : bodies) {
      queue.send(NAME, body);
    }
  }

  /** Whether every message was deleted or is dead. */
  boolean isEmpty() {
    // Both numbers in one answer, as a message that becomes visible between two would be missed.
    return client
        .getQueueAttributes(
            request ->
                request
                    .queueUrl(url())
                    .attributeNames(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
        .attributes()
        .values()
        .stream()
        .allMatch("0"::equals);
  }

  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time-out: " + what).isLessThan(end);
      Thread.sleep(10);
    }
  }

  @Override
  public void close() {
    client.close();
    queue.close();
  }
}
