package io.retouch.local.mapping;

import static io.retouch.local.mapping.MappedQueue.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.retouch.local.host.FunctionPool;
import io.retouch.local.host.HostLimits;
import io.retouch.local.host.PoolListener;
import io.retouch.local.host.Result;
import io.retouch.local.host.TestArtifacts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The mapping in front of real processes, which are frozen between their invocations. */
@Timeout(120)
class MappedPoolTest {
  @TempDir Path folder = Path.of("");
  private final MappedQueue queue = new MappedQueue(Duration.ofSeconds(3), 3);
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<BatchResult> results = new CopyOnWriteArrayList<>();
  private final MappingListener listener =
      new MappingListener() {
        @Override
        public void ended(Batch batch, BatchResult result) {
          results.add(result);
        }
      };

  @AfterEach
  void close() {
    queue.close();
  }

  private FunctionPool pool(int concurrency, Duration invocation) throws IOException {
    return FunctionPool.open(
        "function",
        TestArtifacts.executable(folder, BatchFunction.class),
        Optional.empty(),
        Map.of(),
        new HostLimits(invocation, Duration.ofSeconds(60), 256),
        concurrency,
        true,
        new PoolListener() {
          @Override
          public void line(int process, String line) {
            lines.add(line);
          }
        });
  }

  private void untilEmpty(FunctionPool pool) throws InterruptedException {
    try (EventSourceMapping mapping =
        EventSourceMapping.builder(
                queue.client(),
                queue.queue().url(MappedQueue.NAME),
                queue.queue().arn(MappedQueue.NAME),
                pool)
            .listener(listener)
            .start()) {
      await("all messages are done", queue::isEmpty);
      assertThat(mapping).isNotNull();
    }
  }

  @Test
  void bringsABatchBackWhoseProcessCrashed() throws Exception {
    queue.send("one", "crash once", "two");
    try (FunctionPool pool = pool(1, Duration.ofSeconds(30))) {
      untilEmpty(pool);
    }

    assertThat(results)
        .extracting(BatchResult::result)
        .hasAtLeastOneElementOfType(Result.Crashed.class);
    assertThat(results.get(0).problem()).contains("The function's process ended with exit code 9.");
    assertThat(lines).contains("did one", "did crash once", "did two");
  }

  @Test
  void bringsABatchBackWhoseProcessHung() throws Exception {
    queue.send("hang once", "one");
    try (FunctionPool pool = pool(1, Duration.ofMillis(700))) {
      untilEmpty(pool);
    }

    assertThat(results.get(0).result()).isEqualTo(new Result.TimedOut(Duration.ofMillis(700)));
    assertThat(results.get(0).problem()).contains("The function did not answer within 700 ms.");
    assertThat(lines).contains("did hang once", "did one");
  }

  @Test
  void buriesAPoisonMessageWhileItsNeighboursSucceed() throws Exception {
    queue.send("one", "poison", "two");
    try (FunctionPool pool = pool(2, Duration.ofSeconds(30))) {
      untilEmpty(pool);
    }

    assertThat(queue.queue().bodies(MappedQueue.DEAD)).containsExactly("poison");
    assertThat(lines).filteredOn("did poison"::equals).hasSize(3);
    assertThat(lines).filteredOn("did one"::equals).hasSize(1);
    assertThat(lines).filteredOn("did two"::equals).hasSize(1);
  }

  @Test
  void servesTwoHundredMessagesWithThreeProcesses() throws Exception {
    queue.queue().createQueue(MappedQueue.NAME, Duration.ofSeconds(30), MappedQueue.DEAD, 3);
    IntStream.range(0, 200).forEach(i -> queue.send("message " + i));
    try (FunctionPool pool = pool(3, Duration.ofSeconds(30))) {
      untilEmpty(pool);

      assertThat(pool.processIds()).hasSize(3);
    }

    assertThat(lines)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 200).mapToObj(i -> "did message " + i).toList());
    assertThat(results).hasSize(20).allMatch(result -> result.failed().isEmpty());
  }
}
