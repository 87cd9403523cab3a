package io.retouch.edit;

import io.retouch.image.ImageFormat;
import io.retouch.image.ImageInfo;
import io.retouch.image.InvalidImageException;
import io.retouch.image.fit.ExifCopy;
import io.retouch.image.fit.Renderer;
import io.retouch.image.fit.Rendering;
import io.retouch.preset.Treatment;
import io.retouch.preset.Treatment.Metadata;
import io.retouch.preset.Treatment.Size;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Gives a result the form that its preset wants: format, size, upright, and the source's EXIF. A
 * result that has it already is not touched. One that cannot be given it stays as the model made
 * it, and that is noted: it is paid for, and making it again would cost as much and help little.
 */
@ApplicationScoped
class ResultFinisher {
  /**
   * The result in its form, as far as that is possible.
   *
   * @throws java.io.UncheckedIOException if a temporary file cannot be read or written
   */
  Finished finish(PreparedEdit edit, Finished result) {
    Treatment treatment = edit.preset().treatment();
    Optional<ImageInfo> source = Sources.info(edit);
    return withExif(edit, treatment, source, rendered(edit, treatment, source, result));
  }

  private static Finished rendered(
      PreparedEdit edit, Treatment treatment, Optional<ImageInfo> source, Finished result) {
    ImageInfo info = result.info();
    ImageFormat format =
        switch (treatment.format()) {
          case KEEP -> info.format();
          case PNG -> ImageFormat.PNG;
          case JPEG -> ImageFormat.JPEG;
        };
    int width = upright(info) ? info.width() : info.height();
    int height = upright(info) ? info.height() : info.width();
    if (treatment.size() == Size.SOURCE && source.isPresent()) {
      boolean asStored = !treatment.upright() || upright(source.get());
      width = asStored ? source.get().width() : source.get().height();
      height = asStored ? source.get().height() : source.get().width();
    }
    if (info.equals(new ImageInfo(format, width, height, 1))) {
      return result;
    }
    if (!Rendering.canRead(info.format())
        || !Rendering.canWrite(format)
        || (long) info.width() * info.height() > Renderer.MOST_PIXELS) {
      edit.trail().note("the result is kept as the model made it, a %s".formatted(info.format()));
      return result;
    }
    Rendering wanted =
        new Rendering(
            format, width, height, info.orientation(), treatment.quality(), treatment.background());
    Path to = edit.files().rendered();
    try {
      return new Finished(to, Renderer.render(result.file(), info, wanted, to));
    } catch (InvalidImageException e) {
      edit.trail().note("the result is kept as the model made it: " + e.getMessage());
      return result;
    }
  }

  /** Whether rows are rows, and not columns. */
  private static boolean upright(ImageInfo info) {
    return info.orientation() <= 4;
  }

  private static Finished withExif(
      PreparedEdit edit, Treatment treatment, Optional<ImageInfo> source, Finished result) {
    if (treatment.metadata() == Metadata.STRIP || source.isEmpty()) {
      return result;
    }
    boolean copied =
        ExifCopy.copy(
            edit.files().source(),
            source.get(),
            result.file(),
            result.info(),
            treatment.metadata() == Metadata.KEEP,
            edit.files().finished());
    return copied ? new Finished(edit.files().finished(), result.info()) : result;
  }
}
