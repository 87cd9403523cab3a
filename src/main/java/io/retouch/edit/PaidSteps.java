package io.retouch.edit;

import io.retouch.edit.EditAttempts.Attempted;
import io.retouch.edit.EditLedger.Claim;
import io.retouch.edit.EditLedger.Own;
import io.retouch.edit.EditOutcome.Edited;
import io.retouch.edit.EditOutcome.Waiting;
import io.retouch.edit.EditTrail.Step;
import io.retouch.edit.ImageEditor.Answer;
import io.retouch.preset.Preset;
import io.retouch.preset.Provider;
import io.retouch.preset.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;

/** Takes a claimed edit to its end: submit and call, checkpoint, write, done. */
@ApplicationScoped
class PaidSteps {
  private final EditLedger ledger;
  private final Secrets secrets;
  private final EditAttempts attempts;
  private final LastSteps lastSteps;
  private final KeptAnswers answers;
  private final ReportWriter reports;
  private final Settings settings;
  private final Clock clock;

  @Inject
  PaidSteps(
      EditLedger ledger,
      Secrets secrets,
      EditAttempts attempts,
      LastSteps lastSteps,
      KeptAnswers answers,
      ReportWriter reports,
      Settings settings,
      Clock clock) {
    this.ledger = ledger;
    this.secrets = secrets;
    this.attempts = attempts;
    this.lastSteps = lastSteps;
    this.answers = answers;
    this.reports = reports;
    this.settings = settings;
    this.clock = clock;
  }

  /** Says that a provider's key will be needed soon. */
  void expect(Provider provider) {
    secrets.expect(provider);
  }

  /** Edits a picture that nothing was paid for yet. */
  EditOutcome take(PreparedEdit edit, Own own, Work work) {
    Provider.ApiKey key;
    try {
      key = key(work.preset().provider());
    } catch (NotRunException | MisconfiguredException e) {
      return notRun(edit, own, work, e);
    }
    EditAttempt attempt =
        new EditAttempt(
            new ImageEditor.Call(
                work.preset(),
                work.source(),
                edit.files().result(),
                settings.limits().resultBytes(),
                key,
                work.preset().provider().attemptTimeout()),
            edit.job().deadline(),
            own);
    try {
      return attempt(edit, attempt, work);
    } finally {
      // Also where the store or the ledger ends it: what was called has to be told.
      edit.trail().attempts(attempt.calls(), attempt.paidFor(), work.preset().provider().price());
    }
  }

  private Provider.ApiKey key(Provider provider) {
    try {
      return secrets
          .apiKey(provider)
          .orElseThrow(
              () ->
                  new MisconfiguredException(
                      "api_key_missing",
                      "provider %1$s has no API key: set retouch.providers.%1$s.api-key"
                          .formatted(provider.name())));
    } catch (SecretsException e) {
      String message = String.valueOf(e.getMessage());
      throw e.permanent()
          ? new MisconfiguredException("api_key_unreadable", message, e)
          : new NotRunException("api_key_unreadable", message, e);
    }
  }

  /** Steps 5 to 7, once more after an unknown outcome where the preset wants that. */
  private EditOutcome attempt(PreparedEdit edit, EditAttempt attempt, Work work) {
    while (attempt.fits()) {
      try {
        Attempted attempted = edit.trail().time(Step.EDIT, () -> attempts.submitAndCall(attempt));
        if (attempted instanceof Attempted.Held held) {
          return new Waiting(
              held.submission().code(), held.submission().reason(), held.submission().until());
        }
        edit.trail().answeredBy(attempt.provider().name());
        return answered(
            edit, attempt.own(), ((Attempted.Answered) attempted).answer(), work.picture());
      } catch (NotRunAttemptException e) {
        return notRun(edit, attempt.own(), work, e.notRun());
      } catch (MisconfiguredException e) {
        if (!renewKey(attempt, e)) {
          return notRun(edit, attempt.own(), work, e);
        }
        edit.trail().note("the API key was read again");
      } catch (RefusedException e) {
        return reject(edit, attempt.own(), e.code(), String.valueOf(e.getMessage()));
      } catch (UnknownOutcomeException e) {
        Optional<Own> again = unknown(edit, attempt.own(), e);
        if (again.isEmpty()) {
          return park(edit, e);
        }
        attempt.again(again.get());
      }
    }
    return outOfTime(edit, attempt);
  }

