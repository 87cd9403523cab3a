package io.retouch.local;

import java.util.Locale;

/** Numbers of bytes as people read them. */
final class Sizes {
  private static final long KILOBYTE = 1024;
  private static final long MEGABYTE = KILOBYTE * 1024;

  private Sizes() {}

  static String readable(long bytes) {
    if (bytes < KILOBYTE) {
      return bytes + " bytes";
    }
    if (bytes < MEGABYTE) {
      return (bytes + KILOBYTE / 2) / KILOBYTE + " KB";
    }
    return String.format(Locale.ROOT, "%.1f MB", (double) bytes / MEGABYTE);
  }
}
