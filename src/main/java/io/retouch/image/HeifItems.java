package io.retouch.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The items of an HEIF file, as its {@code meta} box lists them: which one is the picture, where
 * all of them lie, and which properties the picture has (ISO/IEC 14496-12, 8.11; 23008-12, 9.3).
 */
final class HeifItems {
  /** Bounds the time; a phone's picture has four kilobytes. */
  private static final long LARGEST_META = 64L * 1024 * 1024;

  private final FileBytes file;
  private final Box meta;

  HeifItems(FileBytes file, Box meta) {
    if (meta.end() - meta.start() > LARGEST_META) {
      throw new InvalidImageException(
          "The image's list of contents is larger than 64 MB: it is damaged or made to mislead.");
    }
    this.file = file;
    this.meta = meta;
  }

  /** The container that property indexes count in, from 1. */
  Box properties() throws IOException {
    return child(metaChild("iprp"), "ipco");
  }

  /** The property indexes of the primary item, in their order, which is that of transformations. */
  List<Integer> propertiesOfPrimary() throws IOException {
    long primary = primary();
    Box box = child(metaChild("iprp"), "ipma");
    boolean longIds = file.u8(box.start()) > 0;
    boolean longIndexes = (file.u8(box.start() + 3) & 1) != 0;
    long entries = file.u32(box.start() + 4);
    long position = box.start() + 8;
    List<Integer> indexes = new ArrayList<>();
    for (long entry = 0; entry < entries && position < box.end(); entry++) {
      long item = longIds ? file.u32(position) : file.u16(position);
      position += longIds ? 4 : 2;
      int count = file.u8(position++);
      for (int i = 0; i < count; i++) {
        int index = longIndexes ? file.u16(position) & 0x7FFF : file.u8(position) & 0x7F;
        position += longIndexes ? 2 : 1;
        if (item == primary) {
          indexes.add(index);
        }
      }
      if (!indexes.isEmpty()) {
        break;
      }
    }
    return indexes;
  }

  private long primary() throws IOException {
    Box box = metaChild("pitm");
    return file.u8(box.start()) == 0 ? file.u16(box.start() + 4) : file.u32(box.start() + 4);
  }

  /** Refuses a file whose items, tiles and metadata included, do not all lie within it. */
  void requireWithinFile() throws IOException {
    Box box = metaChild("iloc");
    int version = file.u8(box.start());
    int sizes = file.u16(box.start() + 4);
    int offsetSize = sizes >> 12;
    int lengthSize = sizes >> 8 & 0xF;
    int baseSize = sizes >> 4 & 0xF;
    int indexSize = version == 0 ? 0 : sizes & 0xF;
    long position = box.start() + 6;
    long items = version < 2 ? file.u16(position) : file.u32(position);
    position += version < 2 ? 2 : 4;
    for (long item = 0; item < items && position < box.end(); item++) {
      position += version < 2 ? 2 : 4;
      int construction = 0;
      if (version > 0) {
        construction = file.u16(position) & 0xF;
        position += 2;
      }
      // Only what lies in this file at a place counted from its beginning can be checked.
      boolean here = construction == 0 && file.u16(position) == 0;
      long base = number(position + 2, baseSize);
      position += 2 + baseSize;
      int extents = file.u16(position);
      position += 2;
      int extentSize = indexSize + offsetSize + lengthSize;
      if (extentSize == 0) {
        continue;
      }
      for (int i = 0; i < extents && position < box.end(); i++) {
        long offset = number(position + indexSize, offsetSize);
        long length = number(position + indexSize + offsetSize, lengthSize);
        if (here) {
          requireWithinFile(base, offset, length);
        }
        position += extentSize;
      }
    }
  }

  private void requireWithinFile(long base, long offset, long length) {
    boolean negative = base < 0 || offset < 0 || length < 0;
    if (negative
        || base > file.size()
        || offset > file.size() - base
        || length > file.size() - base - offset) {
      throw FileBytes.cutShort();
    }
  }

  private long number(long position, int size) throws IOException {
    return switch (size) {
      case 0 -> 0;
      case 4 -> file.u32(position);
      case 8 -> file.u64(position);
      default ->
          throw new InvalidImageException("The image's list of items is damaged: upload it again.");
    };
  }

  private Box metaChild(String type) throws IOException {
    // A full box: four bytes of version and flags come before its content.
    return meta.child(file, meta.start() + 4, type).orElseThrow(() -> missing(type));
  }

  private Box child(Box parent, String type) throws IOException {
    return parent.child(file, parent.start(), type).orElseThrow(() -> missing(type));
  }

  private static InvalidImageException missing(String type) {
    return new InvalidImageException(
        "The image lacks the part named " + type + ": it is damaged or holds no still picture.");
  }
}
