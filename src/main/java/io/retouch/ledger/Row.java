package io.retouch.ledger;

import io.retouch.edit.EditId;
import io.retouch.edit.EditLedger.Charge;
import io.retouch.edit.EditLedger.Own;
import io.retouch.edit.Place;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A place's row as it was read. Texts that are not there are empty, numbers 0.
 *
 * @param crashes how many owners of this edit died before they submitted a call
 * @param leaseEnd epoch milliseconds; 0 once the place was given back
 * @param source bucket and key of the edit's source, with a slash between
 * @param provider who was called last, or empty
 * @param link the answer's link, or empty
 * @param kept the key under which the answer's bytes are kept, or empty
 */
record Row(
    String edit,
    State state,
    String owner,
    int attempt,
    int unknowns,
    int crashes,
    long leaseEnd,
    String source,
    Optional<Charge> charge,
    String provider,
    String link,
    String kept,
    OptionalLong seed,
    String output,
    String code,
    String reason) {

  /** What is known of a place. The names are stored. */
  enum State {
    CLAIMED,
    SUBMITTED,
    ANSWERED,
    DONE,
    REJECTED,
    PARKED;

    /** Whether somebody may be at work there. */
    boolean isOpen() {
      return this == CLAIMED || this == SUBMITTED || this == ANSWERED;
    }
  }

  static Row of(Map<String, AttributeValue> item) {
    String day = text(item, "day");
    return new Row(
        text(item, "edit"),
        State.valueOf(text(item, "state")),
        text(item, "owner"),
        (int) number(item, "attempt"),
        (int) number(item, "unknowns"),
        (int) number(item, "crashes"),
        number(item, "leaseEnd"),
        text(item, "source"),
        day.isEmpty() ? Optional.empty() : Optional.of(new Charge(day, number(item, "cost"))),
        text(item, "provider"),
        text(item, "link"),
        text(item, "kept"),
        item.containsKey("seed") ? OptionalLong.of(number(item, "seed")) : OptionalLong.empty(),
        text(item, "output"),
        text(item, "code"),
        text(item, "reason"));
  }

  /** Whether its lease is over or was given back. */
  boolean isFree(long now) {
    return leaseEnd <= now;
  }

  /** Whether its owner went away without giving it back. */
  boolean wasAbandoned() {
    return leaseEnd != 0;
  }

  /** The claim of a new owner to the same edit. */
  Own takenOver(Place place, String newOwner) {
    return new Own(place, new EditId(edit), newOwner, attempt, unknowns, charge);
  }

  static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null || value.s() == null ? "" : value.s();
  }

  static long number(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null || value.n() == null ? 0 : Long.parseLong(value.n());
  }
}
