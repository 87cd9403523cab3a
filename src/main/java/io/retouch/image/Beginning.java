package io.retouch.image;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Reads the size and orientation of a picture of which only the first bytes are there. */
final class Beginning {
  private static final int JPEG_START = 2;
  private static final int PNG_START = 8;
  private static final int CHUNK_OVERHEAD = 12;
  private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};

  private Beginning() {}

  /** What the bytes say of a JPEG or PNG. */
  static Optional<ImageInfo> read(FileBytes file) throws IOException {
    try {
      if (file.u16(0) == 0xFFD8) {
        return jpeg(file);
      }
      return file.u32(0) == 0x89504E47L && file.name(12).equals("IHDR")
          ? info(ImageFormat.PNG, file.u32(16), file.u32(20), pngOrientation(file))
          : Optional.empty();
    } catch (InvalidImageException e) {
      return Optional.empty();
    }
  }

  /** Steps from segment to segment up to the frame header (ITU T.81, annex B). */
  private static Optional<ImageInfo> jpeg(FileBytes file) throws IOException {
    long position = JPEG_START;
    int orientation = 1;
    boolean exifSeen = false;
    while (file.u8(position) == 0xFF) {
      int marker = file.u8(position + 1);
      if (isFrameHeader(marker)) {
        return info(ImageFormat.JPEG, file.u16(position + 7), file.u16(position + 5), orientation);
      }
      if (marker == 0xE1 && !exifSeen && isExif(file, position + 4)) {
        exifSeen = true;
        int length = file.u16(position + 2) - 2 - EXIF.length;
        orientation = TiffTags.orientation(file, position + 4 + EXIF.length, length);
      }
      if (marker == 0xFF) {
        position++;
      } else if (marker == 0xDA || marker == 0xD9) {
        return Optional.empty();
      } else {
        position += 2 + Math.max(2, file.u16(position + 2));
      }
    }
    return Optional.empty();
  }

  private static boolean isExif(FileBytes file, long position) throws IOException {
    return Arrays.equals(file.bytes(position, EXIF.length), EXIF);
  }

  /** EXIF in front of the pixels; behind them it is out of sight. */
  private static int pngOrientation(FileBytes file) throws IOException {
    long position = PNG_START;
    while (position + CHUNK_OVERHEAD <= file.size()) {
      long length = file.u32(position);
      String name = file.name(position + 4);
      if (name.equals("eXIf") && position + CHUNK_OVERHEAD + length <= file.size()) {
        return TiffTags.orientation(file, position + 8, length);
      }
      if (name.equals("IDAT")) {
        return 1;
      }
      position += length + CHUNK_OVERHEAD;
    }
    return 1;
  }

  private static boolean isFrameHeader(int marker) {
    boolean frame = marker >= 0xC0 && marker <= 0xCF;
    return frame && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static Optional<ImageInfo> info(
      ImageFormat format, long width, long height, int orientation) {
    boolean plausible =
        width > 0 && height > 0 && width <= Integer.MAX_VALUE && height <= Integer.MAX_VALUE;
    return plausible
        ? Optional.of(new ImageInfo(format, (int) width, (int) height, orientation))
        : Optional.empty();
  }
}
