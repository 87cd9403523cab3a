package io.retouch.image.fit;

import java.awt.Rectangle;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * A picture as its decoder gave it.
 *
 * @param image its pixels, or those of an animation's first frame
 * @param frame where they lie on the picture; most often they cover it
 * @param width of the picture
 * @param height of the picture
 * @param step every how manieth pixel was decoded; 1: all
 * @param profile by which the colours are meant where the image itself does not know
 */
record Decoded(
    BufferedImage image,
    Rectangle frame,
    int width,
    int height,
    int step,
    Optional<ICC_Profile> profile) {
  boolean covered() {
    return frame.equals(new Rectangle(width, height));
  }

  boolean hasAlpha() {
    return image.getColorModel().hasAlpha() || !covered();
  }
}
