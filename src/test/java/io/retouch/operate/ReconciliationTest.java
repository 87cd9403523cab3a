package io.retouch.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retouch.edit.Deadline;
import io.retouch.edit.QueueException;
import io.retouch.operate.Reconciled.Standing;
import io.retouch.operate.Reconciliation.Wanted;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How far a reconciliation comes in its time, with a clock that goes on at every look. */
class ReconciliationTest {
  private static final int OBJECTS = 7;

  private final TickingClock clock = new TickingClock();
  private final FakePorts ports = new FakePorts(3);
  private final List<String> keys = new ArrayList<>();

  @BeforeEach
  void upload() {
    for (int i = 0; i < OBJECTS; i++) {
      keys.add("in/" + i + ".png");
      ports.upload("in/" + i + ".png");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-10, 0, 5, 6, 7, 8, 10, 100})
  void goesOnWhereItsTimeEndedAndLeavesNothingOut(int seconds) {
    List<String> found = new ArrayList<>();
    int rounds = 0;
    String after = "";
    Reconciled part;
    do {
      part = reconcile(after, seconds);
      found.addAll(part.due());
      after = part.continueAfter().orElse("");
      rounds++;
    } while (!after.isEmpty());

    assertThat(found).containsExactlyElementsOf(keys);
    assertThat(ports.sentKeys()).containsExactlyElementsOf(keys);
    assertThat(rounds).isBetween(1, OBJECTS);
  }

  @Test
  void looksAtOneObjectWhereThereIsNoTimeAtAll() {
    Reconciled part = reconcile("", -10);

    assertThat(part.due()).containsExactly("in/0.png");
    assertThat(part.continueAfter()).contains("in/0.png");
  }

  @Test
  void looksAtEverythingWhereThereIsTime() {
    Reconciled all = reconcile("", 100);

    assertThat(all.counts()).containsEntry(Standing.DUE, OBJECTS);
    assertThat(all.continueAfter()).isEmpty();
  }

  @Test
  void namesTwentyOfWhatIsDueAndCountsTheRest() {
    for (int i = 0; i < 14; i++) {
      ports.upload("in/more-%02d.png".formatted(i));
    }

    Reconciled all = reconcile("", 100);

    assertThat(all.counts()).containsEntry(Standing.DUE, 21);
    assertThat(all.due()).hasSize(Reconciled.NAMED);
  }

  @Test
  void looksAtNothingWhereThereIsNothing() {
    Reconciled none =
        ports
            .reconciliation()
            .reconcile(new Wanted("in", "in/x", "", false), Deadline.in(Duration.ZERO, clock));

    assertThat(none.counts().values()).containsOnly(0);
    assertThat(none.continueAfter()).isEmpty();
  }

  @Test
  void asksForTheQueueBeforeItLooksAtAnything() {
    ports.configure(Optional.empty(), Optional.of("edits"));

    assertThatThrownBy(() -> reconcile("", 100))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("retouch.queue");
    assertThat(
            ports
                .reconciliation()
                .reconcile(
                    new Wanted("in", "", "", true), Deadline.in(Duration.ofSeconds(99), clock))
                .counts())
        .containsEntry(Standing.DUE, OBJECTS);
  }

  @Test
  void asksForALedger() {
    ports.configure(Optional.of("uploads"), Optional.empty());

    assertThatThrownBy(() -> reconcile("", 100))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("retouch.ledger.table");
  }

  @Test
  void failsWhereTheQueueTakesNothing() {
    ports.breakTheQueue();

    assertThatThrownBy(() -> reconcile("", 100)).isInstanceOf(QueueException.class);
  }

  private Reconciled reconcile(String after, int seconds) {
    return ports
        .reconciliation()
        .reconcile(
            new Wanted("in", "", after, false), Deadline.in(Duration.ofSeconds(seconds), clock));
  }

  /** Each look takes a second. */
  private static final class TickingClock extends Clock {
    private Instant now = Instant.parse("2026-11-01T12:00:00Z");

    @Override
    public Instant instant() {
      now = now.plusSeconds(1);
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
