package io.retouch.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.retouch.edit.Deadline;
import io.retouch.edit.EditJob;
import io.retouch.upload.SideBySide.Failure;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SideBySideTest {
  @RegisterExtension final LoggedLines logged = new LoggedLines();

  private final FakeEditService service = new FakeEditService();
  private final Deadline deadline = Deadline.in(Duration.ofMinutes(1), Clock.systemUTC());

  @Test
  void editsAsManySideBySideAsAllowedAndNoMore() {
    CyclicBarrier four = new CyclicBarrier(4);
    String[] keys = IntStream.range(0, 12).mapToObj(i -> "k" + i).toArray(String[]::new);
    for (String key : keys) {
      service.script(key, job -> FakeEditService.meet(four));
    }

    Map<EditJob, Failure> failures =
        new SideBySide(service, 4).edit(jobs(deadline, keys), deadline);

    assertThat(failures).isEmpty();
    assertThat(service.jobs()).hasSize(12);
    assertThat(service.mostSideBySide()).isEqualTo(4);
  }

  @Test
  void editsOneAfterTheOtherIfOnlyOneIsAllowed() {
    new SideBySide(service, 1).edit(jobs(deadline, "a", "b", "c"), deadline);

    assertThat(service.jobs()).extracting(EditJob::key).containsExactly("a", "b", "c");
    assertThat(service.mostSideBySide()).isEqualTo(1);
  }

  @Test
  void refusesABoundBelowOne() {
    assertThatThrownBy(() -> new SideBySide(service, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("retouch.limits.side-by-side has to be 1 or more, but is 0.");
  }

  @Test
  void countsWhatHasNotEndedByTheDeadlineAsFailed() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    service.script("hangs", job -> FakeEditService.hang(interrupted));
    Deadline soon = Deadline.in(SideBySide.WINDING_UP.negated().plusMillis(500), Clock.systemUTC());

    Map<EditJob, Failure> failures =
        new SideBySide(service, 1).edit(jobs(soon, "quick", "hangs", "queued"), soon);

    assertThat(failures)
        .containsExactly(
            entry(job(soon, "hangs"), Failure.of("it did not end in time")),
            entry(job(soon, "queued"), Failure.of("it did not end in time")));
    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(logged.lines())
        .containsExactly(
            "ERROR The edit of bucket/hangs did not end before the function's time limit.",
            "ERROR The edit of bucket/queued did not end before the function's time limit.");
  }

  @Test
  void countsEverythingAsFailedOnceItIsInterrupted() {
    service.script("a", job -> FakeEditService.hang(new CountDownLatch(1)));
    service.script("b", job -> FakeEditService.hang(new CountDownLatch(1)));
    Thread.currentThread().interrupt();

    Map<EditJob, Failure> failures =
        new SideBySide(service, 1).edit(jobs(deadline, "a", "b"), deadline);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failures.values())
        .containsOnly(Failure.of("the function is being shut down"))
        .hasSize(2);
  }

  @Test
  void handsTheRequestIdToTheEditsLogLines() {
    MDC.put("AWSRequestId", "8476a536");
    List<Object> seen = new CopyOnWriteArrayList<>();
    service.script(
        "a",
        job -> {
          seen.add(MDC.get("AWSRequestId"));
          return FakeEditService.EDITED;
        });

    try {
      new SideBySide(service, 1).edit(jobs(deadline, "a"), deadline);
    } finally {
      MDC.remove("AWSRequestId");
    }

    assertThat(seen).containsExactly("8476a536");
  }

  private static EditJob job(Deadline deadline, String key) {
    return new EditJob("bucket", key, deadline);
  }

  private static Set<EditJob> jobs(Deadline deadline, String... keys) {
    Set<EditJob> jobs = new LinkedHashSet<>();
    for (String key : keys) {
      jobs.add(job(deadline, key));
    }
    return jobs;
  }
}
