package io.retouch.parts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.elasticmq.BinaryMessageAttribute;
import org.elasticmq.MessageAttribute;
import org.elasticmq.MessageContent;
import org.elasticmq.NeverReceived$;
import org.elasticmq.NumberMessageAttribute;
import org.elasticmq.OnDateTimeReceived;
import org.elasticmq.Received;
import org.elasticmq.StringMessageAttribute;
import org.elasticmq.TracingId;
import org.elasticmq.actor.queue.InternalMessage;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.OptionConverters;

/**
 * A message of a standard queue as it is kept on disk: our own names, so that a newer ElasticMQ
 * still reads what an older one left. Times are milliseconds since 1970.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record KeptMessage(
    String id,
    String body,
    long created,
    long nextDelivery,
    int receiveCount,
    @Nullable Long firstReceived,
    List<String> receipts,
    Map<String, Attribute> attributes,
    @Nullable String tracingId,
    @Nullable String deadLetterSource) {

  /**
   * A message attribute.
   *
   * @param type String, Number or Binary
   * @param label what follows the dot of a custom type such as {@code Number.float}
   * @param value in Base64 where the type is Binary
   */
  record Attribute(String type, @Nullable String label, String value) {}

  KeptMessage {
    Objects.requireNonNull(id, "id");
    body = body == null ? "" : body;
    receipts = receipts == null ? List.of() : List.copyOf(receipts);
    attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
  }

  static KeptMessage of(InternalMessage message) {
    Map<String, Attribute> attributes = new HashMap<>();
    CollectionConverters.asJava(message.messageAttributes())
        .forEach((name, value) -> attributes.put(name, attribute(value)));
    return new KeptMessage(
        message.id(),
        message.content().value(),
        message.created().toInstant().toEpochMilli(),
        message.nextDelivery(),
        message.receiveCount(),
        message.firstReceive() instanceof OnDateTimeReceived received
            ? (Long) received.when().toInstant().toEpochMilli()
            : null,
        soFar(CollectionConverters.asJava(message.deliveryReceipts())),
        attributes,
        OptionConverters.toJava(message.tracingId()).map(TracingId::id).orElse(null),
        OptionConverters.toJava(message.deadLetterSourceQueueName()).orElse(null));
  }

  /**
   * Read by position: the message is the queue's own, which may add a receipt meanwhile, and tells
   * of that in an event of its own. An iterator would fail then, and the sender wait for 21 s.
   */
  private static List<String> soFar(List<? extends @Nullable String> receipts) {
    List<String> read = new ArrayList<>();
    int size = receipts.size();
    for (int i = 0; i < size; i++) {
      String receipt = receipts.get(i);
      if (receipt != null) {
        read.add(receipt);
      }
    }
    return read;
  }

  /** Visible at once if it had been received: whoever held it is gone with the queue. */
  InternalMessage revived() {
    Map<String, MessageAttribute> revived = new HashMap<>();
    attributes.forEach((name, value) -> revived.put(name, revived(value)));
    return new InternalMessage(
        id,
        CollectionConverters.asScala(new ArrayList<>(receipts)),
        receiveCount > 0 ? created : nextDelivery,
        new MessageContent(body),
        scala.collection.immutable.Map.from(CollectionConverters.asScala(revived)),
        time(created),
        0,
        revivedReceipt(),
        receiveCount,
        false,
        Option.empty(),
        Option.empty(),
        OptionConverters.toScala(Optional.ofNullable(tracingId).map(TracingId::new)),
        Option.empty(),
        Option.apply(deadLetterSource));
  }

  private Received revivedReceipt() {
    return firstReceived == null
        ? NeverReceived$.MODULE$
        : new OnDateTimeReceived(time(firstReceived));
  }

  private static Attribute attribute(MessageAttribute value) {
    String label = OptionConverters.toJava(value.customType()).orElse(null);
    if (value instanceof BinaryMessageAttribute binary) {
      return new Attribute("Binary", label, binary.asBase64());
    }
    if (value instanceof NumberMessageAttribute number) {
      return new Attribute("Number", label, number.stringValue());
    }
    return new Attribute("String", label, ((StringMessageAttribute) value).stringValue());
  }

  private static MessageAttribute revived(Attribute attribute) {
    Option<String> label = Option.apply(attribute.label());
    return switch (attribute.type()) {
      case "Binary" -> BinaryMessageAttribute.fromBase64(attribute.value(), label);
      case "Number" -> new NumberMessageAttribute(attribute.value(), label);
      default -> new StringMessageAttribute(attribute.value(), label);
    };
  }

  private static OffsetDateTime time(long millis) {
    return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
  }
}
