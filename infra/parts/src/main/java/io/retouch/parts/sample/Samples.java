package io.retouch.parts.sample;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Drawings, and what is needed to compare pictures with them. */
public final class Samples {
  private Samples() {}

  /** Smooth colours with a mark in the upper left corner, so that every turn shows. */
  public static BufferedImage colours(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int red = 255 * x / Math.max(1, width - 1);
        int green = 255 * y / Math.max(1, height - 1);
        boolean mark = x < width / 4 && y < height / 4;
        image.setRGB(x, y, mark ? 0x2020E0 : red << 16 | green << 8 | 0x40);
      }
    }
    return image;
  }

  /** One colour, 0xRRGGBB. */
  public static BufferedImage oneColour(int width, int height, int rgb) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, rgb);
    }
    return image;
  }

  /** The left half can be seen through wholly, the right one half: red. */
  public static BufferedImage transparent(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, i % width < width / 2 ? 0x00FF0000 : 0x80FF0000);
    }
    return image;
  }

  /** Three stripes of a palette: one not there, one opaque, one half there. */
  public static BufferedImage palette(int width, int height) {
    byte[] reds = {0, (byte) 200, 10};
    byte[] greens = {0, 100, 20};
    byte[] blues = {0, 50, 30};
    byte[] alphas = {0, (byte) 255, (byte) 128};
    IndexColorModel palette = new IndexColorModel(2, 3, reds, greens, blues, alphas);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY, palette);
    WritableRaster raster = image.getRaster();
    for (int i = 0; i < width * height; i++) {
      raster.setSample(i % width, i / width, 0, 3 * (i / width) / height);
    }
    return image;
  }

  /** Grey from black on the left to white on the right, in sixteen bits. */
  public static BufferedImage wideGrey(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_USHORT_GRAY);
    fillGrey(image, 65_535);
    return image;
  }

  /** Grey from black on the left to white on the right. */
  public static BufferedImage grey(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    fillGrey(image, 255);
    return image;
  }

  private static void fillGrey(BufferedImage image, int white) {
    int width = image.getWidth();
    for (int i = 0; i < width * image.getHeight(); i++) {
      int value = white * (i % width) / (width - 1);
      image.getRaster().setSample(i % width, i / width, 0, value);
    }
  }

  /** The picture as a camera stores it that was held so that the orientation undoes it. */
  public static BufferedImage laid(BufferedImage upright, int orientation) {
    boolean transposed = orientation >= 5;
    int width = transposed ? upright.getHeight() : upright.getWidth();
    int height = transposed ? upright.getWidth() : upright.getHeight();
    BufferedImage stored = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < upright.getHeight(); y++) {
      for (int x = 0; x < upright.getWidth(); x++) {
        int right = upright.getWidth() - 1 - x;
        int bottom = upright.getHeight() - 1 - y;
        int[] place =
            switch (orientation) {
              case 2 -> new int[] {right, y};
              case 3 -> new int[] {right, bottom};
              case 4 -> new int[] {x, bottom};
              case 5 -> new int[] {y, x};
              case 6 -> new int[] {y, right};
              case 7 -> new int[] {bottom, right};
              case 8 -> new int[] {bottom, x};
              default -> new int[] {x, y};
            };
        stored.setRGB(place[0], place[1], upright.getRGB(x, y));
      }
    }
    return stored;
  }

  /** Encoded by the JDK: {@code png}, {@code gif}, {@code bmp} or {@code tiff}. */
  public static byte[] encoded(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalArgumentException("cannot be written as " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public static byte[] png(BufferedImage image) {
    return encoded(image, "png");
  }

  public static BufferedImage decode(byte[] bytes) {
    try {
      return ImageIO.read(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The largest difference of any channel of any pixel. */
  public static int difference(BufferedImage a, BufferedImage b) {
    int most = 0;
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        most = Math.max(most, difference(a.getRGB(x, y), b.getRGB(x, y)));
      }
    }
    return most;
  }

  /** The largest difference of red, green or blue. */
  public static int difference(int rgb, int other) {
    int most = 0;
    for (int shift = 0; shift < 24; shift += 8) {
      most = Math.max(most, Math.abs((rgb >> shift & 0xFF) - (other >> shift & 0xFF)));
    }
    return most;
  }

  /** The pixels' largest differences, on average. */
  public static double mean(BufferedImage a, BufferedImage b) {
    double sum = 0;
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        sum += difference(a.getRGB(x, y), b.getRGB(x, y));
      }
    }
    return sum / a.getWidth() / a.getHeight();
  }
}
