package io.retouch.edit;

import io.retouch.image.ImageInfo;
import io.retouch.image.ImageProbe;
import io.retouch.image.InvalidImageException;
import io.retouch.preset.KeyTemplate;
import io.retouch.preset.ModelLimits;
import io.retouch.preset.Preset;
import io.retouch.preset.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Collectors;

/**
 * Finds out what a source is, and whether the preset's model takes it, before any money is spent.
 */
@ApplicationScoped
class SourceInspector {
  private final ImageEditor editor;
  private final long maxBytes;

  @Inject
  SourceInspector(ImageEditor editor, Settings settings) {
    this.editor = editor;
    this.maxBytes = settings.limits().sourceBytes();
  }

  /**
   * What the picture is, if the model takes it.
   *
   * @throws RejectedException if it is no picture, or not within the model's limits
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
    ImageInfo info = probe(edit.files().source(), bytes);
    requireWithin(edit.preset(), info, bytes);
    return info;
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

  /** Whether another preset's model takes the picture. */
  boolean takes(Preset preset, ImageInfo info, long bytes) {
    try {
      requireWithin(preset, info, bytes);
      return true;
    } catch (RejectedException e) {
      return false;
    }
  }

  private void requireWithin(Preset preset, ImageInfo info, long bytes) {
    ModelLimits limits = editor.limits(preset);
    if (!limits.formats().contains(info.format())) {
      throw new RejectedException(
          "format_not_supported",
          "%s takes %s, and this is %s: convert it before uploading (%s)"
              .formatted(preset.model(), formats(limits), info.format(), limits.document()));
    }
    if (info.width() > limits.maxWidth() || info.height() > limits.maxHeight()) {
      throw new RejectedException(
          "too_many_pixels",
          "%s takes pictures of at most %d x %d pixels, and this has %d x %d: make it smaller (%s)"
              .formatted(
                  preset.model(),
                  limits.maxWidth(),
                  limits.maxHeight(),
                  info.width(),
                  info.height(),
                  limits.document()));
    }
    if (bytes > limits.maxBytes()) {
      throw new RejectedException(
          "too_many_bytes",
          "%s takes files of at most %d bytes, and this has %d: compress it more (%s)"
              .formatted(preset.model(), limits.maxBytes(), bytes, limits.document()));
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

  private static String formats(ModelLimits limits) {
    return limits.formats().stream()
        .sorted(Comparator.naturalOrder())
        .map(format -> format.name())
        .collect(Collectors.joining(", "));
  }
}
