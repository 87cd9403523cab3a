package io.retouch.operate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Announces an object as S3 does, so that the upload function takes it like any other. */
final class UploadMessages {
  private UploadMessages() {}

  /**
   * A message's body: an S3 event of version 2.1 with what it takes to find the object, its key
   * form-encoded (Amazon S3 User Guide, "Event message structure").
   */
  static String body(String bucket, String key) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    ObjectNode upload = event.putArray("Records").addObject();
    upload.put("eventVersion", "2.1");
    upload.put("eventSource", "aws:s3");
    upload.put("eventName", "ObjectCreated:Put");
    ObjectNode s3 = upload.putObject("s3");
    s3.put("s3SchemaVersion", "1.0");
    s3.putObject("bucket").put("name", bucket);
    s3.putObject("object").put("key", URLEncoder.encode(key, StandardCharsets.UTF_8));
    return event.toString();
  }
}
