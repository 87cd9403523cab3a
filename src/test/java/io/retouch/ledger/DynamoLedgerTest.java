package io.retouch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retouch.edit.EditId;
import io.retouch.edit.EditLedger.Claim;
import io.retouch.edit.EditLedger.Own;
import io.retouch.edit.EditLedger.Request;
import io.retouch.edit.EditLedger.Submission;
import io.retouch.edit.EditLedger.Submission.Held;
import io.retouch.edit.EditLedger.Submission.Submitted;
import io.retouch.edit.EditOutcome.Edited;
import io.retouch.edit.EditOutcome.Parked;
import io.retouch.edit.EditOutcome.Rejected;
import io.retouch.edit.ImageEditor.Answer;
import io.retouch.edit.NotOwnException;
import io.retouch.edit.Place;
import io.retouch.preset.Preset.OnUnknownOutcome;
import io.retouch.preset.Settings.Spending;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The rows of the state machine, each against a real table. */
@TestInstance(Lifecycle.PER_CLASS)
class DynamoLedgerTest {
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final String SOURCE = "uploads/in/photo.png";
  private static final EditId EDIT = new EditId("a".repeat(64));
  private static final EditId OTHER = new EditId("b".repeat(64));
  private static final EditId THIRD = new EditId("c".repeat(64));

  private final TestTable table = new TestTable();
  private Place place = new Place("edited", "out");
  private DynamoLedger ledger = table.ledger(Spending.unbounded());

  @AfterAll
  void stop() {
    table.close();
  }

  @BeforeEach
  void anotherPlace() {
    place = new Place("edited", "out/" + UUID.randomUUID() + ".{ext}");
    table.clock().set(Instant.parse("2026-11-01T12:00:00Z"));
    table.client().forget();
    ledger = table.ledger(Spending.unbounded());
  }

  @Test
  void claimsAPlaceThatNobodyHas() {
    Claim claim = ledger.claim(request(EDIT));

    assertThat(claim).isInstanceOf(Claim.Claimed.class);
    assertThat(row().state()).isEqualTo(Row.State.CLAIMED);
    assertThat(row().leaseEnd()).isEqualTo(table.clock().instant().plus(LEASE).toEpochMilli());
  }

  @Test
  void givesAPlaceToOneOfManyThatComeAtOnce() throws Exception {
    int many = 8;
    CyclicBarrier start = new CyclicBarrier(many);
    ExecutorService threads = Executors.newFixedThreadPool(many);

    List<Future<Claim>> claims =
        java.util.stream.IntStream.range(0, many)
            .mapToObj(
                i ->
                    threads.submit(
                        () -> {
                          start.await();
                          return ledger.claim(request(EDIT));
                        }))
            .toList();

    int claimed = 0;
    for (Future<Claim> claim : claims) {
      claimed += claim.get() instanceof Claim.Claimed ? 1 : 0;
      assertThat(claim.get()).isInstanceOfAny(Claim.Claimed.class, Claim.Busy.class);
    }
    threads.shutdown();
    assertThat(claimed).isEqualTo(1);
  }

  @Test
  void leavesALivingLeaseAlone() {
    claimed(EDIT);

    assertThat(ledger.claim(request(EDIT)))
        .isEqualTo(new Claim.Busy(table.clock().instant().plus(LEASE)));
    assertThat(ledger.claim(request(OTHER))).isInstanceOf(Claim.Busy.class);
  }

  @Test
  void takesOverWhatWasReleasedWithoutCountingACrash() {
    ledger.release(claimed(EDIT));

    assertThat(ledger.claim(request(EDIT))).isInstanceOf(Claim.Claimed.class);
    assertThat(row().crashes()).isZero();
  }

  @Test
  void parksAnEditWhoseOwnersDieFiveTimes() {
    claimed(EDIT);
    for (int death = 1; death < Claims.MOST_CRASHES; death++) {
      table.clock().pass(LEASE);
      assertThat(ledger.claim(request(EDIT))).isInstanceOf(Claim.Claimed.class);
      assertThat(row().crashes()).isEqualTo(death);
    }
    table.clock().pass(LEASE);

    Claim claim = ledger.claim(request(EDIT));

    assertThat(claim)
        .isInstanceOfSatisfying(
            Claim.Ended.class, ended -> assertThat(ended.outcome()).isInstanceOf(Parked.class));
    assertThat(row().state()).isEqualTo(Row.State.PARKED);
  }

