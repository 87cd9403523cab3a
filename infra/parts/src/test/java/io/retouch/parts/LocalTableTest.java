package io.retouch.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class LocalTableTest {
  private static final String ABSENT = "attribute_not_exists(place)";

  @TempDir Path folder = Path.of("");

  private static Map<String, AttributeValue> row(String place, String owner) {
    return Map.of("place", AttributeValue.fromS(place), "owner", AttributeValue.fromS(owner));
  }

  @Test
  void makesATableOnDemandOnce() {
    try (LocalTable table = LocalTable.inMemory();
        DynamoDbClient client = Clients.of(table)) {
      table.createTable("ledger", "place");
      table.createTable("ledger", "place");

      var made = client.describeTable(r -> r.tableName("ledger")).table();
      assertThat(made.billingModeSummary().billingMode()).isEqualTo(BillingMode.PAY_PER_REQUEST);
      assertThat(made.keySchema()).extracting(k -> k.attributeName()).containsExactly("place");
    }
  }

  @Test
  void letsOneOfManyConditionalPutsWinAndShowsItsRow() {
    try (LocalTable table = LocalTable.inMemory();
        DynamoDbClient client = Clients.of(table)) {
      table.createTable("ledger", "place");

      long winners =
          IntStream.range(0, 16)
              .parallel()
              .filter(
                  i -> {
                    try {
                      client.putItem(
                          r ->
                              r.tableName("ledger")
                                  .item(row("a", "writer " + i))
                                  .conditionExpression(ABSENT)
                                  .returnValuesOnConditionCheckFailure(
                                      ReturnValuesOnConditionCheckFailure.ALL_OLD));
                      return true;
                    } catch (ConditionalCheckFailedException e) {
                      assertThat(e.item()).containsEntry("place", AttributeValue.fromS("a"));
                      return false;
                    }
                  })
              .count();

      assertThat(winners).isEqualTo(1);
    }
  }

  @Test
  void writesAllOfATransactionOrNothing() {
    try (LocalTable table = LocalTable.inMemory();
        DynamoDbClient client = Clients.of(table)) {
      table.createTable("ledger", "place");
      client.putItem(r -> r.tableName("ledger").item(row("taken", "first")));
      Put free = Put.builder().tableName("ledger").item(row("free", "second")).build();
      Put taken =
          Put.builder()
              .tableName("ledger")
              .item(row("taken", "second"))
              .conditionExpression(ABSENT)
              .build();

      assertThatThrownBy(
              () ->
                  client.transactWriteItems(
                      r ->
                          r.transactItems(
                              TransactWriteItem.builder().put(free).build(),
                              TransactWriteItem.builder().put(taken).build())))
          .isInstanceOf(TransactionCanceledException.class);

      assertThat(client.scan(r -> r.tableName("ledger")).items())
          .containsExactly(row("taken", "first"));
    }
  }

  @Test
  void keepsRowsOverARestartInAFolder() {
    try (LocalTable table = LocalTable.inFolder(folder.resolve("ledger"), 0);
        DynamoDbClient client = Clients.of(table)) {
      table.createTable("ledger", "place");
      client.putItem(r -> r.tableName("ledger").item(row("a", "first")));
    }

    try (LocalTable table = LocalTable.inFolder(folder.resolve("ledger"), 0);
        DynamoDbClient client = Clients.of(table)) {
      table.createTable("ledger", "place");

      assertThat(client.scan(r -> r.tableName("ledger")).items())
          .containsExactly(row("a", "first"));
    }
  }

  @Test
  void runsBesideAnother() {
    try (LocalTable ours = LocalTable.inFolder(folder.resolve("ours"), 0);
        LocalTable theirs = LocalTable.inMemory();
        DynamoDbClient client = Clients.of(theirs)) {
      ours.createTable("ledger", "place");

      assertThat(ours.endpoint()).isNotEqualTo(theirs.endpoint());
      assertThat(client.listTables().tableNames()).isEmpty();
    }
  }

  @Test
  void saysThatAPortIsTaken() {
    try (LocalTable table = LocalTable.inMemory()) {
      int taken = table.endpoint().getPort();

      assertThatThrownBy(() -> LocalTable.inFolder(folder, taken))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("port " + taken);
    }
  }
}
