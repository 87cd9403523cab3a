package io.retouch.edit;

import io.retouch.edit.EditLedger.Own;
import io.retouch.edit.EditOutcome.Edited;
import io.retouch.edit.EditTrail.Step;
import io.retouch.edit.ImageEditor.Answer;
import io.retouch.edit.WrittenResults.Found;
import io.retouch.preset.Preset.OnUnknownOutcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Steps 6 and 7: write the result, then its manifest, then say done. Whoever dies in between leaves
 * an edit that is not done: the next delivery writes the result again, and the manifest with it.
 * What fails here is paid for already.
 */
@ApplicationScoped
class LastSteps {
  private final EditLedger ledger;
  private final ResultWriter results;
  private final WrittenResults written;
  private final ManifestWriter manifests;
  private final ReportWriter reports;
  private final Clock clock;

  @Inject
  LastSteps(
      EditLedger ledger,
      ResultWriter results,
      WrittenResults written,
      ManifestWriter manifests,
      ReportWriter reports,
      Clock clock) {
    this.ledger = ledger;
    this.results = results;
    this.written = written;
    this.manifests = manifests;
    this.reports = reports;
    this.clock = clock;
  }

  /**
   * Ends an edit that was answered in this delivery.
   *
   * @param sent what was sent, if a picture was
   * @throws UnknownOutcomeException if there is no picture and never will be: paid, no result
   */
  EditOutcome finish(PreparedEdit edit, Own own, Answer answer, Optional<Sendable> sent) {
    return end(edit, own, answer, sent, false);
  }

  /**
   * Ends an edit that was answered in an earlier delivery. That may have written the result and
   * died: then it does not matter that the answer is gone.
   *
   * @throws UnknownOutcomeException if there is no picture and never will be: paid, no result
   */
  EditOutcome resume(PreparedEdit edit, Own own, Answer answer) {
    try {
      return end(edit, own, answer, Optional.empty(), true);
    } catch (UnknownOutcomeException e) {
      Found found = written.find(edit, own.edit()).orElseThrow(() -> e);
      return found(edit, own, found);
    }
  }

  /**
   * Ends an edit whose result is there.
   *
   * @param edit the edit that is at work; where the result is another's, that is only said to be
   *     done, as nothing more is known of it
   * @throws StoreException if its manifest cannot be written now
   */
  EditOutcome found(PreparedEdit edit, Own own, Found found) {
    if (edit.preset().output().manifest() && own.edit().equals(edit.id())) {
      try {
        manifests.write(Made.found(edit, own, found));
      } catch (StoreException e) {
        ledger.release(own);
        throw e;
      }
    }
    ledger.done(own, found.key());
    return new Edited(own.place().bucket(), found.key());
  }

  private EditOutcome end(
      PreparedEdit edit, Own own, Answer answer, Optional<Sendable> sent, boolean resumed) {
    Written result;
    try {
      result = edit.trail().time(Step.WRITE, () -> results.write(edit, answer));
    } catch (StoreException | ResultUnavailableException e) {
      return notWritten(edit, own, e);
    }
    if (result.outcome() instanceof Edited edited) {
      Optional<StoreException> failure =
          manifest(
              edit,
              () ->
                  Made.of(edit, own, answer.seed(), edited.key(), result.result(), sent, resumed));
      if (failure.isPresent() && ledger.remembers()) {
        ledger.release(own);
        return waiting("the manifest could not be written: " + failure.get().getMessage());
      }
      failure.ifPresent(
          e -> edit.trail().note("the manifest could not be written: " + e.getMessage()));
    }
    ledger.done(own, result.outcome() instanceof Edited edited ? edited.key() : "");
    return result.outcome();
  }

  private Optional<StoreException> manifest(PreparedEdit edit, Supplier<Made> made) {
    if (!edit.preset().output().manifest()) {
      return Optional.empty();
    }
    try {
      edit.trail().time(Step.WRITE, () -> manifests.write(made.get()));
      return Optional.empty();
    } catch (StoreException e) {
      return Optional.of(e);
    }
  }

  /** The picture is paid for and cannot be written now. */
  private EditOutcome notWritten(PreparedEdit edit, Own own, RuntimeException cause) {
    String reason = "the result could not be written: " + cause.getMessage();
    if (ledger.remembers()) {
      ledger.release(own);
      return waiting(reason);
    }
    if (edit.preset().onUnknownOutcome() == OnUnknownOutcome.PARK) {
      return reports.parked(edit, "paid_no_result", reason);
    }
    edit.trail().note("paid for without a result, and will be paid for again");
    return waiting(reason);
  }

  private EditOutcome waiting(String reason) {
    return Waits.briefly("result_not_written", reason, clock);
  }
}
