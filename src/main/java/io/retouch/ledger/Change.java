package io.retouch.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** A conditional change of one item; made where it is missing unless a condition forbids that. */
final class Change {
  private final String table;
  private final String key;
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, AttributeValue> values = new HashMap<>();
  private final List<String> sets = new ArrayList<>();
  private final List<String> adds = new ArrayList<>();
  private final List<String> removes = new ArrayList<>();
  private final List<String> conditions = new ArrayList<>();

  Change(String table, String key) {
    this.table = table;
    this.key = key;
  }

  String key() {
    return key;
  }

  Change set(String name, String value) {
    sets.add(name(name) + " = " + value(AttributeValue.fromS(value)));
    return this;
  }

  Change set(String name, long value) {
    sets.add(name(name) + " = " + value(number(value)));
    return this;
  }

  Change set(String name, AttributeValue value) {
    sets.add(name(name) + " = " + value(value));
    return this;
  }

  Change add(String name, long value) {
    adds.add(name(name) + " " + value(number(value)));
    return this;
  }

  Change remove(String... attributes) {
    for (String attribute : attributes) {
      removes.add(name(attribute));
    }
    return this;
  }

  /** Only where there is no such item. */
  Change whenAbsent() {
    conditions.add("attribute_not_exists(" + name(LedgerTable.KEY) + ")");
    return this;
  }

  Change when(String name, String value) {
    conditions.add(name(name) + " = " + value(AttributeValue.fromS(value)));
    return this;
  }

  Change when(String name, long value) {
    conditions.add(name(name) + " = " + value(number(value)));
    return this;
  }

  /** Only while the number is missing or at most this. */
  Change whenAtMost(String name, long most) {
    String attribute = name(name);
    conditions.add(
        "(attribute_not_exists(%1$s) OR %1$s <= %2$s)".formatted(attribute, value(number(most))));
    return this;
  }

  UpdateItemRequest request() {
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(Map.of(LedgerTable.KEY, AttributeValue.fromS(key)))
        .updateExpression(update())
        .conditionExpression(condition())
        .expressionAttributeNames(names)
        .expressionAttributeValues(values)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }

  /** The same as a part of a transaction. */
  Update part() {
    return Update.builder()
        .tableName(table)
        .key(Map.of(LedgerTable.KEY, AttributeValue.fromS(key)))
        .updateExpression(update())
        .conditionExpression(condition())
        .expressionAttributeNames(names)
        .expressionAttributeValues(values)
        .build();
  }

  private String update() {
    StringBuilder expression = new StringBuilder();
    append(expression, "SET", sets);
    append(expression, "ADD", adds);
    append(expression, "REMOVE", removes);
    return expression.toString();
  }

  private static void append(StringBuilder expression, String verb, List<String> clauses) {
    if (!clauses.isEmpty()) {
      expression.append(verb).append(' ').append(String.join(", ", clauses)).append(' ');
    }
  }

  private @Nullable String condition() {
    return conditions.isEmpty() ? null : String.join(" AND ", conditions);
  }

  /** Every name through a placeholder: some are words of DynamoDB's own. */
  private String name(String attribute) {
    names.put("#" + attribute, attribute);
    return "#" + attribute;
  }

  private String value(AttributeValue value) {
    String placeholder = ":v" + values.size();
    values.put(placeholder, value);
    return placeholder;
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
