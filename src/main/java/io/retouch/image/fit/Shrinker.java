package io.retouch.image.fit;

import java.util.Arrays;

/**
 * Makes a picture smaller row by row: each new pixel is the mean of the area that it covers, so
 * every old pixel counts by its share, and colours count by their opacity.
 *
 * <p>A row is written after the rows that it is made of were taken, so the new picture may lie over
 * the old one.
 */
final class Shrinker {
  private final int width;
  private final int height;
  private final Pixels to;
  private final int channels;
  private final double across;
  private final double down;
  private final float[] line;
  private final float[] sums;
  private int taken;
  private int given;

  /**
   * @param width of the old picture, at least the new one's
   * @param height of the old picture, at least the new one's
   */
  Shrinker(int width, int height, Pixels to) {
    this.width = width;
    this.height = height;
    this.to = to;
    this.channels = to.channels();
    this.across = (double) width / to.width();
    this.down = (double) height / to.height();
    this.line = new float[to.width() * channels];
    this.sums = new float[line.length];
  }

  /** Takes the next row, from the place in the bytes where it begins. */
  void take(byte[] bytes, int from) {
    if (width == to.width() && height == to.height()) {
      System.arraycopy(bytes, from, to.bytes(), taken++ * width * channels, width * channels);
      return;
    }
    Arrays.fill(line, 0);
    for (int x = 0; x < to.width(); x++) {
      sum(bytes, from, x);
    }
    double end = (given + 1) * down;
    taken++;
    boolean full = taken >= end - 1e-6 || taken == height;
    add(full ? Math.min(1, end - taken + 1) : 1);
    if (full) {
      give();
      if (taken - end > 1e-6) {
        add(taken - end);
      }
    }
  }

  private void sum(byte[] bytes, int from, int x) {
    double start = x * across;
    double end = Math.min(start + across, width);
    int at = x * channels;
    int last = (int) Math.ceil(end - 1e-6);
    for (int i = (int) start; i < last; i++) {
      float weight = (float) (Math.min(i + 1, end) - Math.max(i, start));
      int pixel = from + i * channels;
      if (channels == 4) {
        weight *= bytes[pixel] & 0xFF;
        line[at] += weight;
        line[at + 1] += weight * (bytes[pixel + 1] & 0xFF);
        line[at + 2] += weight * (bytes[pixel + 2] & 0xFF);
        line[at + 3] += weight * (bytes[pixel + 3] & 0xFF);
      } else {
        line[at] += weight * (bytes[pixel] & 0xFF);
        line[at + 1] += weight * (bytes[pixel + 1] & 0xFF);
        line[at + 2] += weight * (bytes[pixel + 2] & 0xFF);
      }
    }
  }

  private void add(double share) {
    float weight = (float) share;
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * line[i];
    }
  }

  private void give() {
    byte[] bytes = to.bytes();
    int at = given++ * sums.length;
    float area = (float) (across * down);
    if (channels == 4) {
      for (int i = 0; i < sums.length; i += 4) {
        float opacity = sums[i];
        bytes[at + i] = rounded(opacity / area);
        for (int band = 1; band < 4; band++) {
          bytes[at + i + band] = opacity == 0 ? 0 : rounded(sums[i + band] / opacity);
        }
      }
    } else {
      for (int i = 0; i < sums.length; i++) {
        bytes[at + i] = rounded(sums[i] / area);
      }
    }
    Arrays.fill(sums, 0);
  }

  private static byte rounded(float value) {
    return (byte) Math.min(255, (int) (value + 0.5f));
  }
}
