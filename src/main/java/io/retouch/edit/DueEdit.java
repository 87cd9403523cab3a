package io.retouch.edit;

import io.retouch.edit.ObjectStore.StoredObject;
import io.retouch.preset.Preset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The edit that is due to an object as it is now: who it is, and where its result goes.
 *
 * @param preset what is done, as far as the object's own metadata may change that
 * @param bucket the object's; empty where the picture is made from the prompt alone
 * @param key the object's; where there is none, the picture's name
 * @param name the result's, where somebody asked for this edit under a name
 * @param source the object as it is now
 */
public record DueEdit(
    Preset preset,
    String bucket,
    String key,
    Optional<String> name,
    StoredObject source,
    EditId id,
    Place place) {
  public DueEdit {
    Objects.requireNonNull(preset, "preset");
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(place, "place");
  }

  /** The edit that a preset gives to this object of its source bucket. */
  public static DueEdit of(Preset preset, String key, StoredObject source) {
    return of(preset, preset.match().bucket(), key, Optional.empty(), source);
  }

  /** The edit that a job asks for. */
  static DueEdit of(EditJob job, Preset preset, StoredObject source) {
    return of(preset, job.bucket(), job.key(), job.name(), source);
  }

  /** The edit that a request asks for, of an object that lies there. */
  public static DueEdit of(EditRequest request, String bucket, String key, StoredObject source) {
    return of(request.preset(), bucket, key, Optional.of(request.name()), source);
  }

  /**
   * The picture that a request asks for, by a preset that works from its prompt alone: the same
   * preset and name are the same edit, whoever asks, and whenever.
   */
  public static DueEdit generated(EditRequest request) {
    return of(request, "", request.name(), Sources.none());
  }

  private static DueEdit of(
      Preset configured, String bucket, String key, Optional<String> name, StoredObject source) {
    Map<String, String> metadata = source.userMetadata();
    Preset preset = Overrides.of(configured, name.isPresent(), metadata).applyTo(configured);
    EditId id =
        EditId.of(bucket, key, source.eTag(), preset, ForceToken.of(preset, metadata), name);
    Place place = OutputKeys.place(preset, key, name, source, id);
    return new DueEdit(preset, bucket, key, name, source, id, place);
  }

  /** Whether Retouch has written the source itself, so that nothing is due to it. */
  public boolean isOurs() {
    return UserMetadata.isMarked(source.userMetadata());
  }

  /** Whether the source asks to be left alone, so that nothing is due to it. */
  public boolean asksForNoEdit() {
    return overrides().skip();
  }

  /** What the source changes of its preset: {@code prompt}, {@code seed}, both, or nothing. */
  public List<String> changes() {
    return overrides().words();
  }

  private Overrides overrides() {
    return Overrides.of(preset, name.isPresent(), source.userMetadata());
  }

  /** Whether this very edit has written the object. */
  public boolean hasWritten(StoredObject object) {
    return UserMetadata.isMarkedBy(id, object.userMetadata());
  }

  /** Where the report lies that says why there is no result, if there is one. */
  public String reportKey() {
    return OutputKeys.report(preset, key, name, id);
  }

  /** The seed that a result was made with; empty where its metadata does not say. */
  public static String seed(Map<String, String> resultMetadata) {
    return resultMetadata.getOrDefault(UserMetadata.SEED, "");
  }

  /** The token with which the source asks to be edited once more, where that counts. */
  public Optional<String> force() {
    return ForceToken.of(preset, source.userMetadata()).map(ForceToken::value);
  }

  /** What the source asks for and does not get, a sentence each. */
  public List<String> ignored() {
    return SourceWishes.ignored(preset, name.isPresent(), source.userMetadata());
  }
}
