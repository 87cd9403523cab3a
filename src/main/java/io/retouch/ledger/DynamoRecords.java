package io.retouch.ledger;

import io.retouch.edit.EditId;
import io.retouch.edit.EditRecord;
import io.retouch.edit.EditRecords;
import io.retouch.edit.LedgerException;
import io.retouch.edit.Place;
import io.retouch.ledger.Row.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The same rows as an operator sees them. */
@ApplicationScoped
class DynamoRecords implements EditRecords {
  private final LedgerTable table;

  @Inject
  DynamoRecords(LedgerTable table) {
    this.table = table;
  }

  @Override
  public Optional<EditRecord> find(Place place) {
    return table.read(DynamoLedger.key(place)).map(item -> record(place, Row.of(item)));
  }

  /** A new owner, so that nobody who held the place before can write to it any more. */
  @Override
  public boolean release(EditRecord found) {
    if (!found.endedWithoutResult()) {
      throw new IllegalArgumentException(found.state() + " is not released");
    }
    String owner = UUID.randomUUID().toString();
    Change change =
        table
            .change(DynamoLedger.key(found.place()))
            .when("owner", found.owner())
            .when("state", found.state().name())
            .when("attempt", found.calls())
            .when("edit", found.edit().value())
            .set("owner", owner)
            .set("state", State.CLAIMED.name())
            .set("leaseEnd", 0)
            .set("unknowns", 0)
            .set("crashes", 0)
            .remove("link", "kept", "output", "code", "reason");
    Optional<Map<String, AttributeValue>> refused;
    try {
      refused = table.write(change);
    } catch (LedgerException e) {
      if (isOwner(table.read(change.key()), owner)) {
        return true;
      }
      throw e;
    }
    return refused.isEmpty() || isOwner(refused, owner);
  }

  private static boolean isOwner(Optional<Map<String, AttributeValue>> item, String owner) {
    return item.filter(found -> owner.equals(Row.text(found, "owner"))).isPresent();
  }

  @Override
  public Optional<Stop> stopped() {
    return table
        .read(Budget.STOP)
        .map(
            item ->
                new Stop(
                    Row.text(item, "by"),
                    Row.text(item, "reason"),
                    Instant.ofEpochMilli(Row.number(item, "at"))));
  }

  @Override
  public void stop(Stop stop) {
    table.write(
        table
            .change(Budget.STOP)
            .set("by", stop.by())
            .set("reason", stop.reason())
            .set("at", stop.at().toEpochMilli()));
  }

  @Override
  public void resume() {
    table.delete(Budget.STOP);
  }

  @Override
  public Spent spent(LocalDate day) {
    return table
        .read(Budget.key(day.toString()))
        .map(item -> new Spent(Row.number(item, "images"), Row.number(item, "spent")))
        .orElse(new Spent(0, 0));
  }

  private static EditRecord record(Place place, Row row) {
    int slash = row.source().indexOf('/');
    return new EditRecord(
        place,
        new EditId(row.edit()),
        row.source().substring(0, slash),
        row.source().substring(slash + 1),
        EditRecord.State.valueOf(row.state().name()),
        row.owner(),
        row.attempt(),
        row.unknowns(),
        Instant.ofEpochMilli(row.leaseEnd()),
        row.charge(),
        row.output(),
        row.code(),
        row.reason());
  }
}
