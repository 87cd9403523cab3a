package io.retouch.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the objects that S3's records and EventBridge's details name.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Amazon
 *     S3 User Guide, "Event message structure"</a>
 */
final class ObjectRecords {
  /** Bytes of a key in UTF-8 (Amazon S3 User Guide, "Naming Amazon S3 objects"). */
  static final int MAX_KEY_BYTES = 1024;

  /**
   * Characters of a bucket's name (Amazon S3 User Guide, "General purpose bucket naming rules": 63,
   * and 255 for buckets created in us-east-1 before March 2018).
   */
  static final int MAX_BUCKET_LENGTH = 255;

  /** The guide asks to compare major versions only: a minor one adds fields. */
  private static final Pattern VERSION = Pattern.compile("2(\\.\\d{1,9})?");

  private static final String CREATED = "ObjectCreated:";

  /** MinIO files these under {@code ObjectCreated}, though no object is uploaded. */
  private static final Set<String> NO_UPLOADS =
      Set.of("PutRetention", "PutLegalHold", "PutTagging", "DeleteTagging");

  private static final char REPLACEMENT = '\uFFFD';

  private ObjectRecords() {}

  /** Whether a record's source is S3 ({@code aws:s3}) or imitates it ({@code minio:s3}). */
  static boolean isFromS3(String source) {
    return source.endsWith(":s3");
  }

  static void checkVersion(JsonNode s3Record) {
    String version = Json.text(s3Record, "eventVersion");
    if (!VERSION.matcher(version).matches()) {
      throw new UndecodableEventException(
          "The S3 record has eventVersion "
              + Json.quoted(version)
              + ", but only major version 2 is understood.");
    }
  }

  static boolean announcesUpload(JsonNode s3Record) {
    String name = Json.text(s3Record, "eventName");
    // MinIO writes the name as it stands in a notification's configuration.
    String event = name.startsWith("s3:") ? name.substring("s3:".length()) : name;
    return event.startsWith(CREATED) && !NO_UPLOADS.contains(event.substring(CREATED.length()));
  }

  /** The object of an S3 record, whose key is encoded as in a form. */
  static UploadedObject object(JsonNode s3Record) {
    JsonNode s3 = s3Record.path("s3");
    JsonNode object = s3.path("object");
    return checked(
        Json.text(s3.path("bucket"), "name"), formDecoded(Json.text(object, "key")), object);
  }

  /** The object of EventBridge's {@code Object Created}, whose key is not encoded. */
  static UploadedObject eventBridgeObject(JsonNode detail) {
    JsonNode object = detail.path("object");
    return checked(Json.text(detail.path("bucket"), "name"), Json.text(object, "key"), object);
  }

  private static UploadedObject checked(String bucket, String key, JsonNode object) {
    if (bucket.isBlank() || bucket.length() > MAX_BUCKET_LENGTH) {
      throw new UndecodableEventException(
          "The record names no bucket, or one of more than " + MAX_BUCKET_LENGTH + " characters.");
    }
    if (key.isEmpty() || key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES) {
      throw new UndecodableEventException(
          "The record names no key, or one of more than " + MAX_KEY_BYTES + " bytes.");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(key)) {
      throw new UndecodableEventException("The record's key is no Unicode text.");
    }
    return new UploadedObject(bucket, key, size(object.path("size")));
  }

  private static OptionalLong size(JsonNode size) {
    boolean usable = size.isIntegralNumber() && size.canConvertToLong() && size.longValue() >= 0;
    return usable ? OptionalLong.of(size.longValue()) : OptionalLong.empty();
  }

  private static String formDecoded(String key) {
    try {
      String decoded = URLDecoder.decode(key, StandardCharsets.UTF_8);
      if (decoded.indexOf(REPLACEMENT) >= 0 && !mentionsReplacement(key)) {
        throw new UndecodableEventException("The record's key is not encoded in UTF-8.");
      }
      return decoded;
    } catch (IllegalArgumentException e) {
      throw new UndecodableEventException("The record's key is not encoded as in a form.");
    }
  }

  /** Whether the key itself holds the character that decoders put where bytes make no sense. */
  private static boolean mentionsReplacement(String key) {
    return key.indexOf(REPLACEMENT) >= 0 || key.toUpperCase(Locale.ROOT).contains("%EF%BF%BD");
  }
}
