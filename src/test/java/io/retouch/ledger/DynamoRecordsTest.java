package io.retouch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retouch.edit.EditId;
import io.retouch.edit.EditLedger.Claim;
import io.retouch.edit.EditLedger.Own;
import io.retouch.edit.EditLedger.Request;
import io.retouch.edit.EditLedger.Submission.Held;
import io.retouch.edit.EditLedger.Submission.Submitted;
import io.retouch.edit.EditRecord;
import io.retouch.edit.EditRecord.State;
import io.retouch.edit.EditRecords.Spent;
import io.retouch.edit.EditRecords.Stop;
import io.retouch.edit.NotOwnException;
import io.retouch.edit.Place;
import io.retouch.preset.Preset.OnUnknownOutcome;
import io.retouch.preset.Settings.Spending;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Row 24 of the state machine and the stop item, against a real table. */
@TestInstance(Lifecycle.PER_CLASS)
class DynamoRecordsTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final EditId EDIT = new EditId("a".repeat(64));

  private final TestTable table = new TestTable();
  private final DynamoRecords records = table.records();
  private Place place = new Place("edited", "out");
  private DynamoLedger ledger = table.ledger(Spending.unbounded());

  @AfterAll
  void stop() {
    table.close();
  }

  @BeforeEach
  void anotherPlace() {
    place = new Place("edited", "out/" + UUID.randomUUID() + ".{ext}");
    table.clock().set(NOW);
    table.client().forget();
    table.allowSpending();
    ledger = table.ledger(Spending.unbounded());
  }

  @Test
  void knowsNothingOfAPlaceThatNobodyClaimed() {
    assertThat(records.find(place)).isEmpty();
  }

  @Test
  void tellsHowFarAnEditHasCome() {
    Own submitted = submitted(claimed());

    EditRecord found = found();

    assertThat(found.edit()).isEqualTo(EDIT);
    assertThat(found.sourceBucket()).isEqualTo("uploads");
    assertThat(found.sourceKey()).isEqualTo("in/photo.png");
    assertThat(found.state()).isEqualTo(State.SUBMITTED);
    assertThat(found.calls()).isEqualTo(1);
    assertThat(found.leaseEnd()).isEqualTo(NOW.plus(LEASE));
    assertThat(found.charge()).isEqualTo(submitted.charge());
    assertThat(found.isBusy(NOW.plus(LEASE).minusMillis(1))).isTrue();
    assertThat(found.isBusy(NOW.plus(LEASE))).isFalse();
  }

  @Test
  void letsAParkedEditBeTriedAgainAsIfNothingHadBeenUnknown() {
    parkAfterTwoUnknowns();
    assertThat(found().state()).isEqualTo(State.PARKED);

    assertThat(records.release(found())).isTrue();

    assertThat(found().state()).isEqualTo(State.CLAIMED);
    assertThat(found().isBusy(NOW)).isFalse();
    Own own = claimed();
    assertThat(own.unknowns()).isZero();
    assertThat(own.attempt()).isEqualTo(2);
    assertThat(ledger.unknown(submitted(own), OnUnknownOutcome.RETRY, "timeout", "late"))
        .isPresent();
  }

  @Test
  void letsARejectedEditBeTriedAgain() {
    ledger.rejected(claimed(), "moderation", "it was filtered");
    assertThat(found().code()).isEqualTo("moderation");

    assertThat(records.release(found())).isTrue();

    assertThat(found().code()).isEmpty();
    assertThat(ledger.claim(request())).isInstanceOf(Claim.Claimed.class);
  }

  @Test
  void countsNoEarlierDeathsOfAReleasedEdit() {
    ledger.claim(request());
    for (int death = 1; death <= Claims.MOST_CRASHES; death++) {
      table.clock().pass(LEASE);
      ledger.claim(request());
    }
    assertThat(found().code()).isEqualTo("crashed");

    records.release(found());

    assertThat(ledger.claim(request())).isInstanceOf(Claim.Claimed.class);
  }

  @Test
  void releasesOnceForTwoWhoAskAtOnce() {
    parkAfterTwoUnknowns();
    EditRecord found = found();

    assertThat(records.release(found)).isTrue();
    assertThat(records.release(found)).isFalse();
  }

  @Test
  void doesNotTakeAnEditFromWhoeverHasClaimedItMeanwhile() {
    parkAfterTwoUnknowns();
    EditRecord found = found();
    records.release(found);
    Own own = claimed();

    assertThat(records.release(found)).isFalse();
    submitted(own);

    assertThat(found().state()).isEqualTo(State.SUBMITTED);
  }

  @Test
  void leavesNothingToWhoeverHeldThePlaceBefore() {
    Own late = claimed();
    ledger.rejected(late, "moderation", "it was filtered");

    records.release(found());

    assertThatThrownBy(() -> ledger.rejected(late, "moderation", "late"))
        .isInstanceOf(NotOwnException.class);
  }

  @Test
  void findsItsOwnReleaseWhoseAnswerWasLost() {
    parkAfterTwoUnknowns();
    EditRecord found = found();
    table.client().loseAnswers();

    assertThat(records.release(found)).isTrue();

    assertThat(table.client().lost()).isEqualTo(1);
    assertThat(found().state()).isEqualTo(State.CLAIMED);
  }

  @Test
  void releasesNothingThatHasNotEndedOrIsDone() {
    Own own = claimed();
    EditRecord open = found();
    ledger.done(own, "out/photo.png");
    EditRecord done = found();

    assertThatThrownBy(() -> records.release(open)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> records.release(done)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void stopsSpendingAndSaysWhoDidAndWhy() {
    Stop stop = new Stop("Ada", "too many", NOW);
    records.stop(new Stop("Bob", "", NOW.minusSeconds(60)));

    records.stop(stop);

    assertThat(records.stopped()).contains(stop);
    assertThat(ledger.submit(claimed(), TestTable.provider())).isInstanceOf(Held.class);
  }

  @Test
  void allowsSpendingAgainHoweverOftenItIsAsked() {
    records.stop(new Stop("Ada", "too many", NOW));

    records.resume();
    records.resume();

    assertThat(records.stopped()).isEmpty();
    assertThat(ledger.submit(claimed(), TestTable.provider())).isInstanceOf(Submitted.class);
  }

  @Test
  void understandsAStopThatSaysNothing() {
    table.stopSpending();

    assertThat(records.stopped()).contains(new Stop("", "", Instant.EPOCH));
  }

  @Test
  void tellsWhatADayHasCost() {
    String day = table.anotherDay();
    assertThat(records.spent(LocalDate.parse(day))).isEqualTo(new Spent(0, 0));

    submitted(claimed());

    assertThat(records.spent(LocalDate.parse(day))).isEqualTo(new Spent(1, 20_000));
  }

  private void parkAfterTwoUnknowns() {
    Own again =
        ledger
            .unknown(submitted(claimed()), OnUnknownOutcome.RETRY, "timeout", "no answer came")
            .orElseThrow();
    ledger.unknown(submitted(again), OnUnknownOutcome.RETRY, "timeout", "no answer came");
  }

  private EditRecord found() {
    return records.find(place).orElseThrow();
  }

  private Own claimed() {
    return ((Claim.Claimed) ledger.claim(request())).own();
  }

  private Own submitted(Own own) {
    return ((Submitted) ledger.submit(own, TestTable.provider())).own();
  }

  private Request request() {
    return new Request(place, EDIT, "uploads/in/photo.png", LEASE, false);
  }
}
