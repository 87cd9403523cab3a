package io.retouch.event;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * An object that an event announces. Only says that something happened to it: the object itself is
 * read as it is now.
 *
 * @param bucket the bucket's name
 * @param key the object's key, decoded
 * @param size bytes, where the event says so
 */
public record UploadedObject(String bucket, String key, OptionalLong size) {
  public UploadedObject {
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(size, "size");
  }

  /**
   * Whether this is the empty object that the S3 console creates for a folder: a key that ends in
   * {@code /} and, where the event gives a size, no bytes (Amazon S3 User Guide, "Organizing
   * objects in the Amazon S3 console by using folders").
   */
  public boolean isFolderPlaceholder() {
    return key.endsWith("/") && size.orElse(0) == 0;
  }
}