  @Test
  void keepsALeaseToItsLastMillisecond() {
    claimed(EDIT);

    table.clock().pass(LEASE.minusMillis(1));
    assertThat(ledger.claim(request(EDIT))).isInstanceOf(Claim.Busy.class);
    table.clock().pass(Duration.ofMillis(1));
    assertThat(ledger.claim(request(EDIT))).isInstanceOf(Claim.Claimed.class);
  }

  @Test
  void forgetsUnknownsAndCrashesWithAnotherEdit() {
    Own own = submitted(EDIT);
    ledger.release(ledger.unknown(own, OnUnknownOutcome.RETRY, "timeout", "late").orElseThrow());

    Claim.Claimed claim = (Claim.Claimed) ledger.claim(request(OTHER));

    assertThat(claim.replacing()).isTrue();
    assertThat(row().unknowns()).isZero();
    assertThat(row().edit()).isEqualTo(OTHER.value());
  }

  @Test
  void givesAPlaceBackToTheEditThatWasDoneBeforeAClaimThatCameToNothing() {
    ledger.done(answered(EDIT), "out/photo.png");
    ledger.release(claimed(OTHER));
    ledger.release(claimed(THIRD));

    assertThat(ledger.claim(request(EDIT)))
        .isEqualTo(new Claim.Ended(new Edited("edited", "out/photo.png")));
  }

  @Test
  void countsUnknownsOnAfterAClaimThatCameToNothing() {
    Own own = submitted(EDIT);
    ledger.release(ledger.unknown(own, OnUnknownOutcome.RETRY, "timeout", "late").orElseThrow());
    claimed(OTHER);
    table.clock().pass(LEASE);

    Claim.Claimed claim = (Claim.Claimed) ledger.claim(request(EDIT));

    assertThat(claim.own().unknowns()).isEqualTo(1);
    assertThat(claim.own().attempt()).isEqualTo(1);
  }

  @Test
  void resumesFromAnAnswerAfterAClaimThatCameToNothing() {
    ledger.release(answered(EDIT));
    ledger.release(claimed(OTHER));

    assertThat(ledger.claim(request(EDIT))).isInstanceOf(Claim.Answered.class);
  }

  @Test
  void forgetsTheEditBeforeOnceAnotherIsSubmittedOrRejected() {
    ledger.done(answered(EDIT), "out/photo.png");
    ledger.release(ledger.notRun(submitted(OTHER)));
    assertThat(ledger.claim(request(EDIT))).isInstanceOf(Claim.Claimed.class);

    anotherPlaceOnly();
    ledger.done(answered(EDIT), "out/photo.png");
    ledger.rejected(claimed(OTHER), "invalid_image", "no picture");
    assertThat(ledger.claim(request(EDIT))).isInstanceOf(Claim.Claimed.class);
  }

  @Test
  void remembersARejection() {
    ledger.rejected(claimed(EDIT), "invalid_image", "no picture");

    assertThat(ledger.claim(request(EDIT)))
        .isEqualTo(new Claim.Ended(new Rejected("invalid_image", "no picture", Optional.empty())));
  }

  @Test
  void leavesThePlaceOfAnotherSourceAlone() {
    ledger.done(answered(EDIT), "out/photo.png");
    Request another = new Request(place, OTHER, "uploads/in/photo.jpg", LEASE, false);

    assertThat(ledger.claim(another)).isEqualTo(new Claim.Anothers("uploads", "in/photo.png"));
    assertThat(row().state()).isEqualTo(Row.State.DONE);
    assertThat(ledger.claim(new Request(place, OTHER, "uploads/in/photo.jpg", LEASE, true)))
        .isInstanceOf(Claim.Claimed.class);
  }

  @Test
  void stopsSpendingWithinHalfAMinute() {
    Own own = claimed(EDIT);
    assertThat(ledger.submit(own, TestTable.provider())).isInstanceOf(Submitted.class);
    table.stopSpending();
    try {
      anotherPlaceOnly();
      assertThat(ledger.submit(claimed(EDIT), TestTable.provider())).isInstanceOf(Submitted.class);

      table.clock().pass(Budget.STOP_CACHE);
      anotherPlaceOnly();
      Submission held = ledger.submit(claimed(EDIT), TestTable.provider());

      assertThat(held)
          .isInstanceOfSatisfying(
              Held.class, h -> assertThat(h.code()).isEqualTo("spending_stopped"));
      assertThat(row().leaseEnd()).isZero();
    } finally {
      table.allowSpending();
    }
  }

