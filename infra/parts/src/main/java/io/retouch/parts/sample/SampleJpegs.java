package io.retouch.parts.sample;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.ImageOutputStream;

/** JPEGs of every kind, by the JDK's encoder. */
public final class SampleJpegs {
  private SampleJpegs() {}

  public static byte[] jpeg(BufferedImage image) {
    return encode(new IIOImage(image, null, null), false);
  }

  public static byte[] progressive(BufferedImage image) {
    return encode(new IIOImage(image, null, null), true);
  }

  /** Four inks as print software writes them: inverted, with Adobe's marker. */
  public static byte[] cmyk(int width, int height, int... inks) {
    return fourBands(width, height, 0, 255 - inks[0], 255 - inks[1], 255 - inks[2], 255 - inks[3]);
  }

  /** The same with the first three as luminance and chroma of what they lack (ITU-T T.871). */
  public static byte[] ycck(int width, int height, int... inks) {
    double red = inks[0];
    double green = inks[1];
    double blue = inks[2];
    int luminance = (int) Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
    int cb = (int) Math.round(128 - 0.168736 * red - 0.331264 * green + 0.5 * blue);
    int cr = (int) Math.round(128 + 0.5 * red - 0.418688 * green - 0.081312 * blue);
    return fourBands(
        width, height, 2, luminance, Math.min(cb, 255), Math.min(cr, 255), 255 - inks[3]);
  }

  private static byte[] fourBands(int width, int height, int transform, int... samples) {
    WritableRaster raster = Raster.createInterleavedRaster(0, width, height, 4, null);
    for (int i = 0; i < width * height; i++) {
      raster.setPixel(i % width, i / width, samples);
    }
    byte[] jpeg = encode(new IIOImage(raster, null, null), false);
    byte[] adobe = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform};
    return withSegment(jpeg, 0xEE, adobe);
  }

  /** A JPEG with a segment put right behind its start. */
  public static byte[] withSegment(byte[] jpeg, int marker, byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    int length = 2;
    for (byte[] part : parts) {
      length += part.length;
    }
    out.writeBytes(new byte[] {(byte) 0xFF, (byte) marker, (byte) (length >> 8), (byte) length});
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  public static byte[] withExif(byte[] jpeg, byte[] exif) {
    return withSegment(jpeg, 0xE1, "Exif\0\0".getBytes(StandardCharsets.US_ASCII), exif);
  }

  /** With an ICC profile in as many segments as it takes. */
  public static byte[] withProfile(byte[] jpeg, byte[] profile) {
    byte[] head = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);
    int most = 65_000;
    int pieces = (profile.length + most - 1) / most;
    byte[] with = jpeg;
    for (int piece = pieces; piece > 0; piece--) {
      int from = (piece - 1) * most;
      byte[] part = Arrays.copyOfRange(profile, from, Math.min(from + most, profile.length));
      with = withSegment(with, 0xE2, head, new byte[] {(byte) piece, (byte) pieces}, part);
    }
    return with;
  }

  private static byte[] encode(IIOImage image, boolean progressive) {
    ImageWriter writer = writer();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionQuality(0.95f);
    if (progressive) {
      parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, image, parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** The JDK's own, whichever others lie on the class path. */
  private static ImageWriter writer() {
    Iterator<ImageWriterSpi> providers =
        IIORegistry.getDefaultInstance().getServiceProviders(ImageWriterSpi.class, true);
    while (providers.hasNext()) {
      ImageWriterSpi provider = providers.next();
      if (provider.getClass().getName().equals("com.sun.imageio.plugins.jpeg.JPEGImageWriterSpi")) {
        try {
          return provider.createWriterInstance();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    throw new IllegalStateException("The JDK writes no JPEG");
  }
}
