package io.retouch.edit;

import io.retouch.edit.EditLedger.Charge;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What the ledger knows of a place.
 *
 * @param edit the last edit that claimed it
 * @param sourceBucket the bucket of that edit's source; empty where it was made from a prompt alone
 * @param sourceKey its key, or the name that it was asked for by
 * @param owner whose claim wrote it last
 * @param calls how many calls were submitted for the edit, those that were not run included
 * @param unknowns how many of them ended without anybody knowing how, since the edit was claimed or
 *     released by an operator
 * @param leaseEnd until when its owner may be at work; {@link Instant#EPOCH} once the place was
 *     given back; meaningless once the edit has ended
 * @param charge what was reserved for the call that was submitted last
 * @param output the result's key; empty unless there is one
 * @param code why there is no result, in a stable word; empty unless parked or rejected
 * @param reason the same as a sentence
 */
public record EditRecord(
    Place place,
    EditId edit,
    String sourceBucket,
    String sourceKey,
    State state,
    String owner,
    int calls,
    int unknowns,
    Instant leaseEnd,
    Optional<Charge> charge,
    String output,
    String code,
    String reason) {
  public EditRecord {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(edit, "edit");
    Objects.requireNonNull(sourceBucket, "sourceBucket");
    Objects.requireNonNull(sourceKey, "sourceKey");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(leaseEnd, "leaseEnd");
    Objects.requireNonNull(charge, "charge");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(reason, "reason");
  }

  /** How far an edit has come. */
  public enum State {
    /** Somebody has begun, or given it back for the next delivery. */
    CLAIMED,
    /** A call follows, or was made. */
    SUBMITTED,
    /** A call was answered and paid for; its result is not written yet. */
    ANSWERED,
    /** The result is written. */
    DONE,
    /** The picture cannot be edited as it is. */
    REJECTED,
    /** The picture may have been paid for without a result. */
    PARKED
  }

  /** Whether the edit has ended, with a result or without. */
  public boolean hasEnded() {
    return endedWithoutResult() || state == State.DONE;
  }

  /** Whether the edit has ended without a result. */
  public boolean endedWithoutResult() {
    return state == State.PARKED || state == State.REJECTED;
  }

  /** Whether somebody may be at work on it at this time. */
  public boolean isBusy(Instant now) {
    return !hasEnded() && leaseEnd.isAfter(now);
  }

  /** Whether this is about the edit that is due to an object as it is now. */
  public boolean isOf(DueEdit due) {
    return edit.equals(due.id());
  }

  /** Whether the edit has a source, which may be gone by now. */
  public boolean hasSource() {
    return !sourceBucket.isEmpty();
  }

  /** How the edit's source, or what was made without one, is named in a sentence. */
  public String source() {
    return Sources.named(sourceBucket, sourceKey);
  }

  /** Whether the place belongs to this object, in whatever content. */
  public boolean isOfSourceOf(DueEdit due) {
    return sourceBucket.equals(due.bucket()) && sourceKey.equals(due.key());
  }
}
