package io.retouch.edit;

import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.StartupEvent;
import io.retouch.edit.EditLedger.Submission.Submitted;
import io.retouch.preset.Preset.OnUnknownOutcome;
import io.retouch.preset.Provider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The ledger where none is configured. Knows an edit only as long as one invocation works on it: an
 * event that is delivered twice is paid for twice.
 */
@ApplicationScoped
@DefaultBean
class NoLedger implements EditLedger {
  private static final Logger LOG = Logger.getLogger(NoLedger.class);

  void warn(@Observes StartupEvent start) {
    LOG.warn(
        "No ledger is configured: a picture that is announced twice is edited and paid for twice.");
  }

  @Override
  public boolean remembers() {
    return false;
  }

  @Override
  public Claim claim(Place place, EditId edit, Duration lease) {
    return new Claim.Claimed(new Own(place, edit, 0, 0));
  }

  @Override
  public Submission submit(Own own, Provider provider) {
    return new Submitted(new Own(own.place(), own.edit(), own.attempt() + 1, own.unknowns()));
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
  public Optional<Own> unknown(Own own, OnUnknownOutcome policy) {
    if (policy == OnUnknownOutcome.PARK || own.unknowns() > 0) {
      return Optional.empty();
    }
    return Optional.of(new Own(own.place(), own.edit(), own.attempt(), own.unknowns() + 1));
  }

  @Override
  public void park(Own own, String code) {
    // nothing is remembered
  }

  @Override
  public void rejected(Own own, String code) {
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
