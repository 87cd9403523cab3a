package io.retouch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.retouch.edit.EditId;
import io.retouch.edit.EditLedger.Claim;
import io.retouch.edit.EditLedger.Own;
import io.retouch.edit.EditLedger.Request;
import io.retouch.edit.EditLedger.Submission.Submitted;
import io.retouch.edit.ImageEditor.Answer;
import io.retouch.edit.LedgerException;
import io.retouch.edit.NotOwnException;
import io.retouch.edit.Place;
import io.retouch.preset.Preset.OnUnknownOutcome;
import io.retouch.preset.Settings.Spending;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The rows of the state machine while a second owner comes between any two requests, the writer's
 * reading and its writing included, and while the answers of writes are lost.
 */
@TestInstance(Lifecycle.PER_CLASS)
class LedgerRacesTest {
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Duration SKEW = Duration.ofSeconds(30);
  private static final EditId EDIT = new EditId("a".repeat(64));
  private static final EditId OTHER = new EditId("b".repeat(64));

  private final TestTable table = new TestTable();
  private Place place = new Place("edited", "out");
  private String day = "";
  private DynamoLedger ledger = table.ledger(Spending.unbounded());

  @AfterAll
  void stop() {
    table.close();
  }

  @BeforeEach
  void anotherPlace() {
    place = new Place("edited", "out/" + UUID.randomUUID() + ".{ext}");
    day = table.anotherDay();
    table.client().forget();
    ledger = table.ledger(Spending.unbounded());
  }

  /** What an owner writes, and where it stands then. */
  private enum Step {
    SUBMIT(Row.State.CLAIMED, Row.State.SUBMITTED),
    GIVE_BACK(Row.State.SUBMITTED, Row.State.CLAIMED),
    REJECT_UNPAID(Row.State.CLAIMED, Row.State.REJECTED),
    REJECT_REFUSED(Row.State.SUBMITTED, Row.State.REJECTED),
    CHECKPOINT(Row.State.SUBMITTED, Row.State.ANSWERED),
    RETRY_UNKNOWN(Row.State.SUBMITTED, Row.State.CLAIMED),
    PARK_UNKNOWN(Row.State.SUBMITTED, Row.State.PARKED),
    RETRY_UNUSABLE(Row.State.ANSWERED, Row.State.CLAIMED),
    DONE(Row.State.ANSWERED, Row.State.DONE),
    DONE_WITHOUT_CHECKPOINT(Row.State.SUBMITTED, Row.State.DONE),
    RELEASE_CLAIM(Row.State.CLAIMED, Row.State.CLAIMED),
    RELEASE_ANSWER(Row.State.ANSWERED, Row.State.ANSWERED);

    private final Row.State before;
    private final Row.State after;

    Step(Row.State before, Row.State after) {
      this.before = before;
      this.after = after;
    }
  }

  @ParameterizedTest
  @EnumSource
  void makesEachStepAlone(Step step) {
    Own own = owner(step.before);

    take(step, own);

    assertThat(row().state()).isEqualTo(step.after);
    assertThat(row().owner()).isEqualTo(own.owner());
  }

  @ParameterizedTest
  @EnumSource
  void leavesARowAloneThatASecondOwnerHasTakenOver(Step step) {
    Own own = owner(step.before);
    long reserved = step.before == Row.State.CLAIMED ? 0 : 1;
    table.client().beforeNextWrite(this::secondOwner);

    assertThatThrownBy(() -> take(step, own)).isInstanceOf(NotOwnException.class);

    assertThat(row()).isEqualTo(seconds());
    assertThat(table.images(day)).isEqualTo(reserved);
  }

  @ParameterizedTest
  @EnumSource
  void findsAStepWhoseAnswerWasLost(Step step) {
    Own own = owner(step.before);
    table.client().loseAnswers();

    take(step, own);

    assertThat(table.client().lost()).isPositive();
    assertThat(row().state()).isEqualTo(step.after);
    assertThat(row().owner()).isEqualTo(own.owner());
  }

