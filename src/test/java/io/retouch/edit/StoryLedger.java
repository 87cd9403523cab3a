package io.retouch.edit;

import io.retouch.preset.Preset.OnUnknownOutcome;
import io.retouch.preset.Provider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A ledger that writes down what it is asked, and answers as it is told. */
final class StoryLedger implements EditLedger {
  private final List<String> story;
  private Function<Own, Claim> claims = Claim.Claimed::new;
  private Optional<Submission.Held> held = Optional.empty();

  StoryLedger(List<String> story) {
    this.story = story;
  }

  void answerClaims(Function<Own, Claim> answer) {
    claims = answer;
  }

  void hold(Submission.Held submission) {
    held = Optional.of(submission);
  }

  @Override
  public boolean remembers() {
    return true;
  }

  @Override
  public Claim claim(Place place, EditId edit, Duration lease) {
    story.add("claim " + place.key());
    return claims.apply(new Own(place, edit, 0, 0));
  }

  @Override
  public Submission submit(Own own, Provider provider) {
    if (held.isPresent()) {
      story.add("held");
      return held.get();
    }
    story.add("submit");
    return new Submission.Submitted(
        new Own(own.place(), own.edit(), own.attempt() + 1, own.unknowns()));
  }

  @Override
  public Own notRun(Own own) {
    story.add("not run");
    return own;
  }

  @Override
  public Own checkpoint(Own own, ImageEditor.Answer answer) {
    story.add("checkpoint");
    return own;
  }

  @Override
  public Optional<Own> unknown(Own own, OnUnknownOutcome policy) {
    story.add("unknown");
    return own.unknowns() > 0
        ? Optional.empty()
        : Optional.of(new Own(own.place(), own.edit(), own.attempt(), 1));
  }

  @Override
  public void park(Own own, String code) {
    story.add("park");
  }

  @Override
  public void rejected(Own own, String code) {
    story.add("rejected");
  }

  @Override
  public void done(Own own, String key) {
    story.add("done " + key);
  }

  @Override
  public void release(Own own) {
    story.add("release");
  }
}
