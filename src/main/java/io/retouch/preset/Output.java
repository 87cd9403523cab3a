package io.retouch.preset;

import java.util.Objects;

/**
 * Where a preset's results go.
 *
 * @param bucket the output bucket
 * @param key the template of a result's key
 * @param overwrite whether an existing object under that key is replaced
 * @param rejections the prefix in the output bucket under which reports of rejected pictures are
 *     written
 * @param storage how the store keeps the results
 */
public record Output(
    String bucket, KeyTemplate key, Overwrite overwrite, String rejections, Storage storage) {
  public Output {
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(overwrite, "overwrite");
    Objects.requireNonNull(rejections, "rejections");
    Objects.requireNonNull(storage, "storage");
  }

  /** Whether a result replaces an object that lies under its key already. */
  public enum Overwrite {
    /** Replace it. The default. */
    ALWAYS,
    /** Leave it, and write nothing. */
    NEVER
  }
}