  @ParameterizedTest
  @EnumSource
  void claimsNothingOfAStepAfterWhichASecondOwnerCame(Step step) {
    Own own = owner(step.before);
    table.client().loseAnswers();
    table.client().afterNextWrite(this::secondOwner);

    Throwable thrown = catchThrowable(() -> take(step, own));

    boolean ended = !step.after.isOpen();
    if (ended) {
      // What has ended belongs to nobody: the second delivery only reads how it ended.
      assertThat(thrown).isNull();
      assertThat(row().owner()).isEqualTo(own.owner());
    } else {
      assertThat(thrown).isInstanceOfAny(LedgerException.class, NotOwnException.class);
      assertThat(row()).isEqualTo(seconds());
    }
  }

  /** What a delivery finds, with a lease that is over or was given back. */
  private enum Found {
    NOTHING,
    RELEASED,
    ABANDONED,
    ANOTHER_EDIT_ABANDONED,
    CRASHED_TOO_OFTEN,
    SUBMITTED,
    ANSWERED,
    ANOTHER_EDITS_ANSWER,
    ANOTHER_EDIT_DONE,
    ANOTHER_EDIT_REJECTED,
    ANOTHER_EDIT_PARKED
  }

  @ParameterizedTest
  @EnumSource
  void givesAPlaceToTheFirstOfTwo(Found found) {
    prepare(found);
    beforeTheWriteThatClaims(found, () -> rival(EDIT));

    Claim late = ledger.claim(request(EDIT));

    if (found == Found.CRASHED_TOO_OFTEN) {
      assertThat(late).isInstanceOf(Claim.Ended.class);
      assertThat(row().state()).isEqualTo(Row.State.PARKED);
    } else {
      assertThat(late).isInstanceOf(Claim.Busy.class);
    }
    assertThat(row()).isEqualTo(seconds());
  }

  @ParameterizedTest
  @EnumSource
  void findsAClaimWhoseAnswerWasLost(Found found) {
    prepare(found);
    table.client().loseAnswers();

    Claim claim = ledger.claim(request(EDIT));

    assertThat(table.client().lost()).isEqualTo(1);
    assertThat(claim).isNotInstanceOf(Claim.Busy.class);
    assertThat(owner(claim)).isEqualTo(found == Found.CRASHED_TOO_OFTEN ? "" : row().owner());
  }

  @Test
  void waitsForALeaseThatAClockAheadSeesEndEarly() {
    owner(Row.State.CLAIMED);

    table.clock().pass(LEASE.minus(SKEW).minusMillis(1));
    assertThat(table.rival(SKEW).claim(request(EDIT))).isInstanceOf(Claim.Busy.class);
    table.clock().pass(Duration.ofMillis(1));

    // All of an invocation ends 60 s before its lease: 30 s before the earliest claim.
    assertThat(table.rival(SKEW).claim(request(EDIT))).isInstanceOf(Claim.Claimed.class);
  }

  @Test
  void waitsForALeaseThatAClockBehindSeesEndLate() {
    owner(Row.State.CLAIMED);

    table.clock().pass(LEASE.plus(SKEW).minusMillis(1));
    assertThat(table.rival(SKEW.negated()).claim(request(EDIT))).isInstanceOf(Claim.Busy.class);
    table.clock().pass(Duration.ofMillis(1));

    assertThat(table.rival(SKEW.negated()).claim(request(EDIT))).isInstanceOf(Claim.Claimed.class);
  }

  @Test
  void keepsItsPlaceAgainstAClockAheadThroughoutItsInvocation() {
    Own own = owner(Row.State.SUBMITTED);

    table.clock().pass(LEASE.minusSeconds(60));
    assertThat(table.rival(SKEW).claim(request(EDIT))).isInstanceOf(Claim.Busy.class);

    assertThatCode(() -> take(Step.CHECKPOINT, own)).doesNotThrowAnyException();
  }

  /** A claim first tries to make the row; where there is one, its next write takes it over. */
  private void beforeTheWriteThatClaims(Found found, Runnable what) {
    table
        .client()
        .beforeNextWrite(
            found == Found.NOTHING ? what : () -> table.client().beforeNextWrite(what));
  }

