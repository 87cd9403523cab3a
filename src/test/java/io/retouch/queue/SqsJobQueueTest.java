package io.retouch.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retouch.edit.JobQueue.QueuedJob;
import io.retouch.edit.QueueException;
import io.retouch.parts.LocalQueue;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** The adapter alone, against a real queue server and against none. */
class SqsJobQueueTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Instant SENT = NOW.minusSeconds(60);
  private static final String BODY = "{\"Records\":[{\"key\":\"Blüte 水彩\"}]}";

  private final List<SdkRequest> requests = new CopyOnWriteArrayList<>();
  private final LocalQueue server = LocalQueue.builder().start();
  private final SqsClient client = client(server.endpoint());
  private final SqsJobQueue queue = new SqsJobQueue(client, Clock.fixed(NOW, ZoneOffset.UTC));

  @BeforeEach
  void createQueues() {
    server.createQueue("uploads", Duration.ofMinutes(5));
    server.createQueue("others", Duration.ofMinutes(5));
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void bringsAMessageBackAtTheTimeAskedForAndNotBefore() throws InterruptedException {
    Message received = received("uploads");
    long begun = System.nanoTime();

    boolean stays = queue.postpone(job("uploads", received, SENT, 1), NOW.plusSeconds(2));

    assertThat(stays).isTrue();
    assertThat(server.waiting("uploads")).isZero();
    awaitUntil("the message is visible again", () -> server.waiting("uploads") == 1);
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(Duration.ofMillis(1500), Duration.ofSeconds(15));
    assertThat(received("uploads", 0).body()).isEqualTo(BODY);
  }

  @ParameterizedTest
  @CsvSource({
    "PT-5M, 1",
    "PT0S, 1",
    "PT0.001S, 1",
    "PT1S, 1",
    "PT1.001S, 2",
    "PT11H43M59S, 42239",
    "PT11H44M, 42240",
    "PT11H44M0.001S, 42240",
    "PT12H, 42240",
    "P400D, 42240",
  })
  void hidesAMessageForAtLeastASecondAndAtMostAlmostTwelveHours(Duration wait, int seconds) {
    boolean stays = queue.postpone(job("uploads", received("uploads"), SENT, 1), NOW.plus(wait));

    assertThat(stays).isTrue();
    assertThat(requests(ChangeMessageVisibilityRequest.class))
        .extracting(ChangeMessageVisibilityRequest::visibilityTimeout)
        .containsExactly(seconds);
    assertThat(server.inFlight("uploads")).isEqualTo(1);
    assertThat(server.bodies("uploads")).containsExactly(BODY);
  }

  @Test
  void hidesAMessageForAsLongAsThereIsTime() {
    queue.postpone(job("uploads", received("uploads"), SENT, 1), Instant.MAX);

    assertThat(requests(ChangeMessageVisibilityRequest.class))
        .extracting(ChangeMessageVisibilityRequest::visibilityTimeout)
        .containsExactly(42240);
  }

  @ParameterizedTest
  @CsvSource({"P10D, 1", "P13D, 1", "PT0S, 20", "PT0S, 29", "P11D, 25"})
  void sendsAnewWhatIsOldOrWasReceivedOften(Duration age, int receives) {
    Message received = received("uploads");

    boolean stays =
        queue.postpone(job("uploads", received, NOW.minus(age), receives), NOW.plusSeconds(60));
    delete("uploads", received);

    assertThat(stays).isFalse();
    assertThat(requests(ChangeMessageVisibilityRequest.class)).isEmpty();
    assertThat(server.delayed("uploads")).isEqualTo(1);
    assertThat(server.bodies("uploads")).containsExactly(BODY);
  }

  @ParameterizedTest
  @CsvSource({"P9DT23H59M59.999S, 1", "PT0S, 19", "P9DT23H59M59.999S, 19", "PT-1H, 1"})
  void keepsWhatIsYoungerAndWasReceivedLessOften(Duration age, int receives) {
    boolean stays =
        queue.postpone(
            job("uploads", received("uploads"), NOW.minus(age), receives), NOW.plusSeconds(60));

    assertThat(stays).isTrue();
    assertThat(requests(SendMessageRequest.class)).isEmpty();
    assertThat(server.inFlight("uploads")).isEqualTo(1);
  }

  @Test
  void keepsAMessageOfWhichItIsNotKnownWhenItWasSent() {
    assertThat(queue.postpone(job("uploads", received("uploads"), Instant.MAX, 1), NOW)).isTrue();
    assertThat(requests(SendMessageRequest.class)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PT-1S, 0",
    "PT0S, 0",
    "PT0.001S, 1",
    "PT14M59S, 899",
    "PT15M, 900",
    "PT15M0.001S, 900",
    "PT12H, 900",
  })
  void delaysWhatItSendsAnewByAtMostAQuarterOfAnHour(Duration wait, int seconds) {
    queue.postpone(job("uploads", received("uploads"), SENT, 20), NOW.plus(wait));

    assertThat(requests(SendMessageRequest.class))
        .extracting(SendMessageRequest::delaySeconds)
        .containsExactly(seconds);
  }

  @Test
  void knowsEachQueueByItsOwnNameAndAsksForItOnce() {
    Message upload = received("uploads");
    Message other = received("others");
    requests.clear();

    for (int i = 0; i < 2; i++) {
      assertThat(queue.postpone(job("uploads", upload, SENT, 1), NOW.plusSeconds(60))).isTrue();
      assertThat(queue.postpone(job("others", other, SENT, 20), NOW.plusSeconds(60))).isFalse();
    }

    assertThat(requests(GetQueueUrlRequest.class))
        .extracting(GetQueueUrlRequest::queueName)
        .containsExactly("uploads", "others");
    assertThat(server.inFlight("uploads")).isEqualTo(1);
    assertThat(server.delayed("uploads")).isZero();
    assertThat(server.delayed("others")).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"000000000000,", "123456789012, 123456789012", "12345678901,", "'',"})
  void namesTheQueuesOwnerWhereItHasOne(String account, String owner) {
    queue.postpone(
        new QueuedJob("arn:aws:sqs:us-east-1:" + account + ":uploads", "none", BODY, SENT, 1), NOW);

    assertThat(requests(GetQueueUrlRequest.class))
        .singleElement()
        .satisfies(request -> assertThat(request.queueOwnerAWSAccountId()).isEqualTo(owner));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "10, 1", "11, 2", "25, 3"})
  void sendsAnyNumberOfJobsTenAtATime(int jobs, int batches) {
    List<String> bodies = IntStream.range(0, jobs).mapToObj(i -> BODY + i).toList();

    queue.send("uploads", bodies);

    assertThat(server.bodies("uploads")).containsExactlyInAnyOrderElementsOf(bodies);
    assertThat(requests(SendMessageBatchRequest.class)).hasSize(batches);
  }

  @Test
  void sendsToAQueueByItsUrlWithoutAskingForIt() {
    queue.send(server.url("uploads").toString(), List.of(BODY));

    assertThat(server.bodies("uploads")).containsExactly(BODY);
    assertThat(requests(GetQueueUrlRequest.class)).isEmpty();
  }

  @Test
  void saysThatAQueueDoesNotExist() {
    assertThatThrownBy(() -> queue.send("gone", List.of(BODY)))
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("could not send to the queue gone");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20})
  void leavesAMessageInAQueueThatDoesNotExist(int receives) {
    QueuedJob job =
        new QueuedJob("arn:aws:sqs:us-east-1:000000000000:gone", "handle", BODY, SENT, receives);

    assertThat(queue.postpone(job, NOW.plusSeconds(60))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "uploads", "arn:aws:s3:::uploads", "arn:aws:sqs:us-east-1:1:"})
  void leavesAMessageThatDoesNotSayWhereItComesFrom(String arn) {
    assertThat(queue.postpone(new QueuedJob(arn, "handle", BODY, SENT, 20), NOW)).isTrue();
    assertThat(requests).isEmpty();
  }

  @Test
  void leavesAMessageWhoseReceiptSqsDoesNotKnow() {
    QueuedJob job = new QueuedJob(server.arn("uploads"), "no such receipt", BODY, SENT, 1);

    assertThat(queue.postpone(job, NOW.plusSeconds(60))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20})
  void leavesAMessageWhereSqsCannotBeReached(int receives) {
    QueuedJob job = job("uploads", received("uploads"), SENT, receives);
    server.close();

    assertThat(queue.postpone(job, NOW.plusSeconds(60))).isTrue();
  }

  private <T> List<T> requests(Class<T> kind) {
    return requests.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private Message received(String name) {
    server.send(name, BODY);
    return received(name, 300);
  }

  private Message received(String name, int visibility) {
    return client
        .receiveMessage(r -> r.queueUrl(server.url(name).toString()).visibilityTimeout(visibility))
        .messages()
        .get(0);
  }

  private void delete(String name, Message message) {
    client.deleteMessage(
        r -> r.queueUrl(server.url(name).toString()).receiptHandle(message.receiptHandle()));
  }

  private QueuedJob job(String name, Message message, Instant sentAt, int receives) {
    return new QueuedJob(
        server.arn(name), message.receiptHandle(), message.body(), sentAt, receives);
  }

  private SqsClient client(URI endpoint) {
    return SqsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(server.region()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(server.accessKeyId(), server.secretAccessKey())))
        .httpClient(UrlConnectionHttpClient.create())
        .overrideConfiguration(c -> c.addExecutionInterceptor(new Remembering(requests)))
        .build();
  }

  @SuppressWarnings("BusyWait") // what is awaited here offers nothing to wait on
  private static void awaitUntil(String what, BooleanSupplier condition)
      throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("not within 15 s: " + what).isLessThan(end);
      Thread.sleep(10);
    }
  }

  /** Keeps every request that is made. */
  private record Remembering(List<SdkRequest> requests) implements ExecutionInterceptor {
    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      requests.add(context.request());
    }
  }
}
