package io.retouch.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The file to be edited, as far as it can be judged without looking into it: that is the function's
 * work.
 *
 * @param file an existing, readable file that is not empty
 * @param bytes its size, at most 100 MiB
 */
record Photo(Path file, long bytes) {

  /** More than any preset's limit would take; the file passes through this process's memory. */
  private static final long LARGEST = 100L * 1024 * 1024;

  private static final Map<String, String> CONTENT_TYPES =
      Map.of(
          "jpg", "image/jpeg",
          "jpeg", "image/jpeg",
          "png", "image/png",
          "webp", "image/webp",
          "gif", "image/gif",
          "heic", "image/heic",
          "avif", "image/avif",
          "tif", "image/tiff",
          "tiff", "image/tiff",
          "bmp", "image/bmp");

  Photo {
    Objects.requireNonNull(file, "file");
  }

  /**
   * Looks at the file.
   *
   * @throws RunException if there is nothing to upload
   */
  static Photo at(Path file) {
    if (Files.notExists(file)) {
      throw RunException.usage("There is no file " + file + ".");
    }
    if (Files.isDirectory(file)) {
      throw RunException.usage(file + " is a folder; name one picture in it.");
    }
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw RunException.usage(file + " cannot be read.");
    }
    long bytes = size(file);
    if (bytes == 0) {
      throw RunException.usage(file + " is empty.");
    }
    if (bytes > LARGEST) {
      throw RunException.usage(
          file + " has " + Sizes.readable(bytes) + "; the largest that can be tried is 100 MB.");
    }
    return new Photo(file, bytes);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw RunException.usage(file + " cannot be read.");
    }
  }

  /** The file's name without its folders. */
  String name() {
    return Objects.requireNonNull(file.toAbsolutePath().getFileName()).toString();
  }

  /** What an uploading client would say by the file's name. */
  String contentType() {
    String name = name();
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return CONTENT_TYPES.getOrDefault(extension, "application/octet-stream");
  }

  /**
   * The file's bytes.
   *
   * @throws RunException if it vanished meanwhile
   */
  byte[] content() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw RunException.usage(file + " cannot be read.");
    }
  }
}
