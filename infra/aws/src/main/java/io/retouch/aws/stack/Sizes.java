package io.retouch.aws.stack;

import io.retouch.aws.config.ApplicationConfig.Limits;

/**
 * How large the functions are.
 *
 * @param memoryMegabytes of memory, which brings its share of processor time
 * @param temporaryMegabytes of {@code /tmp}
 */
public record Sizes(int memoryMegabytes, int temporaryMegabytes) {
  /** AWS Lambda quotas: {@code /tmp} directory storage, 512 to 10240 MB. */
  public static final int MOST_TEMPORARY = 10240;

  /** Where the largest pictures that are decoded find room: 48 million pixels, and more. */
  public static final int DECODING = 512;

  private static final int LEAST_TEMPORARY = 512;

  /** Beside pictures: what libraries unpack, and slack. */
  private static final int OTHER_TEMPORARY = 64;

  /**
   * What has to be there. A native function has a heap of its own size and takes 40 MB at rest;
   * pictures go through files, so that each one beside another takes little. Where pictures may be
   * decoded it is {@link #DECODING} at least, too.
   */
  public static Sizes least(boolean java, Limits limits) {
    return sizes((java ? 384 : 160) + 16 * limits.sideBySide(), limits);
  }

  /**
   * The same, and {@link #DECODING} where it has to be, with the processor time that connections,
   * signatures and uploads want.
   */
  public static Sizes usual(boolean java, Limits limits) {
    int memory = (java ? 768 : 256) + 64 * limits.sideBySide();
    return sizes(limits.decoding() ? Math.max(DECODING, memory) : memory, limits);
  }

  /** For a function that makes one edit at a time. */
  public static Sizes single(int memoryMegabytes, Limits limits) {
    return new Sizes(memoryMegabytes, temporary(limits.temporaryBytes(1)));
  }

  private static Sizes sizes(int memoryMegabytes, Limits limits) {
    return new Sizes(memoryMegabytes, temporary(limits.temporaryBytes(limits.sideBySide())));
  }

  private static int temporary(long bytes) {
    long megabytes = (bytes + (1 << 20) - 1) >> 20;
    return (int)
        Math.min(Integer.MAX_VALUE, Math.max(LEAST_TEMPORARY, megabytes + OTHER_TEMPORARY));
  }
}
