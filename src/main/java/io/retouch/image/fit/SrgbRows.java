package io.retouch.image.fit;

import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.Optional;

/**
 * A decoded picture's rows in sRGB, laid out as {@link Pixels} are, a few at a time, so that no
 * second picture of that size is needed.
 */
final class SrgbRows {
  /** How many rows are given at once. */
  static final int ROWS = 16;

  private interface Conversion {
    void convert(Raster rows, byte[] to);
  }

  private final Decoded picture;
  private final int channels;
  private final Conversion conversion;
  private final byte[] strip;

  SrgbRows(Decoded picture) {
    this.picture = picture;
    this.channels = picture.hasAlpha() ? 4 : 3;
    BufferedImage image = picture.image();
    if (image.isAlphaPremultiplied()) {
      image.coerceData(false);
    }
    this.conversion = conversion(image, picture.profile());
    this.strip = new byte[picture.width() * channels * ROWS];
  }

  int channels() {
    return channels;
  }

  /** At most {@link #ROWS} rows from one on; the array is used again by the next call. */
  byte[] from(int top) {
    int bottom = Math.min(top + ROWS, picture.height());
    Rectangle frame = picture.frame();
    if (picture.covered()) {
      conversion.convert(rows(top, bottom), strip);
      return strip;
    }
    Arrays.fill(strip, (byte) 0);
    int from = Math.max(top, frame.y);
    int to = Math.min(bottom, frame.y + frame.height);
    if (from < to) {
      byte[] piece = new byte[frame.width * channels * (to - from)];
      conversion.convert(rows(from - frame.y, to - frame.y), piece);
      for (int y = from; y < to; y++) {
        System.arraycopy(
            piece,
            (y - from) * frame.width * channels,
            strip,
            ((y - top) * picture.width() + frame.x) * channels,
            frame.width * channels);
      }
    }
    return strip;
  }

  private Raster rows(int top, int bottom) {
    WritableRaster all = picture.image().getRaster();
    return all.createChild(
        all.getMinX(), all.getMinY() + top, picture.frame().width, bottom - top, 0, 0, null);
  }

  private Conversion conversion(BufferedImage image, Optional<ICC_Profile> profile) {
    ColorModel colours = image.getColorModel();
    if (colours instanceof IndexColorModel palette) {
      return (rows, to) -> palette(palette, rows, to);
    }
    if (profile.isEmpty() && isLaidOut(image)) {
      return this::copy;
    }
    boolean whole =
        colours instanceof ComponentColorModel
            && (colours.getTransferType() == DataBuffer.TYPE_BYTE
                || colours.getTransferType() == DataBuffer.TYPE_USHORT);
    Optional<ICC_Profile> meant = profile.or(() -> ownProfile(colours.getColorSpace()));
    int bands = colours.getNumColorComponents();
    if (whole && meant.filter(icc -> icc.getNumComponents() == bands).isPresent()) {
      ColorConvertOp convert =
          new ColorConvertOp(
              new ICC_Profile[] {meant.get(), ICC_Profile.getInstance(ColorSpace.CS_sRGB)}, null);
      return (rows, to) -> byProfile(convert, bands, rows, to);
    }
    int kind = colours.getColorSpace().getType();
    if (whole && (kind == ColorSpace.TYPE_RGB || kind == ColorSpace.TYPE_GRAY)) {
      int most = (1 << colours.getComponentSize(0)) - 1;
      return (rows, to) -> asTheyAre(bands, most, rows, to);
    }
    return (rows, to) -> oneByOne(colours, rows, to);
  }

  /**
   * The profile of what is neither sRGB nor the grey of Java 2D. That one is linear, which no
   * picture is: decoders use it for every grey, and mean the curve of sRGB.
   */
  private static Optional<ICC_Profile> ownProfile(ColorSpace space) {
    boolean usual =
        space.isCS_sRGB()
            || space == ColorSpace.getInstance(ColorSpace.CS_GRAY)
            || !(space instanceof ICC_ColorSpace);
    return usual ? Optional.empty() : Optional.of(((ICC_ColorSpace) space).getProfile());
  }

  private boolean isLaidOut(BufferedImage image) {
    return image.getType()
        == (channels == 4 ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR);
  }

  private void copy(Raster rows, byte[] to) {
    int row = rows.getWidth() * channels;
    byte[] from = ((DataBufferByte) rows.getDataBuffer()).getData();
    System.arraycopy(from, -rows.getSampleModelTranslateY() * row, to, 0, row * rows.getHeight());
  }

  private void palette(IndexColorModel palette, Raster rows, byte[] to) {
    int[] indices = rows.getSamples(0, 0, rows.getWidth(), rows.getHeight(), 0, (int[]) null);
    for (int i = 0; i < indices.length; i++) {
      put(palette.getRGB(indices[i]), to, i);
    }
  }

  private void asTheyAre(int bands, int most, Raster rows, byte[] to) {
    int all = rows.getNumBands();
    int[] samples = rows.getPixels(0, 0, rows.getWidth(), rows.getHeight(), (int[]) null);
    int blue = bands == 3 ? 2 : 0;
    int green = bands == 3 ? 1 : 0;
    for (int at = 0, out = 0; at < samples.length; at += all) {
      if (channels == 4) {
        to[out++] = all > bands ? eightBits(samples[at + bands], most) : (byte) 255;
      }
      to[out++] = eightBits(samples[at + blue], most);
      to[out++] = eightBits(samples[at + green], most);
      to[out++] = eightBits(samples[at], most);
    }
  }

  private void byProfile(ColorConvertOp convert, int bands, Raster rows, byte[] to) {
    int width = rows.getWidth();
    int height = rows.getHeight();
    int[] colours = new int[bands];
    Arrays.setAll(colours, i -> i);
    WritableRaster out =
        Raster.createInterleavedRaster(
            new DataBufferByte(to, width * height * channels),
            width,
            height,
            width * channels,
            channels,
            Pixels.colours(channels),
            null);
    convert.filter(rows.createChild(0, 0, width, height, 0, 0, colours), out);
    if (channels == 4) {
      int most = rows.getTransferType() == DataBuffer.TYPE_BYTE ? 255 : 65_535;
      boolean alpha = rows.getNumBands() > bands;
      for (int i = 0; i < width * height; i++) {
        int opacity = alpha ? rows.getSample(i % width, i / width, bands) : most;
        to[4 * i] = eightBits(opacity, most);
      }
    }
  }

  private void oneByOne(ColorModel colours, Raster rows, byte[] to) {
    Object pixel = null;
    for (int y = 0, i = 0; y < rows.getHeight(); y++) {
      for (int x = 0; x < rows.getWidth(); x++) {
        pixel = rows.getDataElements(x, y, pixel);
        put(colours.getRGB(pixel), to, i++);
      }
    }
  }

  private void put(int argb, byte[] to, int pixel) {
    int at = pixel * channels;
    if (channels == 4) {
      to[at++] = (byte) (argb >>> 24);
    }
    to[at] = (byte) argb;
    to[at + 1] = (byte) (argb >> 8);
    to[at + 2] = (byte) (argb >> 16);
  }

  private static byte eightBits(int sample, int most) {
    return (byte) (most == 255 ? sample : ((long) sample * 255 + most / 2) / most);
  }
}
