package io.retouch.parts.sample;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** PNGs with what the JDK's encoder does not write. */
public final class SamplePngs {
  private static final int HEADER_END = 33;

  private SamplePngs() {}

  /** With an ICC profile. */
  public static byte[] withProfile(byte[] png, byte[] profile) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes("icc\0\0".getBytes(StandardCharsets.US_ASCII));
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(data)) {
      deflated.write(profile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return withChunk(png, "iCCP", data.toByteArray());
  }

  public static byte[] withExif(byte[] png, byte[] exif) {
    return withChunk(png, "eXIf", exif);
  }

  /** Of so many frames, the first of which is the picture: an APNG as far as anyone looks. */
  public static byte[] animated(byte[] png, int frames) {
    byte[] control = {0, 0, 0, (byte) frames, 0, 0, 0, 0};
    return withChunk(png, "acTL", control);
  }

  /** A PNG with a chunk put right behind its header. */
  public static byte[] withChunk(byte[] png, String name, byte[] data) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(png, 0, HEADER_END);
    bytes.writeBytes(chunk(name, data));
    bytes.write(png, HEADER_END, png.length - HEADER_END);
    return bytes.toByteArray();
  }

  static byte[] chunk(String name, byte[] data) {
    byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
    CRC32 checksum = new CRC32();
    checksum.update(ascii);
    checksum.update(data);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(data.length);
      out.write(ascii);
      out.write(data);
      out.writeInt((int) checksum.getValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Sixteen bits a sample: more red and less green to the right, and less opaque. */
  public static byte[] wideColours(int width, int height, boolean alpha) {
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, width, height, alpha ? 4 : 3, null);
    for (int i = 0; i < width * height; i++) {
      int x = i % width;
      int[] samples = {x * 4 * 257, (255 - x * 4) * 257, 0x80 * 257, (255 - x) * 257};
      raster.setPixel(x, i / width, samples);
    }
    ColorModel colours =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            alpha,
            false,
            alpha ? ColorModel.TRANSLUCENT : ColorModel.OPAQUE,
            DataBuffer.TYPE_USHORT);
    return Samples.png(new BufferedImage(colours, raster, false, null));
  }
}
