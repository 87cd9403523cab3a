package io.retouch.edit;

import io.retouch.edit.ObjectStore.StoredObject;
import io.retouch.preset.Preset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An edit that is known by its source as read: who it is, where its result goes, and what goes with
 * it.
 *
 * @param source the source as read; without bytes where the picture is made from the prompt alone
 * @param metadata the result's user metadata, but for the seed
 * @param tags the result's tags
 * @param files its temporary files
 * @param trail what will be told of it
 */
record PreparedEdit(
    EditJob job,
    Preset preset,
    StoredObject source,
    EditId id,
    Place place,
    UserMetadata metadata,
    Map<String, String> tags,
    EditFiles files,
    EditTrail trail) {
  PreparedEdit {
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(preset, "preset");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(metadata, "metadata");
    tags = Map.copyOf(tags);
    Objects.requireNonNull(files, "files");
    Objects.requireNonNull(trail, "trail");
  }

  /**
   * The edit of a source.
   *
   * @param preset as it is configured, or as a request wants it
   */
  static PreparedEdit of(
      EditJob job, Preset preset, StoredObject source, EditFiles files, EditTrail trail) {
    DueEdit due = DueEdit.of(job, preset, source);
    return new PreparedEdit(
        job,
        due.preset(),
        source,
        due.id(),
        due.place(),
        UserMetadata.of(due.id(), preset.name(), preset.model(), source.userMetadata()),
        Map.of(),
        files,
        trail);
  }

  /** What the source wants to be different for itself; the preset has it already. */
  Overrides overrides() {
    return Overrides.of(preset, job.name().isPresent(), source.userMetadata());
  }

  /** What the source asks for and does not get, a sentence each. */
  List<String> ignored() {
    return SourceWishes.ignored(preset, job.name().isPresent(), source.userMetadata());
  }

  /** The same edit as another provider does it. */
  PreparedEdit by(Preset other) {
    return new PreparedEdit(
        job,
        other,
        source,
        id,
        place,
        UserMetadata.of(id, other.name(), other.model(), source.userMetadata()),
        tags,
        files,
        trail);
  }

  /** The same edit by whichever of its preset's providers has this name, or by the first one. */
  PreparedEdit answeredBy(Optional<String> provider) {
    return preset
        .onFallback()
        .filter(other -> Optional.of(other.provider().name()).equals(provider))
        .map(this::by)
        .orElse(this);
  }

  /** The same with tags for its result. */
  PreparedEdit withTags(Map<String, String> theirs) {
    return new PreparedEdit(job, preset, source, id, place, metadata, theirs, files, trail);
  }
}
