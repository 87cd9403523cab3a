package io.retouch.http;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request in OpenAI's shape, its fields not yet held against a preset.
 *
 * @param model names a preset, or a model that stands for one
 * @param prompt the caller's own, not empty
 * @param format how the result is to be told; default a link
 * @param images what is to be edited
 * @param parameters all other fields, as text
 */
record ImageRequest(
    Optional<String> model,
    Optional<String> prompt,
    Format format,
    List<Image> images,
    Map<String, String> parameters) {
  ImageRequest {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(prompt, "prompt");
    Objects.requireNonNull(format, "format");
    images = List.copyOf(images);
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  /** How a result is told. */
  enum Format {
    /** As a presigned link. */
    URL,
    /** As its bytes in base64. */
    B64_JSON
  }

  /** What is to be edited. */
  sealed interface Image {
    /** A file that came with the request. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Bytes(byte[] bytes) implements Image {}

    /** An object that lies in a bucket already. */
    record Stored(Optional<String> bucket, String key) implements Image {}
  }

  /**
   * The one image of the request.
   *
   * @throws ApiException if there is none, or more than one
   */
  Image image() {
    if (images.isEmpty()) {
      throw ApiException.of(ErrorCode.MISSING_FIELD, "image", "Send one image.");
    }
    if (images.size() > 1) {
      throw ApiException.of(
          ErrorCode.SEVERAL_IMAGES,
          "image",
          "A request edits one image, and this has %d; send %d requests."
              .formatted(images.size(), images.size()));
    }
    return images.get(0);
  }
}
