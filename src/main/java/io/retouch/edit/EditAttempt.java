package io.retouch.edit;

import io.retouch.preset.Provider;
import java.time.Duration;

/** One edit while it is being attempted: what is called, and what the ledger knows of it. */
final class EditAttempt {
  /** Kept free after the last possible moment of an attempt, to fetch and write its result. */
  static final Duration WRITE_RESERVE = Duration.ofSeconds(5);

  private ImageEditor.Call call;
  private final Deadline deadline;
  private EditLedger.Own own;
  private int calls;
  private int givenBack;
  private int callsOfThisRound;
  private boolean keyRenewed;

  EditAttempt(ImageEditor.Call call, Deadline deadline, EditLedger.Own own) {
    this.call = call;
    this.deadline = deadline;
    this.own = own;
  }

  ImageEditor.Call call() {
    return call;
  }

  Provider provider() {
    return call.preset().provider();
  }

  EditLedger.Own own() {
    return own;
  }

  /** How many calls were made. */
  int calls() {
    return calls;
  }

  /** How many of them cost something, or may have: all but those that were not run. */
  int paidFor() {
    return calls - givenBack;
  }

  void submitted(EditLedger.Own submitted) {
    own = submitted;
    calls++;
    callsOfThisRound++;
  }

  void back(EditLedger.Own claimed) {
    own = claimed;
    givenBack++;
  }

  boolean keyRenewed() {
    return keyRenewed;
  }

  /** The key was changed since it was read; that is believed once. */
  void renewKey(Provider.ApiKey key) {
    keyRenewed = true;
    call =
        new ImageEditor.Call(
            call.preset(),
            call.source(),
            call.result(),
            call.maxResultBytes(),
            key,
            call.timeout());
  }

  /** Begins anew after an unknown outcome. */
  void again(EditLedger.Own claimed) {
    own = claimed;
    callsOfThisRound = 0;
  }

  /** Whether a whole attempt still fits before the invocation ends. */
  boolean fits() {
    return fitsAfter(Duration.ZERO);
  }

  /** An open breaker is not waited for: the queue can do that without being paid by the second. */
  boolean mayRepeatAfter(NotRunException notRun) {
    if (notRun.code().equals(ProviderGuards.BREAKER_OPEN)) {
      return false;
    }
    Duration pause = notRun.retryAfter().orElse(NotRunAttemptException.Backoff.LONGEST);
    return callsOfThisRound < provider().attempts() && fitsAfter(pause);
  }

  private boolean fitsAfter(Duration pause) {
    return deadline.allows(pause.plus(provider().attemptTimeout()).plus(WRITE_RESERVE));
  }
}
