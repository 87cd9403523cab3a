package io.retouch.edit;

import io.retouch.edit.ObjectStore.StoredObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.Optional;

/** Finds results that were written already, by somebody who could not say so any more. */
@ApplicationScoped
class WrittenResults {
  private final ObjectStore store;

  @Inject
  WrittenResults(ObjectStore store) {
    this.store = store;
  }

  /**
   * The result of an edit, whatever its format.
   *
   * @param edit the edit that is at work
   * @param id whose result is looked for: its own, or that of another edit of the same place
   */
  Optional<Found> find(PreparedEdit edit, EditId id) {
    return OutputKeys.results(edit, id).stream()
        .flatMap(
            key ->
                store
                    .head(edit.place().bucket(), key)
                    .map(object -> new Found(key, object))
                    .stream())
        .filter(found -> UserMetadata.isMarkedBy(id, found.object().userMetadata()))
        .findFirst();
  }

  /** A result that lies under its key. */
  record Found(String key, StoredObject object) {
    Found {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(object, "object");
    }
  }
}
