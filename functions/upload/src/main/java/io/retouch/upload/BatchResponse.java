package io.retouch.upload;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Objects;

/**
 * The answer to an SQS batch: the messages that are to be delivered again. An empty list means that
 * all are done. Needs {@code ReportBatchItemFailures} on the event source mapping (AWS Lambda
 * Developer Guide, "Handling errors for an SQS event source in Lambda").
 */
@RegisterForReflection
public record BatchResponse(List<ItemFailure> batchItemFailures) {
  public BatchResponse {
    batchItemFailures = List.copyOf(batchItemFailures);
  }

  /**
   * One message that is to be delivered again.
   *
   * @param itemIdentifier its {@code messageId}
   */
  @RegisterForReflection
  public record ItemFailure(String itemIdentifier) {
    public ItemFailure {
      Objects.requireNonNull(itemIdentifier, "itemIdentifier");
    }
  }
}
