package io.retouch.ledger;

import io.retouch.edit.Durable;
import io.retouch.edit.LedgerException;
import io.retouch.edit.RequestMemory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Requests in the ledger's table, a row each; whoever writes it first says when it came. */
@ApplicationScoped
@Durable
class DynamoRequests implements RequestMemory {
  private static final String CONTENT = "content";
  private static final String SINCE = "since";

  /** How often a row may change under our eyes: each time somebody else has renewed it. */
  private static final int ROUNDS = 8;

  private final LedgerTable table;
  private final Clock clock;

  @Inject
  DynamoRequests(LedgerTable table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  @Override
  public Remembered remember(String id, String content, Duration window) {
    String key = "request#" + id;
    for (int round = 0; round < ROUNDS; round++) {
      Instant now = Instant.ofEpochMilli(clock.millis());
      Optional<Remembered> known = table.read(key).map(DynamoRequests::remembered);
      if (known.isPresent() && known.get().since().plus(window).isAfter(now)) {
        return known.get();
      }
      Change change = table.change(key).set(CONTENT, content).set(SINCE, now.toEpochMilli());
      if (known.isPresent()) {
        change.when(SINCE, known.get().since().toEpochMilli());
      } else {
        change.whenAbsent();
      }
      // Refused, or written with an answer that was lost: the next look tells.
      if (table.write(change).isEmpty()) {
        return new Remembered(content, now);
      }
    }
    throw new LedgerException(
        "the memory of a request is contended", new IllegalStateException(ROUNDS + " rounds"));
  }

  private static Remembered remembered(Map<String, AttributeValue> item) {
    AttributeValue content = item.get(CONTENT);
    AttributeValue since = item.get(SINCE);
    if (content == null || since == null) {
      throw new LedgerException(
          "the memory of a request is damaged", new IllegalStateException("no content or time"));
    }
    return new Remembered(content.s(), Instant.ofEpochMilli(Long.parseLong(since.n())));
  }
}
