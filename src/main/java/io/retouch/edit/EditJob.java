package io.retouch.edit;

import java.util.Objects;

/**
 * One object to be edited by the preset that matches it.
 *
 * @param bucket the source bucket
 * @param key the source key
 * @param deadline when the invocation ends
 */
public record EditJob(String bucket, String key, Deadline deadline) {
  public EditJob {
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(deadline, "deadline");
  }
}
