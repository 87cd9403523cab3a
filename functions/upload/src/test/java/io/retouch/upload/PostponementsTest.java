package io.retouch.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.retouch.edit.Deadline;
import io.retouch.edit.JobQueue;
import io.retouch.event.Contents.Decoded;
import io.retouch.event.QueueMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostponementsTest {
  private static final Duration TIME_LIMIT = Duration.ofMillis(500);
  private static final String HANGS = "hangs";

  @RegisterExtension final LoggedLines logged = new LoggedLines();

  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final JobQueue queue =
      (job, until) -> {
        if (job.body().equals(HANGS)) {
          FakeEditService.hang(interrupted);
        }
        return false;
      };

  @Test
  void takesNoMessageForSentAnewWhileTheQueueHangs() throws InterruptedException {
    Deadline soon =
        Deadline.in(Postponements.PATIENCE.negated().plus(TIME_LIMIT), Clock.systemUTC());
    Map<QueueMessage, Instant> waiting = new LinkedHashMap<>();
    waiting.put(message(HANGS), Instant.MAX);
    waiting.put(message("quick"), Instant.MAX);

    assertThat(new Postponements(queue).postpone(waiting, soon)).containsExactly(message("quick"));

    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(logged.lines())
        .containsExactly("WARN Message hangs was not postponed before the function's time limit.");
  }

  @Test
  void leavesTimeForTheAnswer() {
    assertThat(Postponements.PATIENCE)
        .isGreaterThan(SideBySide.WINDING_UP)
        .isLessThan(UploadFunction.SAFETY_MARGIN);
  }

  private static QueueMessage message(String body) {
    return new QueueMessage(
        body, "receipt", "arn", body, Instant.MAX, 1, new Decoded(List.of(), List.of(), List.of()));
  }
}
