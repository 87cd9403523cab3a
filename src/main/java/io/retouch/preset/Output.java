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
 * @param manifest whether a JSON beside each result tells where it comes from; default false
 */
public record Output(
    String bucket,
    KeyTemplate key,
    Overwrite overwrite,
    String rejections,
    Storage storage,
    boolean manifest) {
  /** What a manifest's key has after its result's. */
  public static final String MANIFEST_ENDING = ".json";

  /** Results without manifests. */
  public Output(
      String bucket, KeyTemplate key, Overwrite overwrite, String rejections, Storage storage) {
    this(bucket, key, overwrite, rejections, storage, false);
  }

  public Output {
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(overwrite, "overwrite");
    Objects.requireNonNull(rejections, "rejections");
    Objects.requireNonNull(storage, "storage");
  }

  /** The same with a manifest beside each result, or without. */
  Output withManifest(boolean wanted) {
    return new Output(bucket, key, overwrite, rejections, storage, wanted);
  }

  /** Whether a result replaces an object that lies under its key already. */
  public enum Overwrite {
    /** Replace it. The default. */
    ALWAYS,
    /** Leave it, and write nothing. */
    NEVER
  }
}
