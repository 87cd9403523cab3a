package io.retouch.edit;

import java.util.Objects;

/**
 * Where a result goes before its format is known: no two edits of one place overlap.
 *
 * @param bucket the output bucket
 * @param key the resolved key with <code>{ext}</code> left open
 */
public record Place(String bucket, String key) {
  public Place {
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(key, "key");
  }
}
