package io.retouch.image.fit;

import io.retouch.image.ImageFormat;
import io.retouch.image.ImageInfo;
import io.retouch.image.InvalidImageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes a picture fit into a frame: upright, smaller where it is too large, in sRGB, in a format
 * and of a size in bytes that are taken.
 */
public final class ImageFitter {
  /** Of a JPEG that is made to be sent: hardly to be told from its source, and a third of it. */
  static final int QUALITY = 92;

  private static final int LOWER_QUALITY = 80;
  private static final int MOST_ROUNDS = 10;

  private final Path source;
  private final ImageInfo info;
  private final Frame frame;
  private final int background;

  private ImageFitter(Path source, ImageInfo info, Frame frame, int background) {
    this.source = source;
    this.info = info;
    this.frame = frame;
    this.background = background;
  }

  /**
   * Writes a picture that fits.
   *
   * @param info what the source is, as its probe said
   * @param upright whether its orientation is undone; else its pixels stay as they lie
   * @param background what transparency is laid on where the frame takes no PNG, 0xRRGGBB
   * @param to the new picture's file
   * @return what the new picture is
   * @throws InvalidImageException if it cannot be made to fit; the message says why and what to do
   * @throws UncheckedIOException if a file cannot be read or written
   */
  public static ImageInfo fit(
      Path source, ImageInfo info, Frame frame, boolean upright, int background, Path to) {
    ImageFitter fitter = new ImageFitter(source, info, frame, background);
    if (!Rendering.canRead(info.format())) {
      throw new InvalidImageException(
          "%s pictures cannot be converted: save it as JPEG or PNG before uploading."
              .formatted(info.format()));
    }
    try {
      return fitter.fit(upright ? info.orientation() : 1, to);
    } catch (IOException e) {
      throw new UncheckedIOException("The size of a picture could not be read.", e);
    }
  }

  private ImageInfo fit(int orientation, Path to) throws IOException {
    boolean transposed = orientation >= 5;
    int width = transposed ? info.height() : info.width();
    int height = transposed ? info.width() : info.height();
    double scale =
        Math.min(
            1, Math.min((double) frame.maxWidth() / width, (double) frame.maxHeight() / height));
    ImageFormat format = format();
    int quality = QUALITY;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Rendering wanted =
          new Rendering(
              format,
              scaled(width, scale),
              scaled(height, scale),
              orientation,
              quality,
              background);
      ImageInfo fitted = Renderer.render(source, info, wanted, to);
      long bytes = Files.size(to);
      if (bytes <= frame.maxBytes()) {
        return fitted;
      }
      if (format == ImageFormat.JPEG && quality > LOWER_QUALITY) {
        quality = LOWER_QUALITY;
      } else if (format == ImageFormat.PNG && mayBeJpeg()) {
        format = ImageFormat.JPEG;
      } else {
        scale *= Math.min(0.9, Math.sqrt((double) frame.maxBytes() / bytes));
      }
    }
    throw new InvalidImageException(
        "The picture cannot be made to fit into %d bytes.".formatted(frame.maxBytes()));
  }

  private static int scaled(int size, double scale) {
    return Math.max(1, (int) Math.floor(size * scale + 1e-6));
  }

  /** A JPEG stays one; what may be transparent, or is drawn, becomes a PNG where one is taken. */
  private ImageFormat format() {
    ImageFormat wanted = info.format() == ImageFormat.JPEG ? ImageFormat.JPEG : ImageFormat.PNG;
    if (frame.formats().contains(wanted)) {
      return wanted;
    }
    ImageFormat other = wanted == ImageFormat.JPEG ? ImageFormat.PNG : ImageFormat.JPEG;
    if (frame.formats().contains(other)) {
      return other;
    }
    throw new InvalidImageException(
        "Pictures can be converted to JPEG and PNG, and neither is taken: save it in one of the"
            + " formats that are.");
  }

  private boolean mayBeJpeg() {
    return frame.formats().contains(ImageFormat.JPEG) && !Renderer.hasAlpha(source, info);
  }
}
