package io.retouch.edit;

import io.retouch.preset.Preset.OnUnknownOutcome;
import io.retouch.preset.Provider;
import java.util.Optional;

/**
 * The ledger where none is configured. Knows an edit only as long as one invocation works on it: an
 * event that is delivered twice is paid for twice.
 */
final class NoLedger implements EditLedger {
  private static final String NOBODY = "";
  private static final Charge NOTHING = new Charge("", 0);

  @Override
  public boolean remembers() {
    return false;
  }

  @Override
  public Claim claim(Request request) {
    return new Claim.Claimed(Own.fresh(request.place(), request.edit(), NOBODY), false, "");
  }

  @Override
  public Submission submit(Own own, Provider provider) {
    return new Submission.Submitted(own.submitted(NOTHING));
  }

  @Override
  public Own notRun(Own own) {
    return own;
  }

  @Override
  public Own checkpoint(Own own, ImageEditor.Answer answer) {
    return own;
  }

  @Override
  public Optional<Own> unknown(Own own, OnUnknownOutcome policy, String code, String reason) {
    if (policy == OnUnknownOutcome.PARK || own.unknowns() > 0) {
      return Optional.empty();
    }
    return Optional.of(own.oneMoreUnknown());
  }

  @Override
  public void rejected(Own own, String code, String reason) {
    // nothing is remembered
  }

  @Override
  public void done(Own own, String key) {
    // nothing is remembered
  }

  @Override
  public void release(Own own) {
    // nothing is remembered
  }
}
