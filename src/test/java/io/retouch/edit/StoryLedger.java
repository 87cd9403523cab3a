package io.retouch.edit;

import io.retouch.preset.Preset.OnUnknownOutcome;
import io.retouch.preset.Provider;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A ledger that writes down what it is asked, and answers as it is told. */
final class StoryLedger implements EditLedger {
  private final List<String> story;
  private final Deque<Function<Own, Claim>> claims = new ArrayDeque<>();
  private boolean unreachable;
  private Optional<Submission.Held> held = Optional.empty();

  StoryLedger(List<String> story) {
    this.story = story;
    thenClaimed();
  }

  /** What the next claim brings; after it, the place. */
  void answerClaims(Function<Own, Claim> answer) {
    claims.addFirst(answer);
  }

  /** One more claim that brings the place. */
  void thenClaimed() {
    claims.addLast(own -> new Claim.Claimed(own, false, ""));
  }

  void loseCheckpoints() {
    unreachable = true;
  }

  void hold(Submission.Held submission) {
    held = Optional.of(submission);
  }

  @Override
  public boolean remembers() {
    return true;
  }

  @Override
  public Claim claim(Request request) {
    story.add("claim " + request.place().key());
    Own own = Own.fresh(request.place(), request.edit(), "us");
    return claims.remove().apply(own);
  }

  @Override
  public Submission submit(Own own, Provider provider) {
    if (held.isPresent()) {
      story.add("held");
      return held.get();
    }
    story.add("submit");
    return new Submission.Submitted(own.submitted(new Charge("2026-11-01", 0)));
  }

  @Override
  public Own notRun(Own own) {
    story.add("not run");
    return own;
  }

  @Override
  public Own checkpoint(Own own, ImageEditor.Answer answer) {
    if (unreachable) {
      throw new LedgerException("the table is away", new IOException("no route"));
    }
    story.add("checkpoint " + answer.getClass().getSimpleName());
    return own;
  }

  @Override
  public Optional<Own> unknown(Own own, OnUnknownOutcome policy, String code, String reason) {
    if (own.unknowns() > 0) {
      story.add("parked " + code);
      return Optional.empty();
    }
    story.add("unknown " + code);
    return Optional.of(own.oneMoreUnknown());
  }

  @Override
  public void rejected(Own own, String code, String reason) {
    story.add("rejected " + code);
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