  @Test
  void spendsABudgetOfImagesToTheLastAndNoFurther() {
    String day = table.anotherDay();
    ledger = table.ledger(new Spending(OptionalLong.of(2), Optional.empty()));
    for (int image = 0; image < 2; image++) {
      anotherPlaceOnly();
      assertThat(ledger.submit(claimed(EDIT), TestTable.provider())).isInstanceOf(Submitted.class);
    }
    anotherPlaceOnly();

    Submission held = ledger.submit(claimed(EDIT), TestTable.provider());

    assertThat(held)
        .isInstanceOfSatisfying(
            Held.class,
            h -> {
              assertThat(h.code()).isEqualTo("budget_spent");
              assertThat(h.until())
                  .isEqualTo(Instant.parse(day + "T00:00:00Z").plus(Duration.ofDays(1)));
            });
    assertThat(table.images(day)).isEqualTo(2);
    assertThat(row().state()).isEqualTo(Row.State.CLAIMED);
    assertThat(row().leaseEnd()).isZero();
  }

  @Test
  void spendsABudgetOfMoneyToTheLastAndNoFurther() {
    String day = table.anotherDay();
    ledger = table.ledger(new Spending(OptionalLong.empty(), Optional.of(new BigDecimal("0.05"))));
    for (int image = 0; image < 2; image++) {
      anotherPlaceOnly();
      assertThat(ledger.submit(claimed(EDIT), TestTable.provider())).isInstanceOf(Submitted.class);
    }
    anotherPlaceOnly();

    assertThat(ledger.submit(claimed(EDIT), TestTable.provider())).isInstanceOf(Held.class);
    assertThat(table.spent(day)).isEqualTo(40_000);
  }

  @Test
  void submitsOnce() {
    Own own = claimed(EDIT);

    Submission submission = ledger.submit(own, TestTable.provider());

    assertThat(((Submitted) submission).own().attempt()).isEqualTo(1);
    assertThat(row().state()).isEqualTo(Row.State.SUBMITTED);
    assertThatThrownBy(() -> ledger.submit(((Submitted) submission).own(), TestTable.provider()))
        .isInstanceOf(NotOwnException.class);
  }

  @Test
  void givesBackOnTheDayItWasTaken() {
    String day = table.anotherDay();
    Own own = submitted(EDIT);
    table.clock().pass(Duration.ofDays(1));

    ledger.notRun(own);

    assertThat(table.images(day)).isZero();
    assertThat(table.spent(day)).isZero();
    assertThat(row().state()).isEqualTo(Row.State.CLAIMED);
    assertThat(ledger.submit(own, TestTable.provider())).isInstanceOf(Submitted.class);
  }

  @Test
  void remembersARefusal() {
    ledger.rejected(submitted(EDIT), "moderation", "451");

    assertThat(row().state()).isEqualTo(Row.State.REJECTED);
  }

  @Test
  void resumesFromAnAnswerAfterItsOwnersDeath() {
    answered(EDIT);
    table.clock().pass(LEASE);

    Claim claim = ledger.claim(request(EDIT));

    assertThat(claim)
        .isInstanceOfSatisfying(
            Claim.Answered.class,
            answered ->
                assertThat(answered.answer())
                    .isEqualTo(
                        new Answer.Link(
                            URI.create("https://res.stepfun.com/a.png"), OptionalLong.of(7))));
  }

  @Test
  void resumesFromKeptBytes() {
    Own own = ledger.checkpoint(submitted(EDIT), new Answer.Kept("kept/a", OptionalLong.empty()));
    ledger.release(own);

    assertThat(ledger.claim(request(EDIT)))
        .isInstanceOfSatisfying(
            Claim.Answered.class,
            answered ->
                assertThat(answered.answer())
                    .isEqualTo(new Answer.Kept("kept/a", OptionalLong.empty())));
  }

  @Test
  void triesOnceMoreAfterAnUnknownOutcomeAndThenParks() {
    Own own = submitted(EDIT);

    Own again = ledger.unknown(own, OnUnknownOutcome.RETRY, "timeout", "late").orElseThrow();
    Own second = ((Submitted) ledger.submit(again, TestTable.provider())).own();

    assertThat(second.attempt()).isEqualTo(2);
    assertThat(ledger.unknown(second, OnUnknownOutcome.RETRY, "timeout", "late")).isEmpty();
    assertThat(ledger.claim(request(EDIT)))
        .isEqualTo(new Claim.Ended(new Parked("timeout", "late", Optional.empty())));
  }

