package io.retouch.edit;

import io.retouch.edit.EditTrail.Step;
import io.retouch.image.ImageInfo;
import io.retouch.image.InvalidImageException;
import io.retouch.image.fit.Animations;
import io.retouch.image.fit.Frame;
import io.retouch.image.fit.Frame.Misfit;
import io.retouch.image.fit.ImageFitter;
import io.retouch.image.fit.Renderer;
import io.retouch.image.fit.Rendering;
import io.retouch.preset.ModelLimits;
import io.retouch.preset.Preset;
import io.retouch.preset.Settings;
import io.retouch.preset.Treatment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes a source fit its preset's model before any money is spent, or says why it does not. What
 * fits as it is, is sent as it is.
 */
@ApplicationScoped
class SourceFitter {
  private final ImageEditor editor;
  private final ObjectStore store;
  private final long maxBytes;

  @Inject
  SourceFitter(ImageEditor editor, ObjectStore store, Settings settings) {
    this.editor = editor;
    this.store = store;
    this.maxBytes = settings.limits().sourceBytes();
  }

  /**
   * The picture to be sent.
   *
   * @throws RejectedException if the model does not take it, and it is not, or cannot be, made to
   *     fit
   * @throws SourceChangedException if only its beginning was read before, and it has changed since
   * @throws StoreException if it cannot be read, or there is no room for temporary files
   */
  Sendable fit(PreparedEdit edit, ImageInfo info) {
    long bytes = edit.source().size();
    Sendable asItIs = new Sendable(edit.files().source(), info, bytes, false);
    ModelLimits limits = editor.limits(edit.preset());
    Treatment treatment = edit.preset().treatment();
    Frame frame = frame(limits);
    Set<Misfit> misfits = frame.misfits(info, bytes, treatment.upright());
    if (misfits.isEmpty()) {
      return asItIs;
    }
    boolean onlyTurned = misfits.equals(EnumSet.of(Misfit.TURNED));
    if (onlyTurned && !Rendering.canRead(info.format())) {
      edit.trail()
          .note("a %s picture is not turned: it is sent as it lies".formatted(info.format()));
      return asItIs;
    }
    boolean mayFit = treatment.fit() && Rendering.canRead(info.format());
    if (!onlyTurned && !mayFit) {
      throw misfit(edit, info, limits, misfits.iterator().next());
    }
    if ((long) info.width() * info.height() > Renderer.MOST_PIXELS) {
      throw new RejectedException(
          "too_many_pixels",
          "the picture has %d x %d pixels, and at most %d million are decoded: make it smaller"
              .formatted(info.width(), info.height(), Renderer.MOST_PIXELS / 1_000_000));
    }
    return edit.trail().time(Step.FIT, () -> made(edit, info, frame));
  }

  /** Whether another preset's model takes a picture as it is. */
  boolean takes(Preset preset, Sendable picture) {
    return frame(editor.limits(preset)).misfits(picture.info(), picture.bytes(), false).isEmpty();
  }

  private static Frame frame(ModelLimits limits) {
    return new Frame(limits.maxWidth(), limits.maxHeight(), limits.maxBytes(), limits.formats());
  }

  private Sendable made(PreparedEdit edit, ImageInfo info, Frame frame) {
    Treatment treatment = edit.preset().treatment();
    Sources.complete(store, edit, maxBytes);
    Path to = edit.files().fitted();
    try {
      if (Animations.isAnimated(edit.files().source(), info)) {
        edit.trail().note("of the animation the first frame is sent");
      }
      ImageInfo fitted =
          ImageFitter.fit(
              edit.files().source(), info, frame, treatment.upright(), treatment.background(), to);
      return new Sendable(to, fitted, Files.size(to), true);
    } catch (InvalidImageException e) {
      throw new RejectedException("invalid_image", String.valueOf(e.getMessage()));
    } catch (IOException | UncheckedIOException e) {
      throw new StoreException("a picture could not be made to fit", e);
    }
  }

  private static RejectedException misfit(
      PreparedEdit edit, ImageInfo info, ModelLimits limits, Misfit misfit) {
    Preset preset = edit.preset();
    return switch (misfit) {
      case FORMAT ->
          new RejectedException(
              "format_not_supported",
              "%s takes %s, and this is %s: convert it before uploading (%s)"
                  .formatted(preset.model(), formats(limits), info.format(), limits.document()));
      case BYTES ->
          new RejectedException(
              "too_many_bytes",
              "%s takes files of at most %d bytes, and this has %d: compress it more (%s)"
                  .formatted(
                      preset.model(), limits.maxBytes(), edit.source().size(), limits.document()));
      case PIXELS, TURNED ->
          new RejectedException(
              "too_many_pixels",
              "%s takes pictures of at most %d x %d pixels, and this has %d x %d: make it smaller (%s)"
                  .formatted(
                      preset.model(),
                      limits.maxWidth(),
                      limits.maxHeight(),
                      info.width(),
                      info.height(),
                      limits.document()));
    };
  }

  private static String formats(ModelLimits limits) {
    return limits.formats().stream()
        .sorted(Comparator.naturalOrder())
        .map(format -> format.name())
        .collect(Collectors.joining(", "));
  }
}
