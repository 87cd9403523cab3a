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

  /** What a preset that makes pictures from its prompt alone matches: no object at all. */
  public static Match none() {
    return new Match("", "", List.of());
  }

  /** Whether the object is one of those that the preset edits. */
  public boolean matches(String objectBucket, String key) {
    if (bucket.isEmpty() || !bucket.equals(objectBucket) || !key.startsWith(prefix)) {
      return false;
    }
    String lower = key.toLowerCase(Locale.ROOT);
    return suffixes.isEmpty() || suffixes.stream().anyMatch(lower::endsWith);
  }
}
