package io.retouch.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.retouch.event.Announcement.Direct;
import io.retouch.event.Announcement.QueueBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decodes whatever announces an upload.
 *
 * <p>Understood are S3's event messages of major version 2, also from servers that imitate S3, and
 * EventBridge's {@code Object Created}: sent directly, through SNS, through SQS, or through SNS to
 * SQS with and without raw delivery; and the message by which an operator asks for a picture.
 * Events of other kinds are no errors: they are listed as ignored.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">AWS Lambda Developer
 *     Guide, "Using Lambda with Amazon SQS"</a>
 */
public final class UploadEvents {
  private static final String SQS = "aws:sqs";

  private UploadEvents() {}

  /**
   * Decodes an event as Lambda hands it over.
   *
   * @throws UndecodableEventException if it holds an SQS message that cannot be answered for
   *     because it has no {@code messageId}; the batch is then to be failed as a whole. Everything
   *     else that is wrong with an event makes it, or the message concerned, {@linkplain
   *     Contents.Undecodable undecodable}.
   */
  public static Announcement decode(JsonNode event) {
    JsonNode records = event.path("Records");
    if (!holdsQueueMessages(records)) {
      return new Direct(Envelope.open(event));
    }
    List<QueueMessage> messages = new ArrayList<>();
    for (JsonNode record : records) {
      messages.add(message(record));
    }
    return new QueueBatch(messages);
  }

  private static boolean holdsQueueMessages(JsonNode records) {
    if (!records.isArray()) {
      return false;
    }
    for (JsonNode record : records) {
      if (SQS.equals(Json.text(record, "eventSource"))) {
        return true;
      }
    }
    return false;
  }

  private static QueueMessage message(JsonNode record) {
    String id = Json.text(record, "messageId");
    if (id.isEmpty()) {
      throw new UndecodableEventException(
          "A record of an SQS batch has no messageId, so the batch cannot be answered message by"
              + " message.");
    }
    JsonNode body = record.path("body");
    JsonNode attributes = record.path("attributes");
    return new QueueMessage(
        id,
        Json.text(record, "receiptHandle"),
        Json.text(record, "eventSourceARN"),
        body.isTextual() ? body.textValue() : body.toString(),
        positive(attributes, "SentTimestamp").map(Instant::ofEpochMilli).orElse(Instant.MAX),
        positive(attributes, "ApproximateReceiveCount")
            .map(count -> (int) Math.min(count, Integer.MAX_VALUE))
            .orElse(1),
        Envelope.open(body));
  }

  /** A number that SQS gives as decimal text; nothing if it is missing, no number, 0 or less. */
  private static Optional<Long> positive(JsonNode attributes, String field) {
    try {
      return Optional.of(Long.parseLong(Json.text(attributes, field))).filter(value -> value > 0);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
