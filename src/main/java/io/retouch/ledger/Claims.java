package io.retouch.ledger;

import io.retouch.edit.EditLedger.Claim;
import io.retouch.edit.EditLedger.Own;
import io.retouch.edit.EditLedger.Request;
import io.retouch.edit.EditOutcome;
import io.retouch.edit.ImageEditor.Answer;
import io.retouch.edit.LedgerException;
import io.retouch.ledger.Row.State;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Who gets a place: the first to come, and after it whoever finds its lease over. */
final class Claims {
  /** An edit whose owners die before they submit anything, so often, would kill others too. */
  static final int MOST_CRASHES = 5;

  /** How often a place may change under a claim's eyes. */
  private static final int ROUNDS = 8;

  private final LedgerTable table;
  private final Clock clock;

  Claims(LedgerTable table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  /** Most places are new: nothing is read unless the first write finds that somebody was there. */
  Claim claim(Request request) {
    Own own = Own.fresh(request.place(), request.edit(), UUID.randomUUID().toString());
    Optional<Map<String, AttributeValue>> item = create(request, own);
    for (int round = 0; round < ROUNDS; round++) {
      if (item.isEmpty()) {
        return new Claim.Claimed(own, false, "");
      }
      Optional<Claim> claim = decide(request, item.get());
      if (claim.isPresent()) {
        return claim.get();
      }
      item = table.read(DynamoLedger.key(request.place()));
      if (item.isEmpty()) {
        item = create(request, own);
      }
    }
    throw new LedgerException(
        "the place of %s is contended".formatted(request.place().key()),
        new IllegalStateException(ROUNDS + " rounds"));
  }

  /** Makes the row; returns it if it was there, and nothing if it is our own. */
  private Optional<Map<String, AttributeValue>> create(Request request, Own own) {
    Change change =
        claimed(table.change(DynamoLedger.key(request.place())).whenAbsent(), request, own);
    Optional<Map<String, AttributeValue>> found;
    try {
      found = table.write(change);
    } catch (LedgerException e) {
      found = table.read(change.key());
      if (found.isEmpty()) {
        throw e;
      }
    }
    return isOwner(found, own.owner()) ? Optional.empty() : found;
  }

  private Optional<Claim> decide(Request request, Map<String, AttributeValue> item) {
    Row row = Row.of(item);
    boolean same = row.edit().equals(request.edit().value());
    if (row.state().isOpen() && !row.isFree(clock.millis())) {
      return Optional.of(new Claim.Busy(Instant.ofEpochMilli(row.leaseEnd())));
    }
    if (!row.state().isOpen() && same) {
      return Optional.of(new Claim.Ended(DynamoLedger.outcome(row, request.place())));
    }
    if (!same && Before.isOf(item, request.edit())) {
      giveBack(request, row, item);
      return Optional.empty();
    }
    if (!row.source().equals(request.source()) && !request.evenIfAnothers()) {
      int slash = row.source().indexOf('/');
      return Optional.of(
          new Claim.Anothers(row.source().substring(0, slash), row.source().substring(slash + 1)));
    }
    if (row.state() == State.SUBMITTED) {
      return takeOver(request, row).map(own -> new Claim.Interrupted(own, provider(row)));
    }
    if (row.state() == State.ANSWERED && same) {
      return takeOver(request, row).map(own -> new Claim.Answered(own, answer(row), provider(row)));
    }
    return same ? claimAgain(request, row) : replace(request, row, item);
  }

  /** The row as it is, with a new owner. */
  private Optional<Own> takeOver(Request request, Row row) {
    Own own = row.takenOver(request.place(), UUID.randomUUID().toString());
    Change change =
        unchanged(request, row).set("owner", own.owner()).set("leaseEnd", leaseEnd(request));
    return write(change, own.owner()) ? Optional.of(own) : Optional.empty();
  }

  /** The row as it was before a claim that came to nothing, and released. */
  private void giveBack(Request request, Row row, Map<String, AttributeValue> item) {
    String owner = UUID.randomUUID().toString();
    Change change = unchanged(request, row).set("owner", owner).set("leaseEnd", 0);
    Before.of(item).forEach(change::set);
    write(change.remove(Before.NAME), owner);
  }

  /** Another edit takes the place; until it submits a call, the row remembers the one before. */
  private Optional<Claim> replace(Request request, Row row, Map<String, AttributeValue> item) {
    Own own = Own.fresh(request.place(), request.edit(), UUID.randomUUID().toString());
    String note =
        row.state() == State.ANSWERED
            ? "an answer to edit " + row.edit() + " was paid for and is not used"
            : "";
    Change change = claimed(unchanged(request, row), request, own);
    Before.toRemember(item, row)
        .ifPresentOrElse(
            before -> change.set(Before.NAME, before), () -> change.remove(Before.NAME));
    return write(change, own.owner()) ? claimed(own, true, note) : Optional.empty();
  }

  private Optional<Claim> claimAgain(Request request, Row row) {
    String owner = UUID.randomUUID().toString();
    int crashes = row.wasAbandoned() ? row.crashes() + 1 : row.crashes();
    if (crashes >= MOST_CRASHES) {
      return park(request, row, owner);
    }
    Own own = row.takenOver(request.place(), owner);
    Change change =
        unchanged(request, row)
            .set("owner", owner)
            .set("leaseEnd", leaseEnd(request))
            .set("crashes", crashes);
    return write(change, owner) ? claimed(own, false, "") : Optional.empty();
  }

  private Optional<Claim> park(Request request, Row row, String owner) {
    String reason = MOST_CRASHES + " deliveries died with this picture before anything was paid";
    Change change =
        unchanged(request, row)
            .set("owner", owner)
            .set("state", State.PARKED.name())
            .set("crashes", MOST_CRASHES)
            .set("code", "crashed")
            .set("reason", reason)
            .remove(Before.NAME);
    return write(change, owner)
        ? Optional.of(new Claim.Ended(new EditOutcome.Parked("crashed", reason, Optional.empty())))
        : Optional.empty();
  }

  private Change claimed(Change row, Request request, Own own) {
    return row.set("edit", request.edit().value())
        .set("state", State.CLAIMED.name())
        .set("owner", own.owner())
        .set("attempt", 0)
        .set("unknowns", 0)
        .set("crashes", 0)
        .set("leaseEnd", leaseEnd(request))
        .set("source", request.source())
        .remove("day", "cost", "provider", "link", "kept", "seed", "output", "code", "reason");
  }

  private Change unchanged(Request request, Row row) {
    return table
        .change(DynamoLedger.key(request.place()))
        .when("owner", row.owner())
        .when("state", row.state().name())
        .when("attempt", row.attempt())
        .when("leaseEnd", row.leaseEnd());
  }

  /** Whether the change was made, be it by a request whose answer was lost. */
  private boolean write(Change change, String owner) {
    Optional<Map<String, AttributeValue>> found;
    try {
      found = table.write(change);
    } catch (LedgerException e) {
      if (isOwner(table.read(change.key()), owner)) {
        return true;
      }
      throw e;
    }
    return found.isEmpty() || isOwner(found, owner);
  }

  private static boolean isOwner(Optional<Map<String, AttributeValue>> item, String owner) {
    return item.filter(attributes -> !attributes.isEmpty())
        .map(Row::of)
        .filter(row -> row.owner().equals(owner))
        .isPresent();
  }

  private long leaseEnd(Request request) {
    return clock.instant().plus(request.lease()).toEpochMilli();
  }

  private static Optional<Claim> claimed(Own own, boolean replacing, String note) {
    return Optional.of(new Claim.Claimed(own, replacing, note));
  }

  private static Optional<String> provider(Row row) {
    return Optional.of(row.provider()).filter(name -> !name.isEmpty());
  }

  private static Answer answer(Row row) {
    return row.kept().isEmpty()
        ? new Answer.Link(URI.create(row.link()), row.seed())
        : new Answer.Kept(row.kept(), row.seed());
  }
}
