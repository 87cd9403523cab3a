package io.retouch.edit;

import java.util.Objects;
import java.util.Optional;

/**
 * One object to be edited by the preset that matches it, or as a request wants it; or one picture
 * to be made by a preset that works from its prompt alone.
 *
 * @param preset the preset that makes a picture; empty for an object, which presets match
 * @param request how somebody wants it who asks for this edit; empty for what was announced
 * @param bucket the source bucket; empty where there is no source
 * @param key the source key; where there is no source, the name from which the result's key is made
 *     as if it were one
 * @param deadline when the invocation ends
 */
public record EditJob(
    Optional<String> preset,
    Optional<EditRequest> request,
    String bucket,
    String key,
    Deadline deadline) {
  public EditJob {
    Objects.requireNonNull(preset, "preset");
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(deadline, "deadline");
  }

  /** An object to be edited by the preset that matches it. */
  public EditJob(String bucket, String key, Deadline deadline) {
    this(Optional.empty(), Optional.empty(), bucket, key, deadline);
  }

  /** An object that lies there, to be edited as a request wants it. */
  public EditJob(EditRequest request, String bucket, String key, Deadline deadline) {
    this(Optional.empty(), Optional.of(request), bucket, key, deadline);
  }

  /** A picture to be made as a request wants it, by a preset that works from its prompt alone. */
  public static EditJob generate(EditRequest request, Deadline deadline) {
    return new EditJob(request, "", request.name(), deadline);
  }

  /**
   * A picture to be made.
   *
   * @param preset the name of a preset of {@code kind: generate}
   * @param name as a request would name it; the same name is the same picture, made and paid for
   *     once, as {@link DueEdit#generated} says
   */
  public static EditJob generate(String preset, String name, Deadline deadline) {
    return new EditJob(Optional.of(preset), Optional.empty(), "", name, deadline);
  }

  /**
   * The name that makes it another edit than that of the same object without a name; always there
   * where there is no object.
   */
  Optional<String> name() {
    return preset.isPresent() ? Optional.of(key) : request.map(EditRequest::name);
  }
}
