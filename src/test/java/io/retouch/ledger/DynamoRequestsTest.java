package io.retouch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retouch.edit.LedgerException;
import io.retouch.edit.RequestMemory;
import io.retouch.edit.RequestMemory.Remembered;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class DynamoRequestsTest {
  private static final Duration WINDOW = Duration.ofMinutes(10);

  private final String id = UUID.randomUUID().toString();
  private final TestTable table = new TestTable();

  @AfterAll
  void stop() {
    table.close();
  }

  @Test
  void remembersARequestUntilItsWindowIsOver() {
    RequestMemory memory = table.requests();
    Remembered first = memory.remember(id, "content", WINDOW);

    table.pass(WINDOW.minusMillis(1));
    Remembered within = memory.remember(id, "other", WINDOW);
    table.pass(Duration.ofMillis(1));
    Remembered after = memory.remember(id, "other", WINDOW);

    assertThat(within).isEqualTo(first);
    assertThat(after.content()).isEqualTo("other");
    assertThat(after.since()).isEqualTo(first.since().plus(WINDOW));
  }

  @Test
  void neverForgetsWhatIsToBeRememberedForever() {
    String own = id + "-forever";
    Remembered first = table.requests().remember(own, "content", RequestMemory.FOREVER);

    table.pass(Duration.ofDays(3650));

    assertThat(table.requests().remember(own, "other", RequestMemory.FOREVER)).isEqualTo(first);
  }

  @Test
  void findsItsOwnRequestWhereTheAnswerWasLost() {
    RequestMemory memory = table.requests();
    table.client().loseAnswers();
    assertThatThrownBy(() -> memory.remember(id + "-lost", "content", WINDOW))
        .isInstanceOf(LedgerException.class);
    table.client().forget();

    assertThat(memory.remember(id + "-lost", "other", WINDOW).content()).isEqualTo("content");
  }

  @Test
  void tellsAllTheSameWhoAskAtTheSameTime() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);

    List<Future<Remembered>> answers =
        IntStream.range(0, 16)
            .mapToObj(
                i ->
                    threads.submit(
                        () -> table.requests().remember(id + "-race", "content " + i, WINDOW)))
            .toList();

    Remembered one = answers.get(0).get();
    for (Future<Remembered> answer : answers) {
      assertThat(answer.get()).isEqualTo(one);
    }
    threads.shutdown();
  }
}
