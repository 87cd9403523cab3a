package io.retouch.edit;

import io.retouch.image.ImageInfo;
import io.retouch.image.ImageProbe;
import io.retouch.image.InvalidImageException;
import io.retouch.preset.KeyTemplate;
import io.retouch.preset.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out what a source is, before any money is spent. */
@ApplicationScoped
class SourceInspector {
  private final long maxBytes;

  @Inject
  SourceInspector(Settings settings) {
    this.maxBytes = settings.limits().sourceBytes();
  }

  /**
   * What the picture is.
   *
   * @throws RejectedException if it is no picture, or larger than the configuration allows
   */
  ImageInfo inspect(PreparedEdit edit) {
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
