package io.retouch.parts;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * An SQS server in this process, on the loopback address: ElasticMQ with SQS's own limits. Standard
 * queues; signatures are not checked. With a folder, queues and messages survive the end of the
 * process, {@code kill -9} included; a message that was in flight then is visible at once at the
 * next start, with its receive count, because whoever held it is gone.
 */
public final class LocalQueue implements AutoCloseable {
  private static final String REGION = "us-east-1";
  private static final String ACCESS_KEY_ID = "local";
  private static final String SECRET_ACCESS_KEY = "local-secret";
  private final QueueMemory memory;
  private final QueueServer server;
  private final SqsClient client;

  private LocalQueue(QueueMemory memory, QueueServer server) {
    this.memory = memory;
    this.server = server;
    this.client =
        SqsClient.builder()
            .endpointOverride(endpoint())
            .region(Region.of(REGION))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(ACCESS_KEY_ID, SECRET_ACCESS_KEY)))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  /** A queue server in memory on any free port, unless told otherwise. */
  public static Builder builder() {
    return new Builder();
  }

  /** How to start. */
  public static final class Builder {
    private int port;
    private @Nullable Path data;

    private Builder() {}

    /** Where to listen; 0, the default, for any free port. */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /** The folder in which queues and messages are kept; made if missing; by default nowhere. */
    public Builder data(Path data) {
      this.data = Objects.requireNonNull(data, "data");
      return this;
    }

    /**
     * Starts, with what the folder holds.
     *
     * @throws IllegalStateException if the port is taken, or another process uses the folder
     */
    public LocalQueue start() {
      QueueMemory memory = QueueMemory.open(data);
      try {
        return new LocalQueue(memory, QueueServer.start(port, REGION, memory));
      } catch (RuntimeException e) {
        memory.close();
        throw e;
      }
    }
  }

  /** Where the server listens, for example {@code http://127.0.0.1:41234}. */
  public URI endpoint() {
    return server.endpoint();
  }

  /** The region to sign for, which the queues' ARNs name too. */
  public String region() {
    return REGION;
  }

  /** Any access key id will do; this one is for clients that want one. */
  public String accessKeyId() {
    return ACCESS_KEY_ID;
  }

  /** Any secret will do; this one is for clients that want one. */
  public String secretAccessKey() {
    return SECRET_ACCESS_KEY;
  }

  /**
   * Makes the queue, or sets the visibility time-out of the one that is there.
   *
   * @param visibilityTimeout whole seconds, 0 to 12 hours
   */
  public void createQueue(String name, Duration visibilityTimeout) {
    create(
        name,
        Map.of(
            QueueAttributeName.VISIBILITY_TIMEOUT, Long.toString(visibilityTimeout.toSeconds())));
  }

  /**
   * Makes the queue, or sets the one that is there.
   *
   * @param visibilityTimeout whole seconds, 0 to 12 hours
   * @param deadLetterQueue must exist
   * @param maxReceiveCount 1 to 1000: received more often than that, a message moves
   */
  public void createQueue(
      String name, Duration visibilityTimeout, String deadLetterQueue, int maxReceiveCount) {
    create(
        name,
        Map.of(
            QueueAttributeName.VISIBILITY_TIMEOUT,
            Long.toString(visibilityTimeout.toSeconds()),
            QueueAttributeName.REDRIVE_POLICY,
            "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"%d\"}"
                .formatted(arn(deadLetterQueue), maxReceiveCount)));
  }

  private void create(String name, Map<QueueAttributeName, String> attributes) {
    try {
      String url = client.getQueueUrl(r -> r.queueName(name)).queueUrl();
      client.setQueueAttributes(r -> r.queueUrl(url).attributes(attributes));
    } catch (QueueDoesNotExistException e) {
      client.createQueue(r -> r.queueName(name).attributes(attributes));
    }
  }

  /** The queue's URL, as SQS calls want it. */
  public URI url(String queue) {
    return URI.create(client.getQueueUrl(r -> r.queueName(queue)).queueUrl());
  }

  /** The queue's ARN. */
  public String arn(String queue) {
    return attribute(queue, QueueAttributeName.QUEUE_ARN);
  }

  /**
   * Sends a message.
   *
   * @param body at most 1 MiB of UTF-8, as SQS takes it since August 2025
   */
  public void send(String queue, String body) {
    String url = url(queue).toString();
    client.sendMessage(r -> r.queueUrl(url).messageBody(body));
  }

  /** How many messages can be received now. */
  public int waiting(String queue) {
    return number(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
  }

  /** How many messages were received, and are neither deleted nor visible again. */
  public int inFlight(String queue) {
    return number(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
  }

  /** How many messages were sent with a delay that is not over. */
  public int delayed(String queue) {
    return number(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);
  }

  /** The bodies of all messages that are not deleted, oldest first; none is consumed. */
  public List<String> bodies(String queue) {
    return memory.messages(queue).stream().map(KeptMessage::body).toList();
  }

  /** Stops the server; without a folder its messages are gone. */
  @Override
  public void close() {
    client.close();
    server.close();
    memory.close();
  }

  private int number(String queue, QueueAttributeName name) {
    return Integer.parseInt(attribute(queue, name));
  }

  private String attribute(String queue, QueueAttributeName name) {
    String url = url(queue).toString();
    return client
        .getQueueAttributes(r -> r.queueUrl(url).attributeNames(name))
        .attributes()
        .getOrDefault(name, "");
  }
}
