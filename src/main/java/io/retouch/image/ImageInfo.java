package io.retouch.image;

import java.util.Objects;

/**
 * What an image's header says of it.
 *
 * @param format the format, recognised by the bytes
 * @param width stored width in pixels, before the orientation is applied; at least 1
 * @param height stored height in pixels, before the orientation is applied; at least 1
 * @param orientation EXIF orientation, 1 to 8; 1 (upright) where the image names none
 */
public record ImageInfo(ImageFormat format, int width, int height, int orientation) {
  public ImageInfo {
    Objects.requireNonNull(format, "format");
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("size must be positive: " + width + " x " + height);
    }
    if (orientation < 1 || orientation > 8) {
      throw new IllegalArgumentException("orientation must be 1 to 8: " + orientation);
    }
  }
}
