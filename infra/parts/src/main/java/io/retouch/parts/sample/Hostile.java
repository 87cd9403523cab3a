package io.retouch.parts.sample;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Pictures that are made to break what decodes them. */
public final class Hostile {
  private Hostile() {}

  /**
   * A picture of 16 x 16 pixels whose header claims more; 16,383 at most in WebP, 65,535 in JPEG
   * and GIF.
   *
   * @param format {@code jpeg}, {@code png}, {@code gif}, {@code bmp}, {@code tiff} or {@code webp}
   */
  public static byte[] claiming(String format, int width, int height) {
    BufferedImage small = Samples.colours(16, 16);
    return switch (format) {
      case "jpeg" -> jpeg(SampleJpegs.jpeg(small), width, height);
      case "png" -> png(Samples.png(small), width, height);
      case "gif" -> gif(Samples.encoded(small, "gif"), width, height);
      case "bmp" -> numbers(Samples.encoded(small, "bmp"), 18, width, 22, height);
      case "tiff" -> tiff(Samples.encoded(small, "tiff"), width, height);
      case "webp" -> webp(width, height);
      default -> throw new IllegalArgumentException(format);
    };
  }

  /** The picture with something else behind it, which another program takes for the file. */
  public static byte[] followedBy(byte[] picture, String other) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(picture);
    bytes.writeBytes(other.getBytes(StandardCharsets.ISO_8859_1));
    return bytes.toByteArray();
  }

  /** A GIF with a comment that says what another program runs. */
  public static byte[] gifWithComment(byte[] gif, String comment) {
    int at = SampleAnimations.firstFrame(gif);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(gif, 0, at);
    bytes.write(0x21);
    bytes.write(0xFE);
    bytes.write(comment.length());
    bytes.writeBytes(comment.getBytes(StandardCharsets.ISO_8859_1));
    bytes.write(0);
    bytes.write(gif, at, gif.length - at);
    return bytes.toByteArray();
  }

  private static byte[] jpeg(byte[] jpeg, int width, int height) {
    for (int at = 2; ; at += 2 + ((jpeg[at + 2] & 0xFF) << 8 | (jpeg[at + 3] & 0xFF))) {
      if ((jpeg[at + 1] & 0xFF) == 0xC0) {
        ByteBuffer.wrap(jpeg).putShort(at + 5, (short) height).putShort(at + 7, (short) width);
        return jpeg;
      }
    }
  }

  private static byte[] png(byte[] png, int width, int height) {
    CRC32 checksum = new CRC32();
    ByteBuffer bytes = ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
    checksum.update(png, 12, 17);
    bytes.putInt(29, (int) checksum.getValue());
    return png;
  }

  private static byte[] gif(byte[] gif, int width, int height) {
    ByteBuffer bytes = ByteBuffer.wrap(gif).order(ByteOrder.LITTLE_ENDIAN);
    int frame = SampleAnimations.firstFrame(gif);
    bytes.putShort(6, (short) width).putShort(8, (short) height);
    bytes.putShort(frame + 5, (short) width).putShort(frame + 7, (short) height);
    return gif;
  }

  private static byte[] tiff(byte[] tiff, int width, int height) {
    ByteBuffer bytes = ByteBuffer.wrap(tiff);
    bytes.order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = bytes.getInt(4);
    for (int i = 0; i < bytes.getShort(directory); i++) {
      int entry = directory + 2 + 12 * i;
      int tag = bytes.getShort(entry);
      if (tag == 256 || tag == 257) {
        bytes.putShort(entry + 2, (short) 4).putInt(entry + 8, tag == 256 ? width : height);
      }
    }
    return tiff;
  }

  /** Lossless, of one colour: such a picture takes these few bytes at any size. */
  private static byte[] webp(int width, int height) {
    byte[] file = Arrays.copyOf("RIFF    WEBPVP8L".getBytes(StandardCharsets.US_ASCII), 38);
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(4, 30).putInt(16, 18);
    file[20] = 0x2F;
    bytes.putInt(21, (width - 1) | (height - 1) << 14);
    // No transform, no cache, one group of five codes, each of one symbol, which takes no bits.
    bytes.put(25, new byte[] {(byte) 0x88, (byte) 0x88, 8, 0, 0, 0, 0});
    return file;
  }

  private static byte[] numbers(byte[] file, int at, int width, int other, int height) {
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(at, width).putInt(other, height);
    return file;
  }
}
