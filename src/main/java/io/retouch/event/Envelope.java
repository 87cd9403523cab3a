package io.retouch.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what an event holds, through the envelopes that SNS puts around it.
 *
 * <p>Shapes: Amazon S3 User Guide, "Event message structure" and "EventBridge event message
 * structure"; Amazon SNS Developer Guide, "HTTP/HTTPS notification JSON format" (what a queue gets
 * without raw delivery); AWS Lambda Developer Guide, "Using Lambda with Amazon SNS".
 */
final class Envelope {
  /** How many SNS envelopes may lie in one another; more than one is unheard of. */
  static final int MAX_SNS_DEPTH = 3;

  private static final String SNS = "aws:sns";

  private final List<UploadedObject> objects = new ArrayList<>();
  private final List<RequestedPicture> pictures = new ArrayList<>();
  private final List<String> ignored = new ArrayList<>();

  private Envelope() {}

  /**
   * Opens an event.
   *
   * @param event a JSON object, or JSON text as the body of a message holds it
   */
  static Contents open(JsonNode event) {
    Envelope envelope = new Envelope();
    try {
      envelope.read(event.isObject() ? event : Json.parse(event, "the event"), 0);
      return new Contents.Decoded(envelope.objects, envelope.pictures, envelope.ignored);
    } catch (UndecodableEventException e) {
      return new Contents.Undecodable(String.valueOf(e.getMessage()));
    }
  }

  private void read(JsonNode event, int depth) {
    if (!event.isObject()) {
      throw new UndecodableEventException("The event is JSON, but no JSON object.");
    }
    if (event.has("Records")) {
      readRecords(event.get("Records"), depth);
      return;
    }
    if (event.has(PictureRequests.KIND)) {
      pictures.add(PictureRequests.picture(event));
      return;
    }
    if (event.has("detail-type")) {
      readEventBridge(event);
      return;
    }
    if (event.has("Type") && event.has("TopicArn")) {
      readNotification(event, depth);
      return;
    }
    if (Json.text(event, "Event").equals("s3:TestEvent")) {
      ignored.add("the test event of bucket " + Json.quoted(Json.text(event, "Bucket")));
      return;
    }
    ignored.add(
        "an event of an unknown kind (without Records, detail-type or an SNS notification's"
            + " TopicArn)");
  }

  private void readRecords(JsonNode records, int depth) {
    if (!records.isArray()) {
      throw new UndecodableEventException("The event's Records are no list.");
    }
    if (records.isEmpty()) {
      ignored.add("an event without records");
    }
    for (JsonNode record : records) {
      if (!record.isObject()) {
        throw new UndecodableEventException("One of the event's Records is no JSON object.");
      }
      readRecord(record, depth);
    }
  }

  private void readRecord(JsonNode record, int depth) {
    if (Json.text(record, "EventSource").equals(SNS)) {
      readMessage(record.path("Sns"), depth);
      return;
    }
    String source = Json.text(record, "eventSource");
    if (!ObjectRecords.isFromS3(source)) {
      ignored.add("a record that comes from " + Json.quoted(source));
      return;
    }
    ObjectRecords.checkVersion(record);
    if (ObjectRecords.announcesUpload(record)) {
      objects.add(ObjectRecords.object(record));
      return;
    }
    ignored.add("the S3 event " + Json.quoted(Json.text(record, "eventName")));
  }

  private void readEventBridge(JsonNode event) {
    String source = Json.text(event, "source");
    String type = Json.text(event, "detail-type");
    if (source.equals("aws.s3") && type.equals("Object Created")) {
      objects.add(ObjectRecords.eventBridgeObject(event.path("detail")));
      return;
    }
    ignored.add(
        "the EventBridge event " + Json.quoted(type) + " that comes from " + Json.quoted(source));
  }

  private void readNotification(JsonNode notification, int depth) {
    String type = Json.text(notification, "Type");
    if (type.equals("Notification")) {
      readMessage(notification, depth);
      return;
    }
    ignored.add("the SNS message of type " + Json.quoted(type));
  }

  private void readMessage(JsonNode notification, int depth) {
    if (depth == MAX_SNS_DEPTH) {
      throw new UndecodableEventException(
          "More than " + MAX_SNS_DEPTH + " SNS notifications lie in one another.");
    }
    read(Json.parse(notification.path("Message"), "the SNS notification's Message"), depth + 1);
  }
}
