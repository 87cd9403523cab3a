package io.retouch.preset;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Which objects a preset edits.
 *
 * @param bucket the source bucket
 * @param prefix what their keys begin with, case-sensitive as S3 is; may be empty
 * @param suffixes what their keys end with, in any case; empty means any
 */
public record Match(String bucket, String prefix, List<String> suffixes) {
  public Match {
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(prefix, "prefix");
    suffixes = suffixes.stream().map(suffix -> suffix.toLowerCase(Locale.ROOT)).toList();
  }

  /** Whether the object is one of those that the preset edits. */
  public boolean matches(String objectBucket, String key) {
    if (!bucket.equals(objectBucket) || !key.startsWith(prefix)) {
      return false;
    }
    String lower = key.toLowerCase(Locale.ROOT);
    return suffixes.isEmpty() || suffixes.stream().anyMatch(lower::endsWith);
  }
}
