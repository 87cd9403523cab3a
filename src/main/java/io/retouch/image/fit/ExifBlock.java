package io.retouch.image.fit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The EXIF of a source as it goes to the result: a TIFF structure (EXIF 2.32, 4.5) whose bytes stay
 * where they are, since makers' notes hold places that no library knows: one that writes the
 * structure anew, as TwelveMonkeys does, moves them and breaks the notes. Only these are changed in
 * place: the orientation becomes 1, the sizes those of the result, the thumbnail, which shows the
 * picture before the edit, is blotted out, and the location where that is wanted.
 */
final class ExifBlock {
  /** What one segment of a JPEG can hold behind its head. */
  static final int MOST_BYTES = 65_533 - 6;

  private static final int ORIENTATION = 0x0112;
  private static final int WIDTH = 0x0100;
  private static final int HEIGHT = 0x0101;
  private static final int EXIF = 0x8769;
  private static final int GPS = 0x8825;
  private static final int EXIF_WIDTH = 0xA002;
  private static final int EXIF_HEIGHT = 0xA003;
  private static final int THUMBNAIL = 0x0201;
  private static final int THUMBNAIL_LENGTH = 0x0202;
  private static final int MOST_ENTRIES = 1000;
  private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

  private final byte[] all;
  private final ByteBuffer bytes;
  private final Set<Integer> seen = new HashSet<>();

  private ExifBlock(byte[] all, ByteOrder order) {
    this.all = all;
    this.bytes = ByteBuffer.wrap(all).order(order);
  }

  /**
   * The block for a result.
   *
   * @return nothing if it cannot be read, or is too large
   */
  static Optional<byte[]> forResult(byte[] tiff, int width, int height, boolean location) {
    if (tiff.length < 8 || tiff.length > MOST_BYTES) {
      return Optional.empty();
    }
    boolean little = tiff[0] == 'I' && tiff[1] == 'I';
    if (!little && (tiff[0] != 'M' || tiff[1] != 'M')) {
      return Optional.empty();
    }
    ExifBlock block =
        new ExifBlock(tiff.clone(), little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    if (block.bytes.getShort(2) != 42) {
      return Optional.empty();
    }
    try {
      block.change(width, height, location);
      return Optional.of(block.all);
    } catch (IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private void change(int width, int height, boolean location) {
    int first = bytes.getInt(4);
    int count = entries(first);
    int next = first + 2 + 12 * count;
    dropThumbnail(next);
    for (int i = 0; i < count; i++) {
      int entry = first + 2 + 12 * i;
      switch (bytes.getShort(entry) & 0xFFFF) {
        case ORIENTATION -> set(entry, 1);
        case WIDTH -> set(entry, width);
        case HEIGHT -> set(entry, height);
        case EXIF -> setSizes(bytes.getInt(entry + 8), width, height);
        default -> {
          // Everything else is as true of the result as it was of the source.
        }
      }
    }
    if (!location) {
      dropLocation(first, count);
    }
  }

  private int entries(int directory) {
    int count = bytes.getShort(directory) & 0xFFFF;
    if (count > MOST_ENTRIES || !seen.add(directory)) {
      throw new IndexOutOfBoundsException("no directory of EXIF");
    }
    return count;
  }

  private void setSizes(int directory, int width, int height) {
    int count = entries(directory);
    for (int i = 0; i < count; i++) {
      int entry = directory + 2 + 12 * i;
      int tag = bytes.getShort(entry) & 0xFFFF;
      if (tag == EXIF_WIDTH) {
        set(entry, width);
      } else if (tag == EXIF_HEIGHT) {
        set(entry, height);
      }
    }
  }

  /** Sets a number of two or four bytes that stands in its entry. */
  private void set(int entry, int value) {
    if (bytes.getInt(entry + 4) != 1) {
      return;
    }
    if (bytes.getShort(entry + 2) == 3) {
      bytes.putShort(entry + 8, (short) value);
    } else if (bytes.getShort(entry + 2) == 4) {
      bytes.putInt(entry + 8, value);
    }
  }

  private void dropThumbnail(int next) {
    int directory = bytes.getInt(next);
    if (directory == 0) {
      return;
    }
    int count = entries(directory);
    int start = 0;
    int length = 0;
    for (int i = 0; i < count; i++) {
      int entry = directory + 2 + 12 * i;
      int tag = bytes.getShort(entry) & 0xFFFF;
      if (tag == THUMBNAIL) {
        start = bytes.getInt(entry + 8);
      } else if (tag == THUMBNAIL_LENGTH) {
        length = bytes.getInt(entry + 8);
      }
    }
    blot(start, length);
    blotDirectory(directory, count);
    bytes.putInt(next, 0);
  }

  /** Takes each such entry out, and blots out the directory that it leads to, with its values. */
  private void dropLocation(int directory, int count) {
    int left = count;
    for (int i = 0; i < left; ) {
      int entry = directory + 2 + 12 * i;
      if ((bytes.getShort(entry) & 0xFFFF) != GPS) {
        i++;
        continue;
      }
      int gps = bytes.getInt(entry + 8);
      blotDirectory(gps, entries(gps));
      int end = directory + 2 + 12 * left + 4;
      System.arraycopy(all, entry + 12, all, entry, end - entry - 12);
      Arrays.fill(all, end - 12, end, (byte) 0);
      left--;
      bytes.putShort(directory, (short) left);
    }
  }

  private void blotDirectory(int directory, int count) {
    for (int i = 0; i < count; i++) {
      int entry = directory + 2 + 12 * i;
      int type = bytes.getShort(entry + 2);
      long size =
          type < 1 || type >= TYPE_BYTES.length
              ? 0
              : Integer.toUnsignedLong(bytes.getInt(entry + 4)) * TYPE_BYTES[type];
      if (size > 4) {
        blot(bytes.getInt(entry + 8), size);
      }
    }
    blot(directory, 2 + 12L * count + 4);
  }

  private void blot(int start, long length) {
    int from = Math.max(start, 0);
    int to = (int) Math.min(start + length, bytes.capacity());
    if (from < to && from >= 8) {
      Arrays.fill(all, from, to, (byte) 0);
    }
  }
}