  @Test
  void parksAtOnceWhereThePresetSaysSo() {
    assertThat(ledger.unknown(submitted(EDIT), OnUnknownOutcome.PARK, "timeout", "late")).isEmpty();
    assertThat(row().state()).isEqualTo(Row.State.PARKED);
  }

  @Test
  void asksWhatBecameOfACallWhoseCallerDied() {
    submitted(EDIT);
    table.clock().pass(LEASE);

    Claim claim = ledger.claim(request(OTHER));

    assertThat(claim)
        .isInstanceOfSatisfying(
            Claim.Interrupted.class,
            found -> {
              assertThat(found.own().edit()).isEqualTo(EDIT);
              assertThat(found.own().attempt()).isEqualTo(1);
            });
    assertThat(ledger.claim(request(OTHER))).isInstanceOf(Claim.Busy.class);
  }

  @Test
  void namesAnAnswerThatIsNotUsed() {
    ledger.release(answered(EDIT));

    assertThat(ledger.claim(request(OTHER)))
        .isInstanceOfSatisfying(
            Claim.Claimed.class,
            claimed -> {
              assertThat(claimed.note()).contains(EDIT.value(), "not used");
              assertThat(claimed.own().attempt()).isZero();
            });
  }

  @Test
  void saysThatAnEditIsDoneAlready() {
    ledger.done(answered(EDIT), "out/photo.png");

    assertThat(ledger.claim(request(EDIT)))
        .isEqualTo(new Claim.Ended(new Edited("edited", "out/photo.png")));
  }

  @Test
  void editsNewContentOfADoneSource() {
    ledger.done(answered(EDIT), "out/photo.png");

    assertThat(ledger.claim(request(OTHER)))
        .isInstanceOfSatisfying(
            Claim.Claimed.class, claimed -> assertThat(claimed.replacing()).isTrue());
  }

  @Test
  void doesNothingMoreOnceSomebodyElseHasThePlace() {
    Own late = submitted(EDIT);
    table.clock().pass(LEASE);
    ledger.claim(request(EDIT));

    assertThatThrownBy(() -> ledger.done(late, "out/photo.png"))
        .isInstanceOf(NotOwnException.class);
    assertThatThrownBy(() -> ledger.release(late)).isInstanceOf(NotOwnException.class);
    assertThatThrownBy(() -> ledger.notRun(late)).isInstanceOf(NotOwnException.class);
    assertThatThrownBy(() -> ledger.checkpoint(late, new Answer.Kept("kept", OptionalLong.empty())))
        .isInstanceOf(NotOwnException.class);
  }

  @Test
  void findsItsOwnWritesWhoseAnswersWereLost() {
    table.client().loseAnswers();

    Own own = claimed(EDIT);
    Own submitted = ((Submitted) ledger.submit(own, TestTable.provider())).own();
    Own back = ledger.notRun(submitted);
    Own again = ((Submitted) ledger.submit(back, TestTable.provider())).own();
    ledger.checkpoint(again, new Answer.Kept("kept", OptionalLong.empty()));
    ledger.done(again, "out/photo.png");

    assertThat(table.client().lost()).isEqualTo(6);
    assertThat(row().state()).isEqualTo(Row.State.DONE);
  }

  @Test
  void countsATransactionOnceWhoseAnswerWasLost() {
    String day = table.anotherDay();
    Own own = claimed(EDIT);
    table.client().loseAnswers();

    ledger.submit(own, TestTable.provider());

    assertThat(table.images(day)).isEqualTo(1);
  }

  private void anotherPlaceOnly() {
    place = new Place("edited", "out/" + UUID.randomUUID() + ".{ext}");
  }

  private Request request(EditId edit) {
    return new Request(place, edit, SOURCE, LEASE, false);
  }

  private Own claimed(EditId edit) {
    return ((Claim.Claimed) ledger.claim(request(edit))).own();
  }

  private Own submitted(EditId edit) {
    return ((Submitted) ledger.submit(claimed(edit), TestTable.provider())).own();
  }

  private Own answered(EditId edit) {
    return ledger.checkpoint(
        submitted(edit),
        new Answer.Link(URI.create("https://res.stepfun.com/a.png"), OptionalLong.of(7)));
  }

  private Row row() {
    return table.row(place);
  }
}
