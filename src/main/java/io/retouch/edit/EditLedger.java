package io.retouch.edit;

import io.retouch.preset.Preset.OnUnknownOutcome;
import io.retouch.preset.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Port to the memory of what was paid for. The pipeline calls it before and after everything that
 * costs money or that must not happen twice.
 */
public interface EditLedger {
  /** Whether an answer that was checkpointed is still known when the event is delivered again. */
  boolean remembers();

  /** Asks for the place, for as long as the lease lasts. */
  Claim claim(Place place, EditId edit, Duration lease);

  /** Says that a call follows, before it is made, and reserves its price. */
  Submission submit(Own own, Provider provider);

  /** The call was not run: gives its price back; the place stays claimed. */
  Own notRun(Own own);

  /** Remembers an answer before anything else is done with it. */
  Own checkpoint(Own own, ImageEditor.Answer answer);

  /**
   * The outcome of a call is unknown, or it was paid for without a result.
   *
   * @return the claim to try once more with, or nothing if the edit is now parked
   */
  Optional<Own> unknown(Own own, OnUnknownOutcome policy);

  /** Parks the edit until an operator decides. */
  void park(Own own, String code);

  /** The picture cannot be edited. */
  void rejected(Own own, String code);

  /** The result lies in its place. */
  void done(Own own, String key);

  /** Gives the place back without a result, for the next delivery. */
  void release(Own own);

  /**
   * A claimed place.
   *
   * @param attempt how many calls were submitted for this edit
   * @param unknowns how many of them ended without anybody knowing how
   */
  record Own(Place place, EditId edit, int attempt, int unknowns) {
    public Own {
      Objects.requireNonNull(place, "place");
      Objects.requireNonNull(edit, "edit");
    }
  }

  /** What a claim brought. */
  sealed interface Claim {
    /** The place is ours and nothing was paid for yet. */
    record Claimed(Own own) implements Claim {}

    /** The place is ours, and an earlier delivery has paid for this answer. */
    record Answered(Own own, ImageEditor.Answer answer) implements Claim {}

    /** The edit has ended before, like this. */
    record Ended(EditOutcome outcome) implements Claim {}

    /** Another delivery is at work there until then. */
    record Busy(Instant until) implements Claim {}
  }

  /** Whether the call may be made. */
  sealed interface Submission {
    /** It may, once. */
    record Submitted(Own own) implements Submission {}

    /** It may not now: the budget is spent, or spending was stopped. The place was released. */
    record Held(String code, String reason, Instant until) implements Submission {}
  }
}
