package io.retouch.local.bench;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Pictures of noise, true to their format and about as large as wanted. The same seed and size give
 * the same picture, byte for byte, on one JDK. Each is made once.
 */
final class NoisePictures {
  /** Pixels an edge: the models' limit. */
  private static final int LONGEST_EDGE = 4096;

  private static final int SAMPLE_EDGE = 128;
  private static final float QUALITY = 1;

  /** How often the edge is corrected; the second time is within a percent. */
  private static final int ROUNDS = 3;

  private static final double CLOSE_ENOUGH = 0.02;

  private final long seed;
  private final Map<Long, byte[]> jpegs = new HashMap<>();
  private final Map<Long, byte[]> pngs = new HashMap<>();

  NoisePictures(long seed) {
    this.seed = seed;
  }

  /** A JPEG of about so many bytes, as far as 4096 pixels an edge allow. Not to be changed. */
  byte[] jpeg(long bytes) {
    return jpegs.computeIfAbsent(bytes, size -> sized(size, edge -> encoded(edge, "jpeg")));
  }

  /** A PNG of about so many bytes, as far as 4096 pixels an edge allow. Not to be changed. */
  byte[] png(long bytes) {
    return pngs.computeIfAbsent(bytes, size -> sized(size, edge -> encoded(edge, "png")));
  }

  private static byte[] sized(long bytes, IntFunction<byte[]> picture) {
    int edge = SAMPLE_EDGE;
    byte[] made = picture.apply(edge);
    for (int round = 0; round < ROUNDS && !isClose(made.length, bytes); round++) {
      edge = (int) Math.round(edge * Math.sqrt((double) bytes / made.length));
      edge = Math.max(1, Math.min(edge, LONGEST_EDGE));
      made = picture.apply(edge);
    }
    return made;
  }

  private static boolean isClose(long made, long wanted) {
    return Math.abs(made - wanted) <= CLOSE_ENOUGH * wanted;
  }

  private byte[] encoded(int edge, String format) {
    SplittableRandom random = new SplittableRandom(seed);
    BufferedImage picture = new BufferedImage(edge, edge, BufferedImage.TYPE_INT_RGB);
    int[] row = new int[edge];
    for (int y = 0; y < edge; y++) {
      for (int x = 0; x < edge; x++) {
        row[x] = random.nextInt();
      }
      picture.setRGB(0, y, edge, 1, row, 0, edge);
    }
    try {
      return encoded(picture, format);
    } catch (IOException e) {
      throw new UncheckedIOException("A picture cannot be made.", e);
    }
  }

  private static byte[] encoded(BufferedImage picture, String format) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    // So that 30 MB fit into 4096 pixels an edge; a PNG then is not compressed, as noise cannot be.
    how.setCompressionQuality(QUALITY);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.setUseCache(false);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), how);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
