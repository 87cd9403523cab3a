package io.retouch.local.cloud;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * What S3 tells about a new object.
 *
 * @param eTag without quotes
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">
 *     Event message structure</a>
 */
public record UploadEvent(
    String region, String bucket, String key, long bytes, String eTag, Instant time) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OWNER = "A1B2C3D4E5F6G7";

  public UploadEvent {
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(eTag, "eTag");
    Objects.requireNonNull(time, "time");
  }

  /** The notification as S3 writes it, version 2.1, its key form-encoded. */
  public ObjectNode notification() {
    ObjectNode notification = JSON.createObjectNode();
    ObjectNode event = notification.putArray("Records").addObject();
    event.put("eventVersion", "2.1");
    event.put("eventSource", "aws:s3");
    event.put("awsRegion", region);
    event.put("eventTime", time.toString());
    event.put("eventName", "ObjectCreated:Put");
    event.putObject("userIdentity").put("principalId", OWNER);
    event.putObject("requestParameters").put("sourceIPAddress", "127.0.0.1");
    event.putObject("responseElements").put("x-amz-request-id", UUID.randomUUID().toString());
    ObjectNode s3 = event.putObject("s3");
    s3.put("s3SchemaVersion", "1.0");
    s3.put("configurationId", "uploads");
    ObjectNode named = s3.putObject("bucket");
    named.put("name", bucket);
    named.putObject("ownerIdentity").put("principalId", OWNER);
    named.put("arn", "arn:aws:s3:::" + bucket);
    ObjectNode object = s3.putObject("object");
    object.put("key", formEncoded(key));
    object.put("size", bytes);
    object.put("eTag", eTag);
    object.put("sequencer", "%016X".formatted(time.toEpochMilli()));
    return notification;
  }

  /** S3 leaves slashes as they are; a blank becomes a plus. */
  private static String formEncoded(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
  }
}
