package io.retouch.ledger;

import io.retouch.edit.EditId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a row was before another edit claimed its place. A claim can turn out to be made of a source
 * that is not there any more; were what it replaced forgotten, that would be paid for again. It is
 * kept until the claim's first call is submitted, or its edit has ended.
 */
final class Before {
  /** The attribute that holds it, a map. */
  static final String NAME = "before";

  private static final Set<String> NOT_KEPT = Set.of(LedgerTable.KEY, NAME, "owner", "leaseEnd");

  private Before() {}

  /** The attributes of the row before; empty where nothing is remembered. */
  static Map<String, AttributeValue> of(Map<String, AttributeValue> item) {
    AttributeValue before = item.get(NAME);
    return before == null || !before.hasM() ? Map.of() : before.m();
  }

  /** Whether it was this edit's row. */
  static boolean isOf(Map<String, AttributeValue> item, EditId edit) {
    AttributeValue before = of(item).get("edit");
    return before != null && edit.value().equals(before.s());
  }

  /** What the next claim of another edit has to remember, if anything was ever paid for. */
  static Optional<AttributeValue> toRemember(Map<String, AttributeValue> item, Row row) {
    if (item.containsKey(NAME)) {
      return Optional.ofNullable(item.get(NAME));
    }
    if (row.state() == Row.State.CLAIMED && row.attempt() == 0) {
      return Optional.empty();
    }
    Map<String, AttributeValue> kept = new HashMap<>(item);
    kept.keySet().removeAll(NOT_KEPT);
    return Optional.of(AttributeValue.fromM(kept));
  }
}
