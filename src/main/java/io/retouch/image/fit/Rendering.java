package io.retouch.image.fit;

import io.retouch.image.ImageFormat;
import java.util.Objects;

/**
 * How a picture is written anew, always in sRGB.
 *
 * @param format JPEG or PNG
 * @param width of the new picture in pixels, as it is seen
 * @param height of the new picture in pixels, as it is seen
 * @param orientation the EXIF orientation that is undone, 1 to 8; 1: none
 * @param quality of a JPEG, 1 to 100
 * @param background what transparency is laid on where the format has none, 0xRRGGBB
 */
public record Rendering(
    ImageFormat format, int width, int height, int orientation, int quality, int background) {
  public Rendering {
    Objects.requireNonNull(format, "format");
    if (!canWrite(format)) {
      throw new IllegalArgumentException(format + " cannot be written");
    }
    if (width < 1 || height < 1 || orientation < 1 || orientation > 8) {
      throw new IllegalArgumentException(
          "%d x %d, orientation %d".formatted(width, height, orientation));
    }
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("quality must be 1 to 100: " + quality);
    }
  }

  /** Whether pictures of this format can be decoded: all but HEIC and AVIF. */
  public static boolean canRead(ImageFormat format) {
    return format != ImageFormat.HEIC && format != ImageFormat.AVIF;
  }

  /** Whether pictures of this format can be written. */
  public static boolean canWrite(ImageFormat format) {
    return format == ImageFormat.JPEG || format == ImageFormat.PNG;
  }
}
