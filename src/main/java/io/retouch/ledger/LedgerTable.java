package io.retouch.ledger;

import io.retouch.edit.LedgerException;
import io.retouch.preset.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.Retry;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** The table, and its transactions' quarrels with each other over the day's budget. */
@ApplicationScoped
class LedgerTable {
  /** The name of the table's partition key, a string. */
  static final String KEY = "pk";

  private static final String CONDITION_FAILED = "ConditionalCheckFailed";
  private static final String NONE = "None";

  private final DynamoDbClient client;
  private final String table;

  @Inject
  LedgerTable(DynamoDbClient client, Settings settings) {
    this(client, settings.ledgerTable().orElse(""));
  }

  LedgerTable(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  Change change(String key) {
    return new Change(table, key);
  }

  /** An item as it is now, seen by all that was written before. */
  Optional<Map<String, AttributeValue>> read(String key) {
    try {
      Map<String, AttributeValue> item =
          client
              .getItem(
                  request ->
                      request
                          .tableName(table)
                          .key(Map.of(KEY, AttributeValue.fromS(key)))
                          .consistentRead(true))
              .item();
      return item.isEmpty() ? Optional.empty() : Optional.of(item);
    } catch (SdkException e) {
      throw failed("read", e);
    }
  }

  /**
   * Makes a change.
   *
   * @return nothing if it was made; else the item as it is, empty if there is none
   * @throws LedgerException if it may have been made or not
   */
  Optional<Map<String, AttributeValue>> write(Change change) {
    try {
      client.updateItem(change.request());
      return Optional.empty();
    } catch (ConditionalCheckFailedException e) {
      return Optional.of(e.hasItem() ? e.item() : Map.of());
    } catch (SdkException e) {
      throw failed("write to", e);
    }
  }

  /** Deletes an item; does nothing if there is none. */
  void delete(String key) {
    try {
      client.deleteItem(
          request -> request.tableName(table).key(Map.of(KEY, AttributeValue.fromS(key))));
    } catch (SdkException e) {
      throw failed("write to", e);
    }
  }

  /**
   * Makes all changes or none.
   *
   * @param token makes the same transaction count once however often it is sent within ten minutes
   * @return for each change whether its condition held; all true if they were made
   * @throws LedgerException if they may have been made or not
   */
  @Retry(
      maxRetries = 8,
      delay = 60,
      jitter = 50,
      maxDuration = 0,
      retryOn = ConflictException.class)
  List<Boolean> writeAll(List<Change> changes, String token) {
    List<TransactWriteItem> parts =
        changes.stream()
            .map(change -> TransactWriteItem.builder().update(change.part()).build())
            .toList();
    try {
      client.transactWriteItems(request -> request.transactItems(parts).clientRequestToken(token));
      return changes.stream().map(change -> true).toList();
    } catch (TransactionCanceledException e) {
      return held(e);
    } catch (SdkException e) {
      throw failed("write to", e);
    }
  }

  private List<Boolean> held(TransactionCanceledException e) {
    List<String> codes =
        e.cancellationReasons().stream()
            .map(CancellationReason::code)
            .map(String::valueOf)
            .toList();
    if (codes.stream().anyMatch(CONDITION_FAILED::equals)) {
      return codes.stream().map(code -> !code.equals(CONDITION_FAILED)).toList();
    }
    if (codes.stream().allMatch(NONE::equals)) {
      throw failed("write to", e);
    }
    throw new ConflictException(e);
  }

  private LedgerException failed(String what, SdkException cause) {
    return new LedgerException(
        "could not %s the ledger's table %s: %s".formatted(what, table, cause.getMessage()), cause);
  }

  /** Another transaction was changing one of the items: nothing was written, try again. */
  static final class ConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConflictException(Throwable cause) {
      super(cause);
    }
  }
}
