package io.retouch.edit;

import io.retouch.edit.EditLedger.Submission;
import io.retouch.edit.EditLedger.Submission.Submitted;
import io.retouch.edit.NotRunAttemptException.Backoff;
import io.smallrye.faulttolerance.api.CustomBackoff;
import io.smallrye.faulttolerance.api.RetryWhen;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.faulttolerance.Retry;

/**
 * Submits an edit and calls its provider, and repeats that here while the API says that it did not
 * run and time lasts. One submission a call: nothing is called that the ledger does not know of.
 */
@ApplicationScoped
class EditAttempts {
  private final ProviderGuards guards;
  private final EditLedger ledger;
  private final ImageEditor editor;

  @Inject
  EditAttempts(ProviderGuards guards, EditLedger ledger, ImageEditor editor) {
    this.guards = guards;
    this.ledger = ledger;
    this.editor = editor;
  }

  /**
   * Until an answer, a refusal, a pause, or no more time; the number of attempts and the pauses
   * between them are the provider's and the API's to say, which is why the annotation sets no
   * bounds of its own.
   *
   * @throws NotRunAttemptException if the edit was not run, and is not repeated here
   * @throws AttemptException as {@link ImageEditor#edit} says
   */
  @Retry(maxRetries = -1, maxDuration = 0, delay = 500, jitter = Backoff.JITTER)
  @RetryWhen(exception = NotRunAttemptException.WhileTimeLasts.class)
  @CustomBackoff(Backoff.class)
  Attempted submitAndCall(EditAttempt attempt) {
    try {
      return guards.call(attempt.provider(), () -> attemptOnce(attempt), Attempted.class);
    } catch (NotRunException e) {
      throw new NotRunAttemptException(e, attempt.mayRepeatAfter(e));
    }
  }

  private Attempted attemptOnce(EditAttempt attempt) {
    Submission submission = ledger.submit(attempt.own(), attempt.provider());
    if (submission instanceof Submission.Held held) {
      return new Attempted.Held(held);
    }
    attempt.submitted(((Submitted) submission).own());
    try {
      return new Attempted.Answered(editor.edit(attempt.call()));
    } catch (NotRunException | MisconfiguredException e) {
      attempt.back(ledger.notRun(attempt.own()));
      throw e;
    }
  }

  /** What came of it. */
  sealed interface Attempted {
    /** The API answered with a picture. */
    record Answered(ImageEditor.Answer answer) implements Attempted {}

    /** The ledger does not let the call be made now. */
    record Held(Submission.Held submission) implements Attempted {}
  }
}
