package io.retouch.local.mapping;

import static io.retouch.local.mapping.FakeFunction.body;
import static io.retouch.local.mapping.FakeFunction.done;
import static io.retouch.local.mapping.FakeFunction.failed;
import static io.retouch.local.mapping.FakeFunction.receipts;
import static io.retouch.local.mapping.MappedQueue.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.retouch.local.host.Result;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

@Timeout(120)
class EventSourceMappingTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final MappedQueue queue = new MappedQueue(SECOND, 100);

  /** For batches with a window, which must not outlast the visibility of their messages. */
  private void keepInvisibleForThreeSeconds() {
    queue.queue().createQueue(MappedQueue.NAME, Duration.ofSeconds(3), MappedQueue.DEAD, 100);
  }

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void handsMessagesOverInLambdasShape() throws Exception {
    FakeFunction function = new FakeFunction(messages -> done());
    long before = System.currentTimeMillis();
    MessageAttributeValue text =
        MessageAttributeValue.builder().dataType("String").stringValue("blue").build();
    MessageAttributeValue bytes =
        MessageAttributeValue.builder()
            .dataType("Binary")
            .binaryValue(SdkBytes.fromUtf8String("abc"))
            .build();
    queue
        .client()
        .sendMessage(
            request ->
                request
                    .queueUrl(queue.url())
                    .messageBody("{\"a\": \"水\"}")
                    .messageAttributes(Map.of("text", text, "bytes", bytes)));

    try (EventSourceMapping mapping = queue.mapping(function, 1).start()) {
      await("the message is done", queue::isEmpty);
      assertThat(mapping).isNotNull();
    }

    JsonNode message = function.batches().get(0).get(0);
    assertThat(message.path("messageId").asText()).isNotEmpty();
    assertThat(message.path("receiptHandle").asText()).isNotEmpty();
    assertThat(message.path("body").asText()).isEqualTo("{\"a\": \"水\"}");
    assertThat(message.path("md5OfBody").asText()).matches("[0-9a-f]{32}");
    assertThat(message.path("eventSource").asText()).isEqualTo("aws:sqs");
    assertThat(message.path("eventSourceARN").asText())
        .isEqualTo("arn:aws:sqs:us-east-1:000000000000:jobs");
    assertThat(message.path("awsRegion").asText()).isEqualTo("us-east-1");
    JsonNode attributes = message.path("attributes");
    assertThat(attributes.path("ApproximateReceiveCount").textValue()).isEqualTo("1");
    assertThat(attributes.path("SenderId").asText()).isNotEmpty();
    assertThat(Long.parseLong(attributes.path("SentTimestamp").textValue()))
        .isBetween(before, System.currentTimeMillis());
    assertThat(Long.parseLong(attributes.path("ApproximateFirstReceiveTimestamp").textValue()))
        .isBetween(before, System.currentTimeMillis());
    JsonNode own = message.path("messageAttributes");
    assertThat(own.at("/text/dataType").asText()).isEqualTo("String");
    assertThat(own.at("/text/stringValue").asText()).isEqualTo("blue");
    assertThat(own.at("/text/stringListValues").isArray()).isTrue();
    assertThat(own.at("/bytes/binaryValue").asText()).isEqualTo("YWJj");
  }

  @Test
  void deletesWhatSucceededAndBringsBackWhatFailed() throws Exception {
    FakeFunction function =
        new FakeFunction(
            messages ->
                failed(
                    messages.stream()
                        .filter(message -> body(message).startsWith("bad"))
                        .filter(message -> receipts(message) == 1)
                        .toList()));
    queue.send("good 1", "bad 1", "good 2", "bad 2");
    List<BatchResult> results = new CopyOnWriteArrayList<>();

    try (EventSourceMapping mapping = queue.mapping(function, 1).listener(ended(results)).start()) {
      await("all messages are done", queue::isEmpty);
      assertThat(mapping).isNotNull();
    }

    assertThat(function.bodies())
        .containsExactlyInAnyOrder("good 1", "bad 1", "good 2", "bad 2", "bad 1", "bad 2");
    assertThat(results.stream().mapToInt(result -> result.failed().size()).sum()).isEqualTo(2);
    assertThat(results).allMatch(result -> result.problem().isEmpty());
  }

  private static MappingListener ended(List<BatchResult> results) {
    return new MappingListener() {
      @Override
      public void ended(Batch batch, BatchResult result) {
        results.add(result);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"unknown\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}"
      })
  void deletesNothingAfterAnAnswerThatCannotBeUnderstood(String answer) throws Exception {
    keepInvisibleForThreeSeconds();
    FakeFunction function =
        new FakeFunction(
            messages -> receipts(messages.get(0)) == 1 ? new Result.Answered(answer) : done());
    queue.send("one", "two");
    List<BatchResult> results = new CopyOnWriteArrayList<>();

    try (EventSourceMapping mapping =
        queue.mapping(function, 1).window(SECOND).listener(ended(results)).start()) {
      await("all messages are done", queue::isEmpty);
      assertThat(mapping).isNotNull();
    }

    assertThat(function.bodies()).containsExactlyInAnyOrder("one", "two", "one", "two");
    assertThat(results.get(0).problem()).isPresent();
  }

  @Test
  void bringsAWholeBatchBackAfterAFailureOfTheFunction() throws Exception {
    keepInvisibleForThreeSeconds();
    FakeFunction function =
        new FakeFunction(
            messages ->
                receipts(messages.get(0)) == 1
                    ? new Result.FunctionFailed("io.Broken", "it broke")
                    : done());
    queue.send("one", "two", "three");
    List<BatchResult> results = new CopyOnWriteArrayList<>();

    try (EventSourceMapping mapping =
        queue.mapping(function, 1).window(SECOND).listener(ended(results)).start()) {
      await("all messages are done", queue::isEmpty);
      assertThat(mapping).isNotNull();
    }

    assertThat(function.bodies()).hasSize(6);
    assertThat(results.get(0).problem()).contains("The function failed: io.Broken: it broke");
    assertThat(results.get(0).failed()).hasSize(3);
  }

  @Test
  void leavesAPoisonMessageToTheDeadLetterQueueWhileItsNeighboursSucceed() throws Exception {
    queue.queue().createQueue(MappedQueue.NAME, SECOND, MappedQueue.DEAD, 3);
    FakeFunction function =
        new FakeFunction(
            messages ->
                failed(
                    messages.stream().filter(message -> body(message).equals("poison")).toList()));
    queue.send("one", "poison", "two");

    try (EventSourceMapping mapping = queue.mapping(function, 2).start()) {
      await("the poison is dead", () -> queue.queue().waiting(MappedQueue.DEAD) == 1);
      assertThat(mapping).isNotNull();
    }

    assertThat(function.bodies()).filteredOn("poison"::equals).hasSize(3);
    assertThat(function.bodies()).filteredOn("one"::equals).hasSize(1);
    assertThat(function.bodies()).filteredOn("two"::equals).hasSize(1);
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.queue().bodies(MappedQueue.DEAD)).containsExactly("poison");
  }

  @Test
  void neverInvokesMoreThanTheMaximumAtATime() throws Exception {
    AtomicInteger now = new AtomicInteger();
    Set<Integer> seen = ConcurrentHashMap.newKeySet();
    FakeFunction function =
        new FakeFunction(
            messages -> {
              seen.add(now.incrementAndGet());
              Thread.sleep(30);
              now.decrementAndGet();
              return done();
            });
    IntStream.range(0, 30).forEach(i -> queue.send("message " + i));

    try (EventSourceMapping mapping =
        queue.mapping(function, 10).batchSize(1).maximumConcurrency(3).start()) {
      await("all messages are done", queue::isEmpty);
      assertThat(mapping).isNotNull();
    }

    assertThat(seen).contains(3).allMatch(count -> count <= 3);
    assertThat(function.bodies()).doesNotHaveDuplicates().hasSize(30);
  }

  @Test
  void losesNothingWhileTheFunctionIsThrottled() throws Exception {
    AtomicInteger refused = new AtomicInteger();
    Map<String, Integer> receipts = new ConcurrentHashMap<>();
    FakeFunction function =
        new FakeFunction(
            messages -> {
              if (refused.incrementAndGet() <= 12) {
                return new Result.Throttled(1);
              }
              messages.forEach(message -> receipts.put(body(message), receipts(message)));
              return done();
            });
    IntStream.range(0, 20).forEach(i -> queue.send("message " + i));
    List<Duration> pauses = new CopyOnWriteArrayList<>();
    List<BatchResult> results = new CopyOnWriteArrayList<>();
    MappingListener listener =
        new MappingListener() {
          @Override
          public void throttled(Batch batch, Duration pause) {
            pauses.add(pause);
          }

          @Override
          public void ended(Batch batch, BatchResult result) {
            results.add(result);
          }
        };

    try (EventSourceMapping mapping = queue.mapping(function, 1).listener(listener).start()) {
      await("all messages are done", queue::isEmpty);
      assertThat(mapping).isNotNull();
    }

    assertThat(receipts).hasSize(20);
    assertThat(receipts.values()).anyMatch(count -> count > 1);
    assertThat(pauses).contains(Duration.ofMillis(100), Duration.ofMillis(200));
    assertThat(results.get(0).result()).isEqualTo(new Result.Throttled(1));
    assertThat(results.get(0).problem()).contains("All processes of the function were busy.");
  }

  @Test
  void waitsForAFullBatchUntilTheWindowEnds() throws Exception {
    keepInvisibleForThreeSeconds();
    FakeFunction function = new FakeFunction(messages -> done());

    try (EventSourceMapping mapping = queue.mapping(function, 1).window(SECOND).start()) {
      queue.send("one", "two", "three");
      await("the messages are done", () -> function.bodies().size() == 3);
      assertThat(mapping).isNotNull();
    }

    assertThat(function.batches()).hasSize(1);
  }

  @Test
  void handsAMessageOverOnceThatBecameVisibleAgainWithinTheWindow() throws Exception {
    FakeFunction function = new FakeFunction(messages -> done());
    queue.send("one");

    try (EventSourceMapping mapping =
        queue.mapping(function, 1).window(Duration.ofMillis(2500)).start()) {
      await("the message is done", queue::isEmpty);
      assertThat(mapping).isNotNull();
    }

    assertThat(function.bodies()).containsExactly("one");
    assertThat(receipts(function.batches().get(0).get(0))).isGreaterThan(1);
  }

  @Test
  void waitsForNothingWithoutAWindow() throws Exception {
    FakeFunction function = new FakeFunction(messages -> done());

    try (EventSourceMapping mapping = queue.mapping(function, 1).start()) {
      queue.send("one");
      await("the first is done", () -> function.bodies().size() == 1);
      queue.send("two");
      await("the second is done", () -> function.bodies().size() == 2);
      assertThat(mapping).isNotNull();
    }

    assertThat(function.batches()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 15})
  void fillsBatchesUpToTheirSize(int size) throws Exception {
    queue.queue().createQueue(MappedQueue.NAME, Duration.ofSeconds(30), MappedQueue.DEAD, 100);
    FakeFunction function = new FakeFunction(messages -> done());
    IntStream.range(0, 30).forEach(i -> queue.send("message " + i));

    try (EventSourceMapping mapping =
        queue.mapping(function, 1).batchSize(size).window(Duration.ofSeconds(3)).start()) {
      await("all messages are done", queue::isEmpty);
      assertThat(mapping).isNotNull();
    }

    assertThat(function.batches()).hasSize(30 / size).allMatch(batch -> batch.size() == size);
  }

  @Test
  void keepsEventsWithinLambdasSixMegabytes() throws Exception {
    queue.queue().createQueue(MappedQueue.NAME, Duration.ofSeconds(30), MappedQueue.DEAD, 100);
    FakeFunction function = new FakeFunction(messages -> done());
    IntStream.range(0, 30).forEach(i -> queue.send("x".repeat(250_000)));

    try (EventSourceMapping mapping =
        queue.mapping(function, 1).batchSize(30).window(Duration.ofSeconds(5)).start()) {
      await("all messages are done", queue::isEmpty);
      assertThat(mapping).isNotNull();
    }

    assertThat(function.bodies()).hasSize(30);
    assertThat(function.events())
        .hasSize(2)
        .allMatch(event -> event.getBytes(StandardCharsets.UTF_8).length <= 6 * 1024 * 1024);
  }

  @Test
  void leavesTheVisibilityThatAFunctionSetsItself() throws Exception {
    queue.queue().createQueue(MappedQueue.NAME, Duration.ofMinutes(10), MappedQueue.DEAD, 100);
    FakeFunction function =
        new FakeFunction(
            messages -> {
              if (receipts(messages.get(0)) > 1) {
                return done();
              }
              queue
                  .client()
                  .changeMessageVisibility(
                      request ->
                          request
                              .queueUrl(queue.url())
                              .receiptHandle(messages.get(0).path("receiptHandle").asText())
                              .visibilityTimeout(1));
              return failed(messages);
            });
    queue.send("one");

    try (EventSourceMapping mapping = queue.mapping(function, 1).start()) {
      await("the message is done", queue::isEmpty);
      assertThat(mapping).isNotNull();
    }

    assertThat(function.bodies()).containsExactly("one", "one");
  }

  @Test
  void takesSettingsWithinLambdasLimits() {
    FakeFunction function = new FakeFunction(messages -> done());
    EventSourceMapping.Builder builder = queue.mapping(function, 1);

    builder.batchSize(1).batchSize(10_000).maximumConcurrency(1).maximumConcurrency(1000);
    builder.window(Duration.ZERO).window(Duration.ofMinutes(5));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.batchSize(0));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.batchSize(10_001));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.maximumConcurrency(0));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.maximumConcurrency(1001));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.window(Duration.ofMillis(300_001)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.batchSize(11).window(Duration.ofMillis(999)).start())
        .withMessageContaining("window of at least one second");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                EventSourceMapping.builder(
                    queue.client(), queue.queue().endpoint(), "jobs", function, 1))
        .withMessageContaining("jobs is no queue's ARN");
  }
}
