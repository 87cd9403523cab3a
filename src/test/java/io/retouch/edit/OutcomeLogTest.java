package io.retouch.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.retouch.edit.EditOutcome.Edited;
import io.retouch.edit.EditOutcome.Rejected;
import io.retouch.edit.EditOutcome.Skipped;
import io.retouch.edit.EditOutcome.Waiting;
import io.retouch.edit.EditTrail.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomeLogTest {
  private final SteppingClock clock = new SteppingClock();
  private final EditTrail trail =
      new EditTrail(
          new EditJob("uploads", "in/photo.png", Deadline.in(Duration.ofMinutes(1), clock)), clock);

  @Test
  void tellsWhereTheResultLiesAndHowLongEachStepTook() {
    trail.time(Step.WRITE, () -> clock.pass(20));
    trail.time(Step.FETCH, () -> clock.pass(12));
    trail.time(Step.EDIT, () -> clock.pass(1200));
    trail.attempts(2, 1, Optional.empty());

    assertThat(line(new Edited("edited", "out/photo.png")))
        .isEqualTo(
            "{\"event\":\"edit\",\"outcome\":\"edited\",\"bucket\":\"uploads\",\"key\":\"in/photo.png\","
                + "\"outputBucket\":\"edited\",\"outputKey\":\"out/photo.png\",\"attempts\":2,"
                + "\"fetchMs\":12,\"editMs\":1200,\"writeMs\":20,\"totalMs\":1232}");
  }

  @Test
  void tellsWhyThereIsNoResult() {
    assertThat(line(new Rejected("moderation", "it was \"blocked\"", Optional.of("r/photo.json"))))
        .contains(
            "\"code\":\"moderation\",\"reason\":\"it was \\\"blocked\\\"\",\"report\":\"r/photo.json\"");
    assertThat(line(new Skipped("no preset matches this object")))
        .contains("\"reason\":\"no preset matches this object\"");
  }

  @Test
  void tellsUntilWhenAnEditWaits() {
    Instant until = Instant.parse("2026-11-02T00:00:00Z");

    assertThat(line(new Waiting("budget", "spent", until)))
        .contains("\"code\":\"budget\"", "\"until\":\"2026-11-02T00:00:00Z\"");
  }

  @Test
  void namesEveryUnknownOutcome() {
    trail.note("call 1 may have been paid for without a result: no answer came (timeout)");

    assertThat(line(new Edited("edited", "out/photo.png")))
        .contains("\"note\":\"call 1 may have been paid for without a result");
  }

  private String line(EditOutcome outcome) {
    return OutcomeLog.fields(trail, outcome).toString();
  }

  /** Goes on only when it is told to. */
  private static final class SteppingClock extends Clock {
    private Instant now = Instant.EPOCH;

    boolean pass(long millis) {
      now = now.plusMillis(millis);
      return true;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
