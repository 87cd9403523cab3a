package io.retouch.http;

import io.retouch.http.ImageRequest.Format;
import io.retouch.http.ImageRequest.Image;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers the fields of one request, each at most once, and says what each of them means. */
final class Fields {
  /** Far more than any API takes; keeps a body of fields alone from costing much. */
  static final int MOST = 64;

  private static final int LONGEST_NAME = 64;

  private final Map<String, String> texts = new HashMap<>();
  private final List<Image> images = new ArrayList<>();

  void text(String name, String value) {
    checkName(name);
    if (texts.putIfAbsent(name, value) != null) {
      throw ApiException.of(ErrorCode.INVALID_FIELD, name, "The field is there twice; send one.");
    }
    if (texts.size() > MOST) {
      throw new ApiException(ErrorCode.INVALID_BODY, "The request has too many fields.");
    }
  }

  /**
   * A file, or a data URL's bytes.
   *
   * @throws ApiException if it is empty
   */
  void file(byte[] bytes) {
    if (bytes.length == 0) {
      throw ApiException.of(
          ErrorCode.EMPTY_IMAGE, "image", "The image is empty; send the file's bytes.");
    }
    images.add(new Image.Bytes(bytes));
  }

  void stored(Optional<String> bucket, String key) {
    images.add(new Image.Stored(bucket, key));
  }

  /** Whether a field holds what is to be edited; the SDKs send a list as {@code image[]}. */
  static boolean isImage(String name) {
    return name.equals("image") || name.equals("image[]");
  }

  ImageRequest request() {
    Map<String, String> rest = new HashMap<>(texts);
    Optional<String> model = taken(rest, "model");
    Optional<String> prompt = taken(rest, "prompt");
    Format format = format(taken(rest, "response_format"));
    // Who uses a caller's service is nobody's business here.
    rest.remove("user");
    requireOnly(rest, "n", "1", "One image is made for a request; leave n out.");
    requireOnly(rest, "stream", "false", "Answers are not streamed; leave stream out.");
    return new ImageRequest(model, prompt, format, images, rest);
  }

  private static Optional<String> taken(Map<String, String> rest, String name) {
    return Optional.ofNullable(rest.remove(name)).filter(value -> !value.isEmpty());
  }

  private static Format format(Optional<String> value) {
    return switch (value.orElse("url")) {
      case "url" -> Format.URL;
      case "b64_json" -> Format.B64_JSON;
      default ->
          throw ApiException.of(
              ErrorCode.INVALID_FIELD, "response_format", "Write url (the default) or b64_json.");
    };
  }

  private static void requireOnly(
      Map<String, String> rest, String name, String only, String sentence) {
    String value = rest.remove(name);
    if (value != null && !value.equals(only)) {
      throw ApiException.of(ErrorCode.INVALID_FIELD, name, sentence);
    }
  }

  /** A name as it may go back to the caller. */
  static String shown(String name) {
    String plain = name.replaceAll("[^!-~]", "?");
    return plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME) : plain;
  }

  /** Names go back to the caller in errors. */
  private static void checkName(String name) {
    boolean plain = name.chars().allMatch(c -> c > ' ' && c < 127);
    if (name.isEmpty() || name.length() > LONGEST_NAME || !plain) {
      throw new ApiException(
          ErrorCode.INVALID_BODY,
          "A field's name is not 1 to 64 printable ASCII characters without spaces.");
    }
  }
}
