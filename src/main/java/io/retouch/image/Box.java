package io.retouch.image;

import java.io.IOException;
import java.util.Optional;

/**
 * A box of the ISO base media file format (ISO/IEC 14496-12, 4.2).
 *
 * @param type its four characters
 * @param start where its content begins
 * @param end where it ends, behind its last byte
 */
record Box(String type, long start, long end) {
  private static final int MOST_CHILDREN = 100_000;

  /** The box at a position; it must end by {@code limit}, which is where its parent ends. */
  static Box at(FileBytes file, long position, long limit) throws IOException {
    long size = file.u32(position);
    String type = file.name(position + 4);
    long start = position + 8;
    if (size == 1) {
      size = file.u64(start);
      start += 8;
    } else if (size == 0) {
      size = limit - position;
    }
    if (size < start - position) {
      throw new InvalidImageException(
          "The image has a box of an impossible length: it is damaged or made to mislead.");
    }
    if (size > limit - position) {
      throw FileBytes.cutShort();
    }
    return new Box(type, start, position + size);
  }

  /** The first box of a type among those from {@code from} to this box's end. */
  Optional<Box> child(FileBytes file, long from, String wanted) throws IOException {
    long position = from;
    for (int children = 0; end - position >= 8; children++) {
      requireFewChildren(children);
      Box box = at(file, position, end);
      if (box.type().equals(wanted)) {
        return Optional.of(box);
      }
      position = box.end();
    }
    return Optional.empty();
  }

  static void requireFewChildren(int children) {
    if (children == MOST_CHILDREN) {
      throw new InvalidImageException(
          "The image has more than 100,000 boxes: it is damaged or made to mislead.");
    }
  }
}
