package io.retouch.edit;

import io.retouch.edit.EditLedger.Claim;
import io.retouch.edit.EditLedger.Own;
import io.retouch.edit.ImageEditor.Answer;
import io.retouch.edit.WrittenResults.Found;
import io.retouch.preset.Preset.OnUnknownOutcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Finds out what became of a call whose caller died, and writes that into the ledger. */
@ApplicationScoped
class InterruptedEdits {
  private final EditLedger ledger;
  private final WrittenResults results;
  private final LastSteps lastSteps;
  private final KeptAnswers answers;

  @Inject
  InterruptedEdits(
      EditLedger ledger, WrittenResults results, LastSteps lastSteps, KeptAnswers answers) {
    this.ledger = ledger;
    this.results = results;
    this.lastSteps = lastSteps;
    this.answers = answers;
  }

  /**
   * Looks for the result and for a kept answer; where there is neither, nobody knows the outcome.
   * The place is given back: whoever claims it next finds it settled.
   *
   * @param edit the edit that is at work; the interrupted one may be another of the same place
   * @param interrupted the place, with the interrupted edit
   */
  void settle(PreparedEdit edit, Claim.Interrupted interrupted) {
    Own own = interrupted.own();
    Optional<Found> result = results.find(edit, own.edit());
    if (result.isPresent()) {
      lastSteps.found(edit.answeredBy(interrupted.provider()), own, result.get());
      return;
    }
    Optional<Answer> answer = answers.find(own);
    if (answer.isPresent()) {
      ledger.release(ledger.checkpoint(own, answer.get()));
      return;
    }
    OnUnknownOutcome policy = edit.preset().onUnknownOutcome();
    String reason =
        "whoever made call %d died before its answer was known".formatted(own.attempt());
    edit.trail().note(reason + ", and it may have been paid for");
    ledger.unknown(own, policy, "interrupted", reason).ifPresent(ledger::release);
  }
}
