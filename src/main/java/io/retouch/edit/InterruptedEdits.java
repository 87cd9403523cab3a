package io.retouch.edit;

import io.retouch.edit.EditLedger.Own;
import io.retouch.edit.ImageEditor.Answer;
import io.retouch.preset.Preset.OnUnknownOutcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Finds out what became of a call whose caller died, and writes that into the ledger. */
@ApplicationScoped
class InterruptedEdits {
  private final EditLedger ledger;
  private final ObjectStore store;
  private final KeptAnswers answers;

  @Inject
  InterruptedEdits(EditLedger ledger, ObjectStore store, KeptAnswers answers) {
    this.ledger = ledger;
    this.store = store;
    this.answers = answers;
  }

  /**
   * Looks for the result and for a kept answer; where there is neither, nobody knows the outcome.
   * The place is given back: whoever claims it next finds it settled.
   *
   * @param edit the edit that is at work; the interrupted one may be another of the same place
   * @param own the place, with the interrupted edit
   */
  void settle(PreparedEdit edit, Own own) {
    Optional<String> result = result(edit, own);
    if (result.isPresent()) {
      ledger.done(own, result.get());
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

  private Optional<String> result(PreparedEdit edit, Own own) {
    return OutputKeys.results(edit, own.edit()).stream()
        .filter(
            key ->
                store
                    .head(own.place().bucket(), key)
                    .filter(found -> UserMetadata.isMarkedBy(own.edit(), found.userMetadata()))
                    .isPresent())
        .findFirst();
  }
}
