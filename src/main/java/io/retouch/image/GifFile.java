package io.retouch.image;

import com.drew.lang.SequentialByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.gif.GifHeaderDirectory;
import com.drew.metadata.gif.GifReader;
import java.io.IOException;
import java.util.Optional;

/**
 * GIF (CompuServe GIF89a). The library reads the 13 bytes of the header and gets no more, as it
 * gathers comments and profiles of any length on the heap. The size is the logical screen's.
 *
 * <p>All blocks are stepped over, up to the trailer; bytes after it are ignored. A file that ends
 * without one right behind a complete picture is accepted, as decoders show it whole and such files
 * are about.
 */
final class GifFile {
  private static final int HEADER_LENGTH = 13;
  private static final int MOST_STRAY_BYTES = 64 * 1024;
  private static final int TRAILER = 0x3B;

  /** Past this, the file's last byte must be the trailer. */
  private static final long LONGEST_WALK = 256L * 1024 * 1024;

  private GifFile() {}

  static ImageInfo read(FileBytes file) throws IOException {
    Metadata metadata = new Metadata();
    new GifReader().extract(new SequentialByteArrayReader(file.bytes(0, HEADER_LENGTH)), metadata);
    Optional<GifHeaderDirectory> header =
        Optional.ofNullable(metadata.getFirstDirectoryOfType(GifHeaderDirectory.class));
    long width = number(header, GifHeaderDirectory.TAG_IMAGE_WIDTH);
    long height = number(header, GifHeaderDirectory.TAG_IMAGE_HEIGHT);
    ImageInfo info = Plausibility.info(ImageFormat.GIF, width, height, 1);
    Plausibility.requireRoomForPixels(width, height, file.size(), Plausibility.LZW_BYTES);
    requireEnd(file);
    return info;
  }

  private static long number(Optional<GifHeaderDirectory> header, int tag) {
    return header.map(directory -> directory.getInteger(tag)).orElse(0);
  }

  private static void requireEnd(FileBytes file) throws IOException {
    long position = (long) HEADER_LENGTH + colourTable(file.u8(10));
    boolean pictureSeen = false;
    int strayBytes = 0;
    while (position < LONGEST_WALK) {
      if (pictureSeen && position == file.size()) {
        return;
      }
      int block = file.u8(position);
      if (block == TRAILER) {
        requirePicture(pictureSeen);
        return;
      }
      if (block == 0x2C) {
        pictureSeen = true;
        position = afterData(file, position + 11 + colourTable(file.u8(position + 9)));
      } else if (block == 0x21) {
        position = afterData(file, position + 2);
      } else if (block == 0 && ++strayBytes < MOST_STRAY_BYTES) {
        // Some encoders write a block's end once too often, and decoders step over it.
        position++;
      } else {
        throw new InvalidImageException(
            "The GIF holds something that is no GIF block: it is damaged.");
      }
    }
    if (file.u8(file.size() - 1) != TRAILER) {
      throw FileBytes.cutShort();
    }
  }

  private static void requirePicture(boolean pictureSeen) {
    if (!pictureSeen) {
      throw new InvalidImageException("The GIF holds no picture.");
    }
  }

  private static int colourTable(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  /** The place behind a list of data blocks and the zero that ends it. */
  private static long afterData(FileBytes file, long from) throws IOException {
    long position = from;
    while (position < LONGEST_WALK) {
      int length = file.u8(position);
      position += 1 + length;
      if (length == 0) {
        break;
      }
    }
    return position;
  }
}
