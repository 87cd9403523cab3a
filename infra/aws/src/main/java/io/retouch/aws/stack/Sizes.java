package io.retouch.aws.stack;

/**
 * How large the functions are.
 *
 * @param memoryMegabytes of memory, which brings its share of processor time
 * @param temporaryMegabytes of {@code /tmp}
 */
public record Sizes(int memoryMegabytes, int temporaryMegabytes) {
  /** AWS Lambda quotas: {@code /tmp} directory storage, 512 to 10240 MB. */
  public static final int MOST_TEMPORARY = 10240;

  private static final int LEAST_TEMPORARY = 512;

  /** Beside pictures: what libraries unpack, and slack. */
  private static final int OTHER_TEMPORARY = 64;

  /**
   * What has to be there. A native function has a heap of 96 MB and takes 40 MB at rest; pictures
   * go through files, so that each one beside another takes little.
   */
  public static Sizes least(boolean java, int sideBySide, long temporaryBytes) {
    return new Sizes((java ? 384 : 160) + 16 * sideBySide, temporary(temporaryBytes));
  }

  /** The same with the processor time that connections, signatures and uploads want. */
  public static Sizes usual(boolean java, int sideBySide, long temporaryBytes) {
    return new Sizes((java ? 768 : 256) + 64 * sideBySide, temporary(temporaryBytes));
  }

  private static int temporary(long bytes) {
    long megabytes = (bytes + (1 << 20) - 1) >> 20;
    return (int)
        Math.min(Integer.MAX_VALUE, Math.max(LEAST_TEMPORARY, megabytes + OTHER_TEMPORARY));
  }
}
