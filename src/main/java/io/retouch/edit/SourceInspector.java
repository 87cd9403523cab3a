package io.retouch.edit;

import io.retouch.image.ImageInfo;
import io.retouch.image.ImageProbe;
import io.retouch.image.InvalidImageException;
import io.retouch.preset.ChangedPresetRules;
import io.retouch.preset.KeyTemplate;
import io.retouch.preset.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** Finds out what a source is, before any money is spent. */
@ApplicationScoped
class SourceInspector {
  private final ChangedPresetRules rules;
  private final long maxBytes;

  @Inject
  SourceInspector(ChangedPresetRules rules, Settings settings) {
    this.rules = rules;
    this.maxBytes = settings.limits().sourceBytes();
  }

  /**
   * What the picture is.
   *
   * @throws RejectedException if it is no picture, larger than the configuration allows, or wants
   *     what its model does not take
   */
  ImageInfo inspect(PreparedEdit edit) {
    requireOverrides(edit);
    long bytes = edit.source().size();
    if (bytes > maxBytes) {
      throw new RejectedException(
          "source_too_large",
          "the file has %d bytes, and retouch.limits.source-bytes allows %d"
              .formatted(bytes, maxBytes));
    }
    requireKeys(edit);
    return probe(edit.files().source(), bytes);
  }

  /** Nobody gets the preset's own prompt or seed instead of one that cannot be used. */
  private void requireOverrides(PreparedEdit edit) {
    Overrides overrides = edit.overrides();
    Set<String> problems = new LinkedHashSet<>(overrides.problems());
    if (problems.isEmpty() && !overrides.words().isEmpty()) {
      rules.check(
          edit.preset(),
          (property, sentence) ->
              problems.add(
                  "%s cannot be used: %s"
                      .formatted(
                          property.equals("prompt") ? Overrides.PROMPT : Overrides.SEED,
                          sentence)));
    }
    if (!problems.isEmpty()) {
      throw new RejectedException("invalid_override", String.join("; ", problems));
    }
  }

  /**
   * Makes sure that S3 takes every key that the result may have.
   *
   * @throws RejectedException if it does not
   */
  void requireKeys(PreparedEdit edit) {
    if (!OutputKeys.fit(edit)) {
      throw new RejectedException(
          "key_too_long",
          "the result's key would have more than %d bytes: give the file a shorter name"
              .formatted(KeyTemplate.MAX_KEY_BYTES));
    }
  }

  /** Of a source that the API fetches itself, the file may hold the beginning only. */
  private static ImageInfo probe(Path source, long bytes) {
    try {
      if (Files.size(source) < bytes) {
        return ImageProbe.probeBeginning(source)
            .orElseThrow(() -> new IllegalStateException("the beginning says too little"));
      }
      return ImageProbe.probe(source);
    } catch (InvalidImageException e) {
      throw new RejectedException("invalid_image", String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("a temporary file cannot be read", e);
    }
  }
}