  private void take(Step step, Own own) {
    switch (step) {
      case SUBMIT -> ledger.submit(own, TestTable.provider());
      case GIVE_BACK -> ledger.notRun(own);
      case REJECT_UNPAID, REJECT_REFUSED -> ledger.rejected(own, "invalid_image", "no picture");
      case CHECKPOINT -> ledger.checkpoint(own, answer());
      case RETRY_UNKNOWN, RETRY_UNUSABLE ->
          ledger.unknown(own, OnUnknownOutcome.RETRY, "timeout", "late");
      case PARK_UNKNOWN -> ledger.unknown(own, OnUnknownOutcome.PARK, "timeout", "late");
      case DONE, DONE_WITHOUT_CHECKPOINT -> ledger.done(own, "out/photo.png");
      case RELEASE_CLAIM, RELEASE_ANSWER -> ledger.release(own);
    }
  }

  private void prepare(Found found) {
    switch (found) {
      case NOTHING -> {}
      case RELEASED -> ledger.release(owner(Row.State.CLAIMED));
      case ABANDONED, SUBMITTED, ANSWERED ->
          owner(found == Found.ABANDONED ? Row.State.CLAIMED : Row.State.valueOf(found.name()));
      case CRASHED_TOO_OFTEN -> {
        for (int crash = 0; crash < Claims.MOST_CRASHES; crash++) {
          owner(Row.State.CLAIMED);
          table.clock().pass(LEASE);
        }
      }
      case ANOTHER_EDIT_ABANDONED -> ledger.claim(request(OTHER));
      case ANOTHER_EDITS_ANSWER -> ledger.checkpoint(submitted(OTHER), answer());
      case ANOTHER_EDIT_DONE -> ledger.done(submitted(OTHER), "out/photo.png");
      case ANOTHER_EDIT_REJECTED -> ledger.rejected(submitted(OTHER), "moderation", "451");
      case ANOTHER_EDIT_PARKED ->
          ledger.unknown(submitted(OTHER), OnUnknownOutcome.PARK, "timeout", "late");
    }
    table.clock().pass(LEASE);
  }

  private Own owner(Row.State state) {
    if (state == Row.State.CLAIMED) {
      Own own = ((Claim.Claimed) ledger.claim(request(EDIT))).own();
      rememberDay();
      return own;
    }
    Own own = submitted(EDIT);
    return state == Row.State.SUBMITTED ? own : ledger.checkpoint(own, answer());
  }

  private Own submitted(EditId edit) {
    Own own = ((Claim.Claimed) ledger.claim(request(edit))).own();
    return ((Submitted) ledger.submit(own, TestTable.provider())).own();
  }

  /** A day of which nothing was spent has no item; another place's call makes it. */
  private void rememberDay() {
    Own other =
        Own.fresh(
            new Place("edited", "out/" + UUID.randomUUID()), EDIT, UUID.randomUUID().toString());
    Claim claim =
        ledger.claim(new Request(other.place(), EDIT, "uploads/in/other.png", LEASE, false));
    Own claimed = ((Claim.Claimed) claim).own();
    ledger.notRun(((Submitted) ledger.submit(claimed, TestTable.provider())).own());
  }

  private static Answer answer() {
    return new Answer.Kept("kept/a", OptionalLong.empty());
  }

  private Request request(EditId edit) {
    return new Request(place, edit, "uploads/in/photo.png", LEASE, false);
  }

  private void secondOwner() {
    table.clock().pass(LEASE);
    rival(EDIT);
  }

  private @Nullable Row second;

  private void rival(EditId edit) {
    table.rival(Duration.ZERO).claim(request(edit));
    second = row();
  }

  private Row seconds() {
    return Objects.requireNonNull(second, "the second owner");
  }

  private static String owner(Claim claim) {
    if (claim instanceof Claim.Claimed claimed) {
      return claimed.own().owner();
    }
    if (claim instanceof Claim.Answered answered) {
      return answered.own().owner();
    }
    return claim instanceof Claim.Interrupted interrupted ? interrupted.own().owner() : "";
  }

  private Row row() {
    return table.row(place);
  }
}
