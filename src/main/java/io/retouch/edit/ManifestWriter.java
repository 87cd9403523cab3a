package io.retouch.edit;

import io.retouch.edit.ObjectStore.NewObject;
import io.retouch.preset.Output;
import io.retouch.preset.Output.Overwrite;
import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** Writes the JSON that tells, beside a result, where it comes from. */
@ApplicationScoped
class ManifestWriter {
  /** The version of the build, which Quarkus takes from the POM and fixes then. */
  private static final String VERSION = "quarkus.application.version";

  private final ObjectStore store;
  private final Clock clock;
  private final String version;

  @Inject
  ManifestWriter(ObjectStore store, Clock clock, SmallRyeConfig properties) {
    this(store, clock, properties.getValue(VERSION, String.class));
  }

  /**
   * Makes a writer.
   *
   * @param version of this application
   */
  ManifestWriter(ObjectStore store, Clock clock, String version) {
    this.store = store;
    this.clock = clock;
    this.version = version;
  }

  /**
   * Writes the manifest of a result. One that the same edit has written before is left as it is by
   * whoever resumes it: it knows more. Where nothing may be overwritten, an object that has come to
   * its key meanwhile stays, which is noted.
   *
   * @return its key in the output bucket
   * @throws StoreException if the store does not take it
   */
  String write(Made made) {
    Output output = made.edit().preset().output();
    String key = OutputKeys.manifest(made.key());
    if (made.resumed() && isOurs(made.edit(), key)) {
      return key;
    }
    boolean written =
        store.put(
            NewObject.beside(
                made.edit().place().bucket(),
                key,
                file(made),
                "application/json",
                made.edit().metadata().markerOnly().entries(),
                output.overwrite() == Overwrite.ALWAYS,
                output.storage()));
    if (!written && !isOurs(made.edit(), key)) {
      made.edit()
          .trail()
          .note("another object has come to %s meanwhile and was not overwritten".formatted(key));
    }
    return key;
  }

  private Path file(Made made) {
    Path file = made.edit().files().report();
    try {
      return Files.writeString(
          file, Manifest.of(made, version, clock.instant()).toPrettyString() + "\n");
    } catch (IOException e) {
      throw new StoreException("a manifest could not be written to a temporary file", e);
    }
  }

  private boolean isOurs(PreparedEdit edit, String key) {
    return store
        .head(edit.place().bucket(), key)
        .filter(found -> UserMetadata.isMarkedBy(edit.id(), found.userMetadata()))
        .isPresent();
  }
}