  /** Whether the key was refused and there is another by now; looked for once an edit. */
  private boolean renewKey(EditAttempt attempt, MisconfiguredException refused) {
    if (!refused.code().equals(MisconfiguredException.UNAUTHORISED) || attempt.keyRenewed()) {
      return false;
    }
    try {
      Optional<Provider.ApiKey> key =
          secrets.insteadOf(attempt.call().apiKey(), attempt.provider());
      key.ifPresent(attempt::renewKey);
      return key.isPresent();
    } catch (SecretsException e) {
      return false;
    }
  }

  /** Nothing was paid for: the fallback's turn, where there is one, else the edit waits. */
  private EditOutcome notRun(PreparedEdit edit, Own own, Work work, AttemptException cause) {
    if (cause instanceof MisconfiguredException) {
      edit.trail().misconfigured();
    }
    Waiting waiting =
        cause instanceof NotRunException notRun
            ? Waits.asAsked(notRun, clock)
            : Waits.untilMended(cause.code(), String.valueOf(cause.getMessage()), clock);
    if (work.fallback().isPresent()) {
      Preset fallback = work.fallback().get();
      edit.trail()
          .note(
              "provider %s could not be used (%s), so %s was asked: %s"
                  .formatted(
                      work.preset().provider().name(),
                      cause.code(),
                      fallback.provider().name(),
                      cause.getMessage()));
      return take(edit.by(fallback), own, work.onFallback(fallback, waiting));
    }
    ledger.release(own);
    return work.soonest(waiting);
  }

  /**
   * Step 6. An answer that cannot be remembered now is written all the same: the marker of its
   * result tells whoever comes next what the ledger does not.
   */
  private EditOutcome answered(
      PreparedEdit edit, Own own, Answer answer, Optional<Sendable> picture) {
    Answer checkpointed = answer;
    try {
      if (ledger.remembers()) {
        checkpointed = answers.keep(edit, own, answer);
      }
      ledger.checkpoint(own, checkpointed);
    } catch (LedgerException | StoreException e) {
      edit.trail().note("the answer could not be checkpointed: " + e.getMessage());
    }
    EditOutcome outcome = lastSteps.finish(edit, own, answer, picture);
    if (outcome instanceof Edited) {
      answers.forget(own.place().bucket(), checkpointed);
    }
    return outcome;
  }

  /** Writes an answer that an earlier delivery has paid for. */
  EditOutcome resume(PreparedEdit asked, Claim.Answered answered) {
    PreparedEdit edit = asked.answeredBy(answered.provider());
    Own own = answered.own();
    Answer answer = answered.answer();
    edit.trail().note("resumed from an answer that was paid for before");
    answered.provider().ifPresent(edit.trail()::answeredBy);
    try {
      EditOutcome outcome = lastSteps.resume(edit, own, answer);
      if (outcome instanceof Edited) {
        answers.forget(own.place().bucket(), answer);
      }
      return outcome;
    } catch (UnknownOutcomeException e) {
      Optional<Own> again = unknown(edit, own, e);
      if (again.isEmpty()) {
        return park(edit, e);
      }
      ledger.release(again.get());
      return Waits.briefly(e.code(), String.valueOf(e.getMessage()), clock);
    }
  }

  private Optional<Own> unknown(PreparedEdit edit, Own own, UnknownOutcomeException unknown) {
    edit.trail()
        .note(
            "call %d may have been paid for without a result: %s (%s)"
                .formatted(own.attempt(), unknown.getMessage(), unknown.code()));
    return ledger.unknown(
        own,
        edit.preset().onUnknownOutcome(),
        unknown.code(),
        String.valueOf(unknown.getMessage()));
  }

  /** A claimed edit for which no whole attempt is left in this invocation. */
  private EditOutcome outOfTime(PreparedEdit edit, EditAttempt attempt) {
    if (attempt.own().unknowns() > 0 && !ledger.remembers()) {
      return park(
          edit,
          new UnknownOutcomeException(
              "unknown_outcome", "no time was left to try once more after an unknown outcome"));
    }
    ledger.release(attempt.own());
    return Waits.briefly(
        "time_short", "too little of the invocation's time was left for a whole attempt", clock);
  }

  /** Ends an edit whose picture cannot be edited as it is: the ledger first, then the report. */
  EditOutcome reject(PreparedEdit edit, Own own, String code, String reason) {
    ledger.rejected(own, code, reason);
    return reports.rejected(edit, code, reason);
  }

  private EditOutcome park(PreparedEdit edit, UnknownOutcomeException unknown) {
    return reports.parked(edit, unknown.code(), String.valueOf(unknown.getMessage()));
  }
}
