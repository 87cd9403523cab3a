package io.retouch.local.mapping;

import static io.retouch.local.mapping.FakeFunction.done;
import static io.retouch.local.mapping.MappedQueue.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.retouch.local.host.Result;
import io.retouch.parts.LocalQueue;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.SqsClient;

/** How a mapping ends, and what it does when its queue ends first. */
@Timeout(120)
class MappingStopTest {
  private final MappedQueue queue = new MappedQueue(Duration.ofMinutes(10), 100);

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void letsARunningInvocationEndAndDeletesWhatItDid() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    FakeFunction function =
        new FakeFunction(
            messages -> {
              running.countDown();
              gate.await();
              return done();
            });
    queue.send("one");
    EventSourceMapping mapping = queue.mapping(function, 1).start();
    assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();

    CompletableFuture<Void> closed = CompletableFuture.runAsync(mapping::close);
    queue.send("two");
    assertThat(closed).isNotDone();
    gate.countDown();
    closed.get(30, TimeUnit.SECONDS);

    assertThat(function.bodies()).containsExactly("one");
    assertThat(queue.queue().bodies(MappedQueue.NAME)).containsExactly("two");
    assertThat(queue.queue().inFlight(MappedQueue.NAME)).isZero();
  }

  @Test
  void givesUpOnAnInvocationAfterTheGracePeriod() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    FakeFunction function =
        new FakeFunction(
            messages -> {
              running.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
              }
              return done();
            });
    queue.send("one");
    EventSourceMapping mapping = queue.mapping(function, 1).grace(Duration.ofMillis(200)).start();
    assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();

    mapping.close();

    assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(queue.queue().bodies(MappedQueue.NAME)).containsExactly("one");
  }

  @Test
  void givesBackWhatWasNotHandedOver() throws Exception {
    CountDownLatch throttled = new CountDownLatch(1);
    FakeFunction function =
        new FakeFunction(
            messages -> {
              throttled.countDown();
              return new Result.Throttled(1);
            });
    queue.send("one", "two");
    List<Batch> givenBack = new CopyOnWriteArrayList<>();
    MappingListener listener =
        new MappingListener() {
          @Override
          public void givenBack(Batch batch) {
            givenBack.add(batch);
          }
        };
    EventSourceMapping mapping =
        queue.mapping(function, 1).window(Duration.ofSeconds(1)).listener(listener).start();
    assertThat(throttled.await(30, TimeUnit.SECONDS)).isTrue();

    mapping.close();

    assertThat(givenBack).singleElement().extracting(batch -> batch.messages().size()).isEqualTo(2);
    assertThat(queue.queue().waiting(MappedQueue.NAME)).isEqualTo(2);
  }

  @Test
  void canBeClosedTwice() {
    EventSourceMapping mapping = queue.mapping(new FakeFunction(messages -> done()), 1).start();

    mapping.close();
    mapping.close();

    queue.send("one");
    assertThat(queue.queue().waiting(MappedQueue.NAME)).isEqualTo(1);
  }

  @Test
  void goesOnWhenItsQueueComesBack() throws Exception {
    CountDownLatch missed = new CountDownLatch(1);
    FakeFunction function = new FakeFunction(messages -> done());
    MappingListener listener =
        new MappingListener() {
          @Override
          public void notPolled(String reason, Duration pause) {
            missed.countDown();
          }
        };
    LocalQueue first = LocalQueue.builder().start();
    first.createQueue("jobs", Duration.ofSeconds(30));
    int port = first.endpoint().getPort();
    try (SqsClient client =
            SqsClients.of(first.endpoint(), first.region(), first.accessKeyId(), "any");
        EventSourceMapping mapping =
            EventSourceMapping.builder(client, first.url("jobs"), first.arn("jobs"), function, 1)
                .listener(listener)
                .start()) {
      first.close();
      assertThat(missed.await(180, TimeUnit.SECONDS)).isTrue();
      try (LocalQueue second = LocalQueue.builder().port(port).start()) {
        second.createQueue("jobs", Duration.ofSeconds(30));
        second.send("jobs", "late");

        await("the message is done", () -> function.bodies().contains("late"));
      }
      assertThat(mapping).isNotNull();
    }
  }
}
