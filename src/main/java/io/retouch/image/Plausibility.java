package io.retouch.image;

import java.util.Locale;

/**
 * Whether so few bytes can hold so many pixels at all. Each bound is the most that the format's
 * compression can ever give, so no real image is refused, however empty it is: a one-coloured PNG
 * of 4096 x 4096 takes 50 KB as RGB, and passes.
 */
final class Plausibility {
  /** Deflate: a copy of 258 bytes for two bits at least, one of length and one of distance. */
  static final double DEFLATE_BYTES = 258 * 8 / 2.0;

  /**
   * LZW: twelve bits for a string that can be no longer than the table of 4,096 codes (GIF89a,
   * appendix F; TIFF 6.0, section 13). Bytes in TIFF, pixels in GIF.
   */
  static final double LZW_BYTES = 4096 * 8 / 12.0;

  /** PackBits: two bytes for 128 (TIFF 6.0, section 9). */
  static final double PACK_BITS_BYTES = 64;

  /**
   * Huffman-coded JPEG: every 8 x 8 block costs one bit (the shortest code, T.81 annex C) in a scan
   * of its own, and sampling of 4 x 1 with 1 x 4 (T.81, B.2.2) needs 8 blocks for 32 x 32 pixels.
   */
  static final double JPEG_PIXELS = 1024;

  /**
   * Lossy WebP: the prediction modes of each 16 x 16 macroblock cost more than one bit, as their
   * probabilities are fixed in key frames (RFC 6386, section 11.2).
   */
  static final double VP8_PIXELS = 256 * 8;

  /**
   * For codecs without a useful bound of their own (AV1, HEVC, arithmetic-coded JPEG, rarer TIFF
   * compressions): a mebipixel for each byte. AV1 comes nearest of them; a one-coloured AVIF of
   * 4096 x 4096 has 33,000 pixels a byte.
   */
  static final double ANY_PIXELS = 1 << 20;

  private Plausibility() {}

  /** Refuses a size that needs more than {@code bytes} at the best compression. */
  static void requireRoom(
      long width, long height, double amount, long bytes, double mostForEachByte) {
    if (amount > bytes * mostForEachByte) {
      throw new InvalidImageException(
          String.format(
              Locale.ROOT,
              "The image claims %,d x %,d pixels, but its %,d bytes cannot hold that many: it is"
                  + " damaged, cut short or made to mislead.",
              width,
              height,
              bytes));
    }
  }

  static void requireRoomForPixels(long width, long height, long bytes, double pixelsForEachByte) {
    requireRoom(width, height, (double) width * height, bytes, pixelsForEachByte);
  }

  /** Makes the answer, refusing sizes that are zero or beyond two thousand million. */
  static ImageInfo info(ImageFormat format, long width, long height, int orientation) {
    requireSize(width, height);
    return new ImageInfo(format, (int) width, (int) height, orientation);
  }

  static void requireSize(long width, long height) {
    if (width < 1 || height < 1) {
      throw new InvalidImageException(
          "The image claims a size of " + width + " x " + height + " pixels: it has no picture.");
    }
    if (width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
      throw new InvalidImageException(
          "The image claims a size of " + width + " x " + height + " pixels: it is damaged.");
    }
  }
}
