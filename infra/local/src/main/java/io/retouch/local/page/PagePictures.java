package io.retouch.local.page;

import io.retouch.parts.StoredBlob;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The objects that the page links to, under {@code /BUCKET/KEY}. */
final class PagePictures {
  /** What a browser only draws. Everything else, SVG with its scripts above all, is plain text. */
  private static final Map<String, String> TYPES =
      Map.of(
          "jpg", "image/jpeg",
          "jpeg", "image/jpeg",
          "png", "image/png",
          "webp", "image/webp",
          "gif", "image/gif",
          "avif", "image/avif",
          "heic", "image/heic",
          "bmp", "image/bmp");

  private static final String ELSE = "text/plain; charset=utf-8";

  private final Set<String> buckets;
  private final Page.Store store;

  PagePictures(Set<String> buckets, Page.Store store) {
    this.buckets = Set.copyOf(buckets);
    this.store = store;
  }

  /** The address of an object, relative to the page. */
  static String path(String bucket, String key) {
    return Arrays.stream((bucket + "/" + key).split("/", -1))
        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/", "/", ""));
  }

  /**
   * The object under a path.
   *
   * @param rawPath as it was sent, percent-encoded
   */
  Optional<StoredBlob> at(String rawPath) {
    String path;
    try {
      path = decoded(rawPath).substring(1);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    int slash = path.indexOf('/');
    if (slash < 0 || !buckets.contains(path.substring(0, slash))) {
      return Optional.empty();
    }
    String key = path.substring(slash + 1);
    return staysInside(key) ? store.get(path.substring(0, slash), key) : Optional.empty();
  }

  /** The store's objects are files, so that a key may not climb out of its bucket's folder. */
  private static boolean staysInside(String key) {
    return !key.isEmpty()
        && key.chars().noneMatch(letter -> letter == 0 || letter == '\\')
        && Arrays.stream(key.split("/", -1))
            .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
  }

  /** What was declared where it is a picture's type, else what the name promises. */
  String contentType(String rawPath, StoredBlob blob) {
    if (TYPES.containsValue(blob.contentType())) {
      return blob.contentType();
    }
    String path = decoded(rawPath);
    String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return TYPES.getOrDefault(ending, ELSE);
  }

  /** In a path, unlike in a form, a plus is a plus. */
  private static String decoded(String rawPath) {
    return URLDecoder.decode(rawPath.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
