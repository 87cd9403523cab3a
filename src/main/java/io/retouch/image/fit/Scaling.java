package io.retouch.image.fit;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;

/** Brings decoded pictures to sRGB and to a size. */
final class Scaling {
  private Scaling() {}

  /**
   * The picture in the size that is wanted; smaller in the same proportions where the decoded one
   * is, because it is too large for the memory, or where the bytes are too many.
   */
  static Pixels scaled(Decoded picture, int width, int height, long budget) {
    SrgbRows rows = new SrgbRows(picture);
    Size wanted = new Size(width, height).within(picture, rows.channels(), budget);
    int smallWidth = Math.min(wanted.width(), picture.width());
    int smallHeight = Math.min(wanted.height(), picture.height());
    Pixels pixels =
        new Pixels(
            room(picture, smallWidth, smallHeight, rows.channels()),
            smallWidth,
            smallHeight,
            rows.channels());
    Shrinker shrinker = new Shrinker(picture.width(), picture.height(), pixels);
    for (int top = 0; top < picture.height(); top += SrgbRows.ROWS) {
      byte[] strip = rows.from(top);
      for (int y = top; y < Math.min(top + SrgbRows.ROWS, picture.height()); y++) {
        shrinker.take(strip, (y - top) * picture.width() * rows.channels());
      }
    }
    return pixels.enlarged(wanted.width(), wanted.height());
  }

  /**
   * The decoded picture's own bytes where its rows take as many as the new one's or more: a row is
   * read before one is written over it.
   */
  private static byte[] room(Decoded picture, int width, int height, int channels) {
    BufferedImage image = picture.image();
    if (picture.covered()
        && image.getRaster().getDataBuffer() instanceof DataBufferByte bytes
        && bytes.getNumBanks() == 1
        && bytes.getOffset() == 0
        && image.getSampleModel() instanceof PixelInterleavedSampleModel layout
        && layout.getPixelStride() >= channels) {
      return bytes.getData();
    }
    return new byte[Math.multiplyExact(width * height, channels)];
  }

  private record Size(int width, int height) {
    /**
     * What was read in part is not made larger; what is, has to share the memory with its source.
     */
    Size within(Decoded picture, int channels, long budget) {
      boolean larger = width > picture.width() || height > picture.height();
      if (!larger) {
        return this;
      }
      double factor =
          Math.min((double) picture.width() / width, (double) picture.height() / height);
      if (picture.step() == 1) {
        double decoded = (double) picture.width() * picture.height() * channels;
        double room = Math.max(0, budget - decoded) / ((double) width * height * channels);
        factor = Math.min(1, Math.max(factor, Math.sqrt(room)));
      }
      return new Size(scaled(width, factor), scaled(height, factor));
    }

    private static int scaled(int size, double factor) {
      return Math.max(1, (int) (size * factor + 1e-6));
    }
  }
}
