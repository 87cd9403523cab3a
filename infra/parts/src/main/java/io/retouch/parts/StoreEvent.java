package io.retouch.parts;

import java.util.Objects;

/**
 * A completed write to the local store, as S3's notifications tell of it.
 *
 * @param name {@code ObjectCreated:Put}, {@code ObjectCreated:Copy} or {@code
 *     ObjectCreated:CompleteMultipartUpload}
 * @param key as it is, not encoded
 * @param size in bytes
 * @param eTag without quotes
 */
public record StoreEvent(String name, String bucket, String key, long size, String eTag) {
  public StoreEvent {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(eTag, "eTag");
    if (size < 0) {
      throw new IllegalArgumentException("An object's size is 0 or more, not " + size + ".");
    }
  }
}
