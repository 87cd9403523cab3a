package io.retouch.local.chaos;

import io.retouch.parts.LocalEditApi;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/**
 * What is uploaded: a small picture like no other, which says in a text chunk which one it is; or
 * no picture at all.
 *
 * @param version tells this content from others under the same key, from 0
 * @param broken whether it is no picture
 */
record Picture(String key, int version, boolean broken) {
  /** What a request holds in which this picture is sent; the first group is the key. */
  static final Pattern MARKER = Pattern.compile("chaos\\[(uploads/[a-z]+/\\d+\\.png) v(\\d+)\\]");

  /** Too low for the band that the stand-in writes the prompt into. */
  private static final int SIDE = 24;

  private static final int PNG_END = 12;

  /** The picture that a marker stands for. */
  static Optional<Picture> parse(String marker) {
    Matcher parts = MARKER.matcher(marker);
    return parts.matches()
        ? Optional.of(new Picture(parts.group(1), Integer.parseInt(parts.group(2)), false))
        : Optional.empty();
  }

  String marker() {
    return "chaos[" + key + " v" + version + "]";
  }

  byte[] bytes() {
    if (broken) {
      return ("This is no picture: " + marker()).getBytes(StandardCharsets.UTF_8);
    }
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        image.setRGB(x, y, rgb(x, y));
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return withMarker(png.toByteArray());
  }

  private int rgb(int x, int y) {
    long seed = marker().hashCode() * 31L + y * (long) SIDE + x;
    return 0xFF000000 | new SplittableRandom(seed).nextInt(0x1000000);
  }

  /** Puts a tEXt chunk before the last one. */
  private byte[] withMarker(byte[] png) {
    byte[] text = ("Comment\0" + marker()).getBytes(StandardCharsets.ISO_8859_1);
    byte[] type = "tEXt".getBytes(StandardCharsets.ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(type);
    crc.update(text);
    return ByteBuffer.allocate(png.length + text.length + PNG_END)
        .put(png, 0, png.length - PNG_END)
        .putInt(text.length)
        .put(type)
        .put(text)
        .putInt((int) crc.getValue())
        .put(png, png.length - PNG_END, PNG_END)
        .array();
  }

  /** Whether these bytes are this picture after the stand-in's edit, pixel by pixel. */
  boolean isEditedAs(byte[] result, String prompt) {
    BufferedImage image;
    try {
      image = ImageIO.read(new ByteArrayInputStream(result));
    } catch (IOException e) {
      return false;
    }
    if (image == null || image.getWidth() != SIDE || image.getHeight() != SIDE) {
      return false;
    }
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        if (image.getRGB(x, y) != LocalEditApi.editedRgb(rgb(x, y), prompt)) {
          return false;
        }
      }
    }
    return true;
  }
}
