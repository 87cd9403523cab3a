package io.retouch.http;

import io.retouch.edit.ObjectStore;
import io.retouch.edit.ObjectStore.NewObject;
import io.retouch.edit.Scratch;
import io.retouch.edit.Workspace;
import io.retouch.preset.Preset;
import io.retouch.preset.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/**
 * Puts pictures that come with a request where the pipeline finds them: under a hidden prefix of
 * the preset's output bucket, which no preset matches. They are not deleted here, because a
 * repeated request needs its source again; a rule of the bucket may, after some days.
 */
@ApplicationScoped
class RequestSources {
  /** Begins the keys of these pictures. */
  static final String PREFIX = Settings.HIDDEN_PREFIX + "requests/";

  private final ObjectStore store;
  private final Workspace workspace;

  @Inject
  RequestSources(ObjectStore store, Workspace workspace) {
    this.store = store;
    this.workspace = workspace;
  }

  static String key(String request) {
    return PREFIX + request;
  }

  /** Keeps a request's picture; what a repetition finds stays as it is. */
  void keep(Preset preset, String request, byte[] picture) {
    try (Scratch file = workspace.scratch()) {
      Files.write(file.path(), picture);
      store.put(
          NewObject.beside(
              preset.output().bucket(),
              key(request),
              file.path(),
              "application/octet-stream",
              Map.of(),
              false,
              preset.output().storage()));
    } catch (IOException e) {
      throw new UncheckedIOException("a temporary file cannot be written", e);
    }
  }
}
