package io.retouch.local.mapping;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * Messages in the shape in which Lambda hands them to a function.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">Using Lambda with
 *     Amazon SQS</a>
 */
final class SqsEvent {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int REGION = 3;
  private static final int PARTS = 6;

  private final String queueArn;
  private final String region;

  /**
   * @throws IllegalArgumentException if that is no ARN of a queue
   */
  SqsEvent(String queueArn) {
    String[] parts = queueArn.split(":", -1);
    if (parts.length != PARTS || !queueArn.startsWith("arn:") || !parts[2].equals("sqs")) {
      throw new IllegalArgumentException(
          queueArn + " is no queue's ARN; write arn:aws:sqs:region:account:name.");
    }
    this.queueArn = queueArn;
    this.region = parts[REGION];
  }

  byte[] of(List<Message> messages) {
    ObjectNode event = JSON.createObjectNode();
    ArrayNode records = event.putArray("Records");
    messages.forEach(message -> records.add(message(message)));
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The bytes that the message takes in an event. */
  int size(Message message) {
    return message(message).toString().getBytes(StandardCharsets.UTF_8).length + 1;
  }

  private ObjectNode message(Message message) {
    ObjectNode node = JSON.createObjectNode();
    node.put("messageId", message.messageId());
    node.put("receiptHandle", message.receiptHandle());
    node.put("body", message.body());
    ObjectNode attributes = node.putObject("attributes");
    message.attributesAsStrings().forEach(attributes::put);
    ObjectNode own = node.putObject("messageAttributes");
    for (Map.Entry<String, MessageAttributeValue> entry : message.messageAttributes().entrySet()) {
      own.set(entry.getKey(), attribute(entry.getValue()));
    }
    if (message.md5OfMessageAttributes() != null) {
      node.put("md5OfMessageAttributes", message.md5OfMessageAttributes());
    }
    node.put("md5OfBody", message.md5OfBody());
    node.put("eventSource", "aws:sqs");
    node.put("eventSourceARN", queueArn);
    node.put("awsRegion", region);
    return node;
  }

  private static ObjectNode attribute(MessageAttributeValue value) {
    ObjectNode node = JSON.createObjectNode();
    if (value.stringValue() != null) {
      node.put("stringValue", value.stringValue());
    }
    SdkBytes binary = value.binaryValue();
    if (binary != null) {
      node.put("binaryValue", binary.asByteArray());
    }
    node.putArray("stringListValues");
    node.putArray("binaryListValues");
    node.put("dataType", value.dataType());
    return node;
  }
}
