package io.retouch.parts.sample;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Pictures that move. */
public final class SampleAnimations {
  private SampleAnimations() {}

  public static byte[] gif(BufferedImage... frames) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (BufferedImage frame : frames) {
        writer.writeToSequence(new IIOImage(frame, null, null), null);
      }
      writer.endWriteSequence();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** The GIF's first frame at a place on a larger screen. */
  public static byte[] gifOnScreen(byte[] gif, int width, int height, int left, int top) {
    byte[] larger = gif.clone();
    int frame = firstFrame(gif);
    ByteBuffer.wrap(larger)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(6, (short) width)
        .putShort(8, (short) height)
        .putShort(frame + 1, (short) left)
        .putShort(frame + 3, (short) top);
    return larger;
  }

  /** Where the first frame's descriptor begins (GIF89a, 20). */
  static int firstFrame(byte[] gif) {
    int at = 13 + ((gif[10] & 0x80) == 0 ? 0 : 3 << ((gif[10] & 7) + 1));
    while (gif[at] != 0x2C) {
      at += 2;
      while (gif[at] != 0) {
        at += 1 + (gif[at] & 0xFF);
      }
      at++;
    }
    return at;
  }

  /**
   * A WebP of two frames, both a still one without opacity, at an even place on a canvas (RFC 9649,
   * 2.7).
   *
   * @param frameWidth what the frames' headers say, and in {@code frameHeight}
   */
  public static byte[] webp(
      byte[] still, int frameWidth, int frameHeight, int width, int height, int left, int top) {
    int picture = still.length - 12;
    int length = 30 + 14 + 2 * (24 + picture);
    ByteBuffer out = ByteBuffer.wrap(new byte[length]).order(ByteOrder.LITTLE_ENDIAN);
    out.put(ascii("RIFF")).putInt(length - 8).put(ascii("WEBP"));
    out.put(ascii("VP8X")).putInt(10).putInt(2);
    u24(u24(out, width - 1), height - 1);
    out.put(ascii("ANIM")).putInt(6).putInt(0).putShort((short) 0);
    for (int frame = 0; frame < 2; frame++) {
      out.put(ascii("ANMF")).putInt(16 + picture);
      u24(u24(u24(u24(out, left / 2), top / 2), frameWidth - 1), frameHeight - 1);
      out.putInt(100).put(still, 12, picture);
    }
    byte[] bytes = new byte[length];
    out.flip().get(bytes);
    return bytes;
  }

  private static ByteBuffer u24(ByteBuffer out, int value) {
    return out.putShort((short) value).put((byte) (value >> 16));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
