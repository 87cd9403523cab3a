package io.retouch.ledger;

import io.retouch.edit.Durable;
import io.retouch.edit.EditLedger;
import io.retouch.edit.EditOutcome;
import io.retouch.edit.ImageEditor.Answer;
import io.retouch.edit.LedgerException;
import io.retouch.edit.NotOwnException;
import io.retouch.edit.Place;
import io.retouch.ledger.LedgerTable.ConflictException;
import io.retouch.ledger.Row.State;
import io.retouch.preset.Preset.OnUnknownOutcome;
import io.retouch.preset.Provider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One row a place, whose lease is the lock. Every write names what it expects of the row; where
 * that fails, or nobody knows whether it was made, the row says whether it was our own.
 */
@ApplicationScoped
@Durable
class DynamoLedger implements EditLedger {
  private final LedgerTable table;
  private final Claims claims;
  private final Budget budget;

  @Inject
  DynamoLedger(LedgerTable table, Budget budget, Clock clock) {
    this.table = table;
    this.budget = budget;
    this.claims = new Claims(table, clock);
  }

  static String key(Place place) {
    return "place#" + place.bucket() + "/" + place.key();
  }

  @Override
  public boolean remembers() {
    return true;
  }

  @Override
  public Claim claim(Request request) {
    return claims.claim(request);
  }

  @Override
  public Submission submit(Own own, Provider provider) {
    Optional<Submission.Held> stopped = budget.stopped();
    if (stopped.isPresent()) {
      release(own);
      return stopped.get();
    }
    Charge charge = budget.charge(provider);
    Own submitted = own.submitted(charge);
    Change row =
        mine(own)
            .set("state", State.SUBMITTED.name())
            .set("attempt", submitted.attempt())
            .set("day", charge.day())
            .set("cost", charge.cost())
            .set("provider", provider.name())
            .remove(Before.NAME)
            .when("state", State.CLAIMED.name());
    List<Boolean> held = transact(List.of(row, budget.take(charge)), submitted, State.SUBMITTED);
    if (!held.get(0)) {
      throw notOwn(own);
    }
    if (!held.get(1)) {
      release(own);
      return budget.spent(charge);
    }
    return new Submission.Submitted(submitted);
  }

  @Override
  public Own notRun(Own own) {
    Charge charge = own.charge().orElseThrow();
    Change row = mine(own).set("state", State.CLAIMED.name()).when("state", State.SUBMITTED.name());
    if (!transact(List.of(row, budget.giveBack(charge)), own, State.CLAIMED).get(0)) {
      throw notOwn(own);
    }
    return own;
  }

  @Override
  public Own checkpoint(Own own, Answer answer) {
    Change row = mine(own).set("state", State.ANSWERED.name());
    if (answer instanceof Answer.Link link) {
      row.set("link", link.link().toString()).remove("kept");
    } else if (answer instanceof Answer.Kept kept) {
      row.set("kept", kept.key()).remove("link");
    } else {
      throw new IllegalArgumentException("bytes have to be kept before they are remembered");
    }
    answer.seed().ifPresentOrElse(seed -> row.set("seed", seed), () -> row.remove("seed"));
    write(row, own, State.ANSWERED);
    return own;
  }

  @Override
  public Optional<Own> unknown(Own own, OnUnknownOutcome policy, String code, String reason) {
    if (policy == OnUnknownOutcome.PARK || own.unknowns() > 0) {
      write(ended(own, State.PARKED, code, reason), own, State.PARKED);
      return Optional.empty();
    }
    Own again = own.oneMoreUnknown();
    Change row =
        mine(own)
            .set("state", State.CLAIMED.name())
            .set("unknowns", again.unknowns())
            .remove("link", "kept");
    write(row, own, State.CLAIMED);
    return Optional.of(again);
  }

  @Override
  public void rejected(Own own, String code, String reason) {
    write(ended(own, State.REJECTED, code, reason), own, State.REJECTED);
  }

  @Override
  public void done(Own own, String key) {
    Change row =
        mine(own)
            .set("state", State.DONE.name())
            .set("output", key)
            .remove("link", "kept", "code", "reason");
    write(row, own, State.DONE);
  }

  @Override
  public void release(Own own) {
    Change change = mine(own).set("leaseEnd", 0);
    Optional<Map<String, AttributeValue>> found;
    try {
      found = table.write(change);
    } catch (LedgerException e) {
      if (isReleased(table.read(change.key()), own)) {
        return;
      }
      throw e;
    }
    if (found.isPresent()) {
      throw notOwn(own);
    }
  }

  private static boolean isReleased(Optional<Map<String, AttributeValue>> item, Own own) {
    return item.map(Row::of)
        .filter(row -> row.owner().equals(own.owner()) && !row.wasAbandoned())
        .isPresent();
  }

  private Change ended(Own own, State state, String code, String reason) {
    return mine(own)
        .set("state", state.name())
        .set("code", code)
        .set("reason", reason)
        .remove("link", "kept", "output", Before.NAME);
  }

  private Change mine(Own own) {
    return table.change(key(own.place())).when("owner", own.owner()).when("attempt", own.attempt());
  }

  /** Makes a change of our own row; a write whose answer was lost is found in the row itself. */
  private void write(Change change, Own own, State after) {
    Optional<Map<String, AttributeValue>> found;
    try {
      found = table.write(change);
    } catch (LedgerException e) {
      if (isWritten(table.read(change.key()), own, after)) {
        return;
      }
      throw e;
    }
    if (found.isPresent() && !isWritten(found, own, after)) {
      throw notOwn(own);
    }
  }

  private List<Boolean> transact(List<Change> changes, Own after, State state) {
    String token = token(after, state);
    List<Boolean> held;
    try {
      held = table.writeAll(changes, token);
    } catch (LedgerException | ConflictException e) {
      if (isWritten(table.read(changes.get(0).key()), after, state)) {
        return changes.stream().map(change -> true).toList();
      }
      throw e instanceof LedgerException ledger
          ? ledger
          : new LedgerException("the ledger's table is contended", e);
    }
    if (!held.get(0) && isWritten(table.read(changes.get(0).key()), after, state)) {
      return changes.stream().map(change -> true).toList();
    }
    return held;
  }

  private static boolean isWritten(
      Optional<Map<String, AttributeValue>> item, Own own, State state) {
    return item.filter(attributes -> !attributes.isEmpty())
        .map(Row::of)
        .filter(row -> row.owner().equals(own.owner()))
        .filter(row -> row.attempt() == own.attempt())
        .filter(row -> row.state() == state)
        .isPresent();
  }

  /** At most 36 characters, the same for the same step of the same claim. */
  private static String token(Own own, State state) {
    String step = own.owner() + "/" + own.attempt() + "/" + state;
    return UUID.nameUUIDFromBytes(step.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static NotOwnException notOwn(Own own) {
    return new NotOwnException(
        "the place of %s has gone to another delivery".formatted(own.place().key()));
  }

  /** How a row that has ended is told again. */
  static EditOutcome outcome(Row row, Place place) {
    return switch (row.state()) {
      case DONE -> new EditOutcome.Edited(place.bucket(), row.output());
      case REJECTED -> new EditOutcome.Rejected(row.code(), row.reason(), Optional.empty());
      case PARKED -> new EditOutcome.Parked(row.code(), row.reason(), Optional.empty());
      default -> throw new IllegalArgumentException(row.state() + " has not ended");
    };
  }
}
