package io.retouch.local.chaos;

import io.retouch.local.cloud.ClientAccess;
import io.retouch.local.cloud.CloudListener;
import io.retouch.local.cloud.Outcome;
import io.retouch.local.host.Result;
import io.retouch.local.mapping.Batch;
import io.retouch.local.mapping.BatchResult;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Hears what the functions say, and does not let anything wait for long: what is not done comes
 * again within seconds, whenever the function wanted it. That a message comes earlier than asked is
 * one more thing that a function has to bear.
 */
final class Witness implements CloudListener, AutoCloseable {
  private static final int LONGEST_WAIT = 5;

  private final Story story;
  private final BiConsumer<Integer, String> lines;
  private final SplittableRandom random;
  private final CompletableFuture<ClientAccess> access = new CompletableFuture<>();
  private final AtomicInteger answered = new AtomicInteger();
  private @Nullable SqsClient client;

  /**
   * @param lines hears everything that the functions print
   */
  Witness(ChaosPlan plan, Story story, BiConsumer<Integer, String> lines) {
    this.random = plan.random("waits");
    this.story = story;
    this.lines = lines;
  }

  /** How many batches the function has answered. */
  int answered() {
    return answered.get();
  }

  /** The cloud is up. */
  void started(ClientAccess cloud) {
    access.complete(cloud);
  }

  @Override
  public void functionLine(int process, String line) {
    lines.accept(process, line);
    Outcome.parse(line)
        .ifPresent(
            outcome ->
                story.tell(
                    outcome.key(),
                    "function " + process + ": " + line.substring(line.indexOf('{'))));
  }

  @Override
  public void ended(Batch batch, BatchResult result) {
    if (result.result() instanceof Result.Answered) {
      answered.incrementAndGet();
    } else {
      story.note("a batch of " + batch.messages().size() + " ended: " + word(result.result()));
    }
    for (Message message : batch.messages()) {
      if (result.failed().contains(message.messageId())) {
        bringBack(message);
      }
    }
  }

  private static String word(Result result) {
    return result instanceof Result.Crashed crash
        ? "its process ended with " + crash.exitCode()
        : result.toString();
  }

  private synchronized void bringBack(Message message) {
    boolean poison = message.body().startsWith(Feeder.POISON);
    int wait = poison ? 0 : random.nextInt(1, LONGEST_WAIT + 1);
    try {
      sqs()
          .changeMessageVisibility(
              request ->
                  request
                      .queueUrl(access.join().queueUrl().toString())
                      .receiptHandle(message.receiptHandle())
                      .visibilityTimeout(wait));
    } catch (SdkException e) {
      story.note("a message could not be brought back: " + e.getMessage());
    }
  }

  private SqsClient sqs() {
    if (client == null) {
      ClientAccess cloud = access.join();
      client =
          SqsClient.builder()
              .endpointOverride(cloud.queue())
              .region(Region.of(cloud.region()))
              .credentialsProvider(
                  StaticCredentialsProvider.create(
                      AwsBasicCredentials.create(cloud.accessKeyId(), cloud.secretAccessKey())))
              .httpClient(UrlConnectionHttpClient.create())
              .build();
    }
    return client;
  }

  @Override
  public void problem(String sentence) {
    story.note(sentence);
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
    }
  }
}
