package io.retouch.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Reads JSON bodies. Fields are texts, numbers and truth values; only the image is more. */
final class JsonReader {
  /** No field of any request goes deeper. */
  private static final int DEPTH = 8;

  private static final String DATA = "data:";
  private static final Pattern DATA_URL =
      Pattern.compile("data:(?:image/[a-z0-9.+-]+|application/octet-stream)?;base64,", 2);

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH)
                          .maxStringLength(2 * Incoming.MAX_BODY_BYTES)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonReader() {}

  /** An object, whatever it holds. */
  static JsonNode object(byte[] body) {
    JsonNode node;
    try {
      node = JSON.readTree(body);
    } catch (IOException e) {
      throw new ApiException(ErrorCode.INVALID_BODY, "The body is not well-formed JSON.");
    }
    if (!node.isObject()) {
      throw new ApiException(ErrorCode.INVALID_BODY, "The body is not a JSON object.");
    }
    return node;
  }

  /**
   * The object of a request that takes these fields alone.
   *
   * @throws ApiException if it is none, or holds another field
   */
  static JsonNode object(Incoming incoming, Set<String> fields) {
    String type = incoming.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    if (!type.startsWith(MediaType.APPLICATION_JSON)) {
      throw new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send application/json.");
    }
    JsonNode body = object(incoming.body());
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      if (!fields.contains(field.getKey())) {
        throw ApiException.of(
            ErrorCode.UNKNOWN_FIELD,
            Fields.shown(field.getKey()),
            "There is no such field here; the fields are %s."
                .formatted(String.join(", ", new TreeSet<>(fields))));
      }
    }
    return body;
  }

  static Optional<String> optional(JsonNode body, String name) {
    return Optional.ofNullable(body.get(name))
        .filter(value -> !value.isNull())
        .map(value -> text(name, value))
        .filter(text -> !text.isEmpty());
  }

  static String required(JsonNode body, String name) {
    return optional(body, name)
        .orElseThrow(
            () -> ApiException.of(ErrorCode.MISSING_FIELD, name, "Write %s.".formatted(name)));
  }

  static ImageRequest read(byte[] body) {
    Fields fields = new Fields();
    for (Map.Entry<String, JsonNode> field : object(body).properties()) {
      if (Fields.isImage(field.getKey())) {
        image(field.getValue(), fields);
      } else if (!field.getValue().isNull()) {
        fields.text(field.getKey(), text(field.getKey(), field.getValue()));
      }
    }
    return fields.request();
  }

  private static void image(JsonNode value, Fields fields) {
    List<JsonNode> images =
        value.isArray()
            ? StreamSupport.stream(value.spliterator(), false).toList()
            : List.of(value);
    for (JsonNode image : images) {
      if (image.isObject()) {
        stored(image, fields);
      } else if (image.isTextual()) {
        fields.file(dataUrl(image.textValue()));
      } else {
        throw ApiException.of(
            ErrorCode.INVALID_FIELD,
            "image",
            "Write a data URL, or {\"bucket\": ..., \"key\": ...} of an object.");
      }
    }
  }

  private static void stored(JsonNode image, Fields fields) {
    Optional<String> bucket = Optional.empty();
    Optional<String> key = Optional.empty();
    for (Map.Entry<String, JsonNode> field : image.properties()) {
      String path = "image." + field.getKey();
      switch (field.getKey()) {
        case "bucket" -> bucket = Optional.of(text(path, field.getValue()));
        case "key" -> key = Optional.of(text(path, field.getValue()));
        default ->
            throw ApiException.of(
                ErrorCode.UNKNOWN_FIELD, "image", "An object has a bucket and a key, no more.");
      }
    }
    fields.stored(
        bucket,
        key.orElseThrow(
            () ->
                ApiException.of(
                    ErrorCode.MISSING_FIELD, "image.key", "Write the key of the object.")));
  }

  /** A text, number or truth value as text. */
  static String text(String name, JsonNode value) {
    if (value.isTextual() || value.isNumber() || value.isBoolean()) {
      return value.asText();
    }
    throw ApiException.of(ErrorCode.INVALID_FIELD, name, "Write a text, a number, true or false.");
  }

  static boolean isDataUrl(byte[] bytes) {
    return bytes.length >= DATA.length()
        && new String(bytes, 0, DATA.length(), StandardCharsets.US_ASCII).equalsIgnoreCase(DATA);
  }

  static byte[] dataUrl(String url) {
    Matcher head = DATA_URL.matcher(url);
    if (head.lookingAt()) {
      try {
        return Base64.getDecoder().decode(url.substring(head.end()));
      } catch (IllegalArgumentException e) {
        // told below
      }
    }
    throw ApiException.of(
        ErrorCode.INVALID_BASE64,
        "image",
        "The image is no base64 data URL; write data:image/png;base64, and the file in base64.");
  }
}
