package io.retouch.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SqsException;

class LocalQueueTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir Path folder = Path.of("");

  private LocalQueue queue = LocalQueue.builder().start();
  private SqsClient client = Clients.of(queue);

  @BeforeEach
  void createQueues() {
    queue.createQueue("dead", LONG);
    queue.createQueue("uploads", LONG, "dead", 2);
  }

  @AfterEach
  void stop() {
    client.close();
    queue.close();
  }

  private void restartOn(Path data) {
    stop();
    queue = LocalQueue.builder().data(data).start();
    client = Clients.of(queue);
  }

  private String url() {
    return queue.url("uploads").toString();
  }

  private List<Message> receive(int count, Duration visibility) {
    return client
        .receiveMessage(
            r ->
                r.queueUrl(url())
                    .maxNumberOfMessages(count)
                    .visibilityTimeout((int) visibility.toSeconds())
                    .messageAttributeNames("All")
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  private void delete(Message message) {
    client.deleteMessage(r -> r.queueUrl(url()).receiptHandle(message.receiptHandle()));
  }

  private static int receiveCount(Message message) {
    return Integer.parseInt(
        message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT));
  }

  @Test
  void countsAndShowsWhatLiesThere() {
    queue.send("uploads", "one");
    queue.send("uploads", "two");
    client.sendMessage(r -> r.queueUrl(url()).messageBody("three").delaySeconds(600));

    Message received = receive(1, LONG).get(0);

    assertThat(queue.waiting("uploads")).isEqualTo(1);
    assertThat(queue.inFlight("uploads")).isEqualTo(1);
    assertThat(queue.delayed("uploads")).isEqualTo(1);
    assertThat(queue.bodies("uploads")).containsExactlyInAnyOrder("one", "two", "three");

    delete(received);

    assertThat(queue.inFlight("uploads")).isZero();
    assertThat(queue.bodies("uploads")).hasSize(2).doesNotContain(received.body());
  }

  @Test
  void takesMessagesOnceWhileOthersAreReceived() {
    int count = 400;
    Queue<String> received = new ConcurrentLinkedQueue<>();
    List<CompletableFuture<Void>> receivers =
        Stream.generate(() -> CompletableFuture.runAsync(() -> receive(received, count)))
            .limit(4)
            .toList();

    for (int i = 0; i < count; i++) {
      queue.send("uploads", "body " + i);
    }
    receivers.forEach(CompletableFuture::join);

    assertThat(received).hasSize(count).doesNotHaveDuplicates();
    assertThat(queue.bodies("uploads")).isEmpty();
  }

  private void receive(Queue<String> received, int count) {
    String url = url();
    while (received.size() < count) {
      for (Message message :
          client.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(1)).messages()) {
        received.add(message.body());
        delete(message);
      }
    }
  }

  @Test
  void namesQueuesAsSqsDoes() {
    assertThat(queue.arn("uploads")).isEqualTo("arn:aws:sqs:us-east-1:000000000000:uploads");
    assertThat(queue.url("uploads")).hasToString(queue.endpoint() + "/000000000000/uploads");
  }

  @Test
  void setsAQueueThatIsThere() {
    queue.send("uploads", "one");

    queue.createQueue("uploads", Duration.ofSeconds(7), "dead", 3);

    var attributes =
        client
            .getQueueAttributes(r -> r.queueUrl(url()).attributeNamesWithStrings("All"))
            .attributesAsStrings();
    assertThat(attributes).containsEntry("VisibilityTimeout", "7");
    assertThat(attributes.get("RedrivePolicy")).contains("\"maxReceiveCount\":3");
    assertThat(queue.bodies("uploads")).containsExactly("one");
  }

  @Test
  void movesAMessageThatWasReceivedTooOften() throws Exception {
    queue.send("uploads", "poison");

    assertThat(receive(1, Duration.ZERO)).extracting(LocalQueueTest::receiveCount).containsOnly(1);
    assertThat(receive(1, Duration.ZERO)).extracting(LocalQueueTest::receiveCount).containsOnly(2);
    assertThat(receive(1, Duration.ZERO)).isEmpty();

    Await.until("the message lies in dead", () -> queue.waiting("dead") == 1);
    assertThat(queue.bodies("dead")).containsExactly("poison");
    Await.until("the message has left uploads", () -> queue.bodies("uploads").isEmpty());
    assertThat(queue.bodies("uploads")).isEmpty();
  }

  @Test
  void showsAMessageAgainOnceItsVisibilityIsSetToZero() {
    queue.send("uploads", "one");
    Message received = receive(1, LONG).get(0);
    assertThat(receive(1, LONG)).isEmpty();

    client.changeMessageVisibility(
        r -> r.queueUrl(url()).receiptHandle(received.receiptHandle()).visibilityTimeout(0));

    assertThat(receive(1, LONG)).extracting(LocalQueueTest::receiveCount).containsExactly(2);
  }

  @Test
  void hidesAMessageForAsLongAsItsReceiverAsks() throws Exception {
    queue.send("uploads", "one");
    long begun = System.nanoTime();
    receive(1, Duration.ofSeconds(1));

    Await.until("the message is visible again", () -> !receive(1, LONG).isEmpty());

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(900));
  }

  @Test
  void answersALongPollAsSoonAsAMessageComes() throws Exception {
    String url = url();
    CompletableFuture<List<Message>> polled =
        CompletableFuture.supplyAsync(
            () -> client.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(20)).messages());

    queue.send("uploads", "one");

    // A poll that nothing wakes would answer with nothing after its 20 seconds.
    assertThat(polled.get()).extracting(Message::body).containsExactly("one");
  }

  @Test
  void holdsALongPollUntilItsTimeIsOver() {
    long begun = System.nanoTime();

    assertThat(client.receiveMessage(r -> r.queueUrl(url()).waitTimeSeconds(1)).messages())
        .isEmpty();

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(900));
  }

  @Test
  void refusesABodyOfMoreThanOneMebibyte() {
    String largest = "x".repeat(1_048_576);

    queue.send("uploads", largest);

    assertThat(queue.bodies("uploads")).containsExactly(largest);
    assertThatThrownBy(() -> queue.send("uploads", largest + "x")).isInstanceOf(SqsException.class);
  }

  @Test
  void keepsExactlyWhatWasNotDeletedOverARestart() {
    restartOn(folder);
    createQueues();
    List.of("one", "two", "three", "drei: ü 水彩 🎨").forEach(body -> queue.send("uploads", body));
    List<Message> received = receive(2, LONG);
    delete(received.get(0));
    List<String> left = queue.bodies("uploads");

    restartOn(folder);

    assertThat(left).hasSize(3).doesNotContain(received.get(0).body());
    assertThat(queue.bodies("uploads")).isEqualTo(left);
    assertThat(queue.waiting("uploads")).isEqualTo(3);
    assertThat(receive(10, LONG))
        .extracting(Message::body, LocalQueueTest::receiveCount)
        .containsExactlyInAnyOrderElementsOf(
            left.stream()
                .map(body -> tuple(body, body.equals(received.get(1).body()) ? 2 : 1))
                .toList());
  }

  @Test
  void keepsSettingsReceiveCountsAndDeadLettersOverARestart() throws Exception {
    restartOn(folder);
    createQueues();
    queue.send("uploads", "poison");
    receive(1, Duration.ZERO);

    restartOn(folder);
    assertThat(receive(1, Duration.ZERO)).extracting(LocalQueueTest::receiveCount).containsOnly(2);
    restartOn(folder);
    assertThat(receive(1, Duration.ZERO)).isEmpty();
    Await.until("the message lies in dead", () -> queue.bodies("dead").size() == 1);
    restartOn(folder);

    assertThat(queue.bodies("uploads")).isEmpty();
    assertThat(queue.waiting("dead")).isEqualTo(1);
    assertThat(queue.bodies("uploads")).isEmpty();
    assertThat(
            client
                .getQueueAttributes(r -> r.queueUrl(url()).attributeNamesWithStrings("All"))
                .attributesAsStrings())
        .containsEntry("VisibilityTimeout", "300");
  }

  @Test
  void keepsAttributesAndDelaysOverARestart() {
    restartOn(folder);
    createQueues();
    Map<String, MessageAttributeValue> attributes =
        Map.of(
            "text",
            MessageAttributeValue.builder().dataType("String.label").stringValue("ü").build(),
            "number",
            MessageAttributeValue.builder().dataType("Number").stringValue("7").build(),
            "bytes",
            MessageAttributeValue.builder()
                .dataType("Binary")
                .binaryValue(SdkBytes.fromByteArray(new byte[] {0, -1}))
                .build());
    client.sendMessage(r -> r.queueUrl(url()).messageBody("a").messageAttributes(attributes));
    client.sendMessage(r -> r.queueUrl(url()).messageBody("b").delaySeconds(600));

    restartOn(folder);

    assertThat(queue.delayed("uploads")).isEqualTo(1);
    assertThat(receive(10, LONG))
        .singleElement()
        .satisfies(message -> assertThat(message.messageAttributes()).isEqualTo(attributes));
  }

  @Test
  void forgetsADeletedQueue() {
    restartOn(folder);
    createQueues();
    queue.send("uploads", "one");
    client.deleteQueue(r -> r.queueUrl(url()));

    restartOn(folder);

    assertThat(client.listQueues().queueUrls()).containsExactly(queue.url("dead").toString());
    createQueues();
    assertThat(queue.bodies("uploads")).isEmpty();
  }

  @Test
  void forgetsWhatWasPurged() {
    restartOn(folder);
    createQueues();
    queue.send("uploads", "one");
    receive(1, LONG);
    queue.send("uploads", "two");
    queue.send("dead", "other");

    client.purgeQueue(r -> r.queueUrl(url()));
    queue.send("uploads", "three");
    List<String> left = queue.bodies("uploads");
    restartOn(folder);

    assertThat(left).containsExactly("three");
    assertThat(queue.bodies("uploads")).containsExactly("three");
    assertThat(queue.waiting("uploads")).isEqualTo(1);
    assertThat(queue.bodies("dead")).containsExactly("other");
  }

  @Test
  void outlivesAKilledProcess() throws Exception {
    Process process = QueueProcess.start(folder, 50);
    List<String> said;
    try (var lines = process.inputReader()) {
      said = lines.lines().takeWhile(line -> !line.equals("done")).toList();
      process.destroyForcibly().waitFor();
    }

    restartOn(folder);

    assertThat(said).hasSize(49);
    assertThat(queue.bodies("uploads")).containsExactlyInAnyOrderElementsOf(said);
    assertThat(queue.waiting("uploads")).isEqualTo(49);
  }

  @Test
  void runsBesideAnotherOnOtherData() {
    restartOn(folder.resolve("ours"));
    createQueues();
    queue.send("uploads", "ours");

    try (LocalQueue other = LocalQueue.builder().data(folder.resolve("theirs")).start()) {
      other.createQueue("uploads", LONG);
      other.send("uploads", "theirs");

      assertThat(other.endpoint()).isNotEqualTo(queue.endpoint());
      assertThat(other.bodies("uploads")).containsExactly("theirs");
    }
    restartOn(folder.resolve("ours"));
    assertThat(queue.bodies("uploads")).containsExactly("ours");
  }

  @Test
  void listensWhereItIsTold() {
    int port = queue.endpoint().getPort();
    stop();

    queue = LocalQueue.builder().port(port).start();
    client = Clients.of(queue);
    createQueues();

    assertThat(queue.url("uploads"))
        .hasToString("http://127.0.0.1:" + port + "/000000000000/uploads");
  }

  @Test
  void saysThatAPortIsTaken() {
    int taken = queue.endpoint().getPort();

    assertThatThrownBy(() -> LocalQueue.builder().data(folder).port(taken).start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("port " + taken);

    restartOn(folder);
  }

  @Test
  void saysThatAFolderIsInUse() {
    restartOn(folder);

    assertThatThrownBy(() -> LocalQueue.builder().data(folder).start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(folder.toString());
  }
}
