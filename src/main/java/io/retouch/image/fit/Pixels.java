package io.retouch.image.fit;

import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;

/**
 * A picture in sRGB, eight bits a sample, row after row: blue, green, red, or opacity, blue, green,
 * red, which is what Java 2D draws fastest.
 */
final class Pixels {
  private static final int[] OPAQUE = {2, 1, 0};
  private static final int[] COLOURS = {3, 2, 1};
  private static final int[] TRANSPARENT = {3, 2, 1, 0};

  private final byte[] bytes;
  private final int width;
  private final int height;
  private final int channels;

  /**
   * Takes the bytes as they are; they change when the picture is flattened or turned.
   *
   * @param bytes at least {@code width * height * channels}
   * @param channels 3, or 4 with opacity
   */
  Pixels(byte[] bytes, int width, int height, int channels) {
    this.bytes = bytes;
    this.width = width;
    this.height = height;
    this.channels = channels;
  }

  byte[] bytes() {
    return bytes;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  int channels() {
    return channels;
  }

  /** Where red, green and blue lie within a pixel. */
  static int[] colours(int channels) {
    return channels == 4 ? COLOURS.clone() : OPAQUE.clone();
  }

  boolean hasAlpha() {
    return channels == 4;
  }

  /** As a picture of Java 2D over the same bytes. */
  BufferedImage image() {
    return image(
        new PixelInterleavedSampleModel(
            DataBuffer.TYPE_BYTE,
            width,
            height,
            channels,
            width * channels,
            hasAlpha() ? TRANSPARENT : OPAQUE));
  }

  /**
   * As a picture that is seen upright, over the same bytes: rows and columns are mirrored where
   * they lie, and change places by being read the other way, so that no second picture is needed.
   *
   * @param orientation the EXIF orientation that is undone
   * @param alpha whether the picture shows its opacity; else only its colours
   */
  BufferedImage upright(int orientation, boolean alpha) {
    if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8) {
      mirrorRows();
    }
    if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7) {
      mirrorColumns();
    }
    int[] bands = alpha ? TRANSPARENT : colours(channels);
    int row = width * channels;
    return image(
        orientation < 5
            ? new PixelInterleavedSampleModel(
                DataBuffer.TYPE_BYTE, width, height, channels, row, bands)
            : new ComponentSampleModel(DataBuffer.TYPE_BYTE, height, width, row, channels, bands));
  }

  /** Lays the colours on a background, 0xRRGGBB; the opacity stays as it was. */
  void flatten(int background) {
    if (!hasAlpha()) {
      return;
    }
    for (int at = 0; at < width * height * 4; at += 4) {
      int opacity = bytes[at] & 0xFF;
      for (int band = 0; band < 3; band++) {
        int front = bytes[at + 1 + band] & 0xFF;
        int behind = background >> (8 * band) & 0xFF;
        bytes[at + 1 + band] = (byte) ((front * opacity + behind * (255 - opacity) + 127) / 255);
      }
    }
  }

  /** Made larger by bicubic interpolation; itself where it has the size. */
  Pixels enlarged(int toWidth, int toHeight) {
    if (toWidth == width && toHeight == height) {
      return this;
    }
    Pixels large = new Pixels(new byte[toWidth * toHeight * channels], toWidth, toHeight, channels);
    Graphics2D graphics = large.image().createGraphics();
    try {
      graphics.setComposite(AlphaComposite.Src);
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
      graphics.drawImage(image(), 0, 0, toWidth, toHeight, null);
    } finally {
      graphics.dispose();
    }
    return large;
  }

  private BufferedImage image(SampleModel layout) {
    boolean alpha = layout.getNumBands() == 4;
    ColorModel colours =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            alpha,
            false,
            alpha ? ColorModel.TRANSLUCENT : ColorModel.OPAQUE,
            DataBuffer.TYPE_BYTE);
    return new BufferedImage(
        colours,
        Raster.createWritableRaster(layout, new DataBufferByte(bytes, bytes.length), null),
        false,
        null);
  }

  private void mirrorRows() {
    for (int y = 0; y < height; y++) {
      int left = y * width * channels;
      int right = left + (width - 1) * channels;
      for (; left < right; left += channels, right -= channels) {
        swap(left, right, channels);
      }
    }
  }

  private void mirrorColumns() {
    int row = width * channels;
    for (int top = 0, bottom = (height - 1) * row; top < bottom; top += row, bottom -= row) {
      swap(top, bottom, row);
    }
  }

  private void swap(int one, int other, int length) {
    for (int i = 0; i < length; i++) {
      byte kept = bytes[one + i];
      bytes[one + i] = bytes[other + i];
      bytes[other + i] = kept;
    }
  }
}
