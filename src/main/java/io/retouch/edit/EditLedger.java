package io.retouch.edit;

import io.retouch.preset.Preset.OnUnknownOutcome;
import io.retouch.preset.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Port to the memory of what was paid for. The pipeline calls it before and after everything that
 * costs money or that must not happen twice. Every method but {@link #remembers} throws {@link
 * LedgerException} where the ledger cannot be reached, and {@link NotOwnException} where the place
 * has gone to somebody else: then nothing may be called or written any more.
 */
public interface EditLedger {
  /** Whether an answer that was checkpointed is still known when the event is delivered again. */
  boolean remembers();

  /** Asks for a place. */
  Claim claim(Request request);

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
  Optional<Own> unknown(Own own, OnUnknownOutcome policy, String code, String reason);

  /** The picture cannot be edited. */
  void rejected(Own own, String code, String reason);

  /** The result lies under this key. */
  void done(Own own, String key);

  /** Gives the place back without a result, for the next delivery. */
  void release(Own own);

  /**
   * What is asked for.
   *
   * @param source the source's bucket and key, as one text
   * @param lease for how long; longer than the invocation
   * @param evenIfAnothers whether a place is taken over that belongs to another source; only asked
   *     for where that source is gone
   */
  record Request(Place place, EditId edit, String source, Duration lease, boolean evenIfAnothers) {
    public Request {
      Objects.requireNonNull(place, "place");
      Objects.requireNonNull(edit, "edit");
      Objects.requireNonNull(source, "source");
      Objects.requireNonNull(lease, "lease");
    }
  }

  /**
   * A place that is ours.
   *
   * @param owner tells this claim from all others
   * @param attempt how many calls were submitted for this edit
   * @param unknowns how many of them ended without anybody knowing how
   * @param charge what was reserved for the call that was submitted last
   */
  record Own(
      Place place, EditId edit, String owner, int attempt, int unknowns, Optional<Charge> charge) {
    public Own {
      Objects.requireNonNull(place, "place");
      Objects.requireNonNull(edit, "edit");
      Objects.requireNonNull(owner, "owner");
      Objects.requireNonNull(charge, "charge");
    }

    /** A place for which nothing was paid yet. */
    public static Own fresh(Place place, EditId edit, String owner) {
      return new Own(place, edit, owner, 0, 0, Optional.empty());
    }

    /** The same after one more call was submitted. */
    public Own submitted(Charge reserved) {
      return new Own(place, edit, owner, attempt + 1, unknowns, Optional.of(reserved));
    }

    /** The same after a call whose outcome is unknown. */
    public Own oneMoreUnknown() {
      return new Own(place, edit, owner, attempt, unknowns + 1, charge);
    }
  }

  /**
   * What was reserved for one call.
   *
   * @param day the UTC day whose budget it was taken from, as in 2026-11-20
   * @param cost in millionths of the provider's currency; 0 where it has no price
   */
  record Charge(String day, long cost) {
    public Charge {
      Objects.requireNonNull(day, "day");
    }
  }

  /** What a claim brought. */
  sealed interface Claim {
    /**
     * The place is ours and nothing was paid for yet.
     *
     * @param replacing whether another edit's row was taken over, so that the source has to be
     *     looked at once more: what was read may be older than what that edit was made of
     * @param note what is worth telling of it; may be empty
     */
    record Claimed(Own own, boolean replacing, String note) implements Claim {}

    /**
     * The place is ours, and an earlier delivery has paid for this answer.
     *
     * @param provider who gave it, where that is known
     */
    record Answered(Own own, ImageEditor.Answer answer, Optional<String> provider)
        implements Claim {
      /** An answer of the preset's own provider. */
      public Answered(Own own, ImageEditor.Answer answer) {
        this(own, answer, Optional.empty());
      }
    }

    /**
     * The place is ours, and a call for {@code own.edit()}, which may be another edit than the one
     * that was asked for, was submitted by somebody who died: what became of it has to be found
     * out.
     *
     * @param provider who was called, where that is known
     */
    record Interrupted(Own own, Optional<String> provider) implements Claim {
      /** A call of the preset's own provider. */
      public Interrupted(Own own) {
        this(own, Optional.empty());
      }
    }

    /** The edit has ended before, like this. */
    record Ended(EditOutcome outcome) implements Claim {}

    /** The place belongs to another source. */
    record Anothers(String bucket, String key) implements Claim {}

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
