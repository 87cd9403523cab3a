package io.retouch.image;

import java.io.IOException;
import java.util.Optional;

/** Reads the size of a picture of which only the first bytes are there. */
final class Beginning {
  private static final int JPEG_START = 2;

  private Beginning() {}

  /** What the bytes say of a JPEG or PNG; its orientation is not looked for and counts as 1. */
  static Optional<ImageInfo> read(FileBytes file) throws IOException {
    try {
      if (file.u16(0) == 0xFFD8) {
        return jpeg(file);
      }
      return file.u32(0) == 0x89504E47L && file.name(12).equals("IHDR")
          ? info(ImageFormat.PNG, file.u32(16), file.u32(20))
          : Optional.empty();
    } catch (InvalidImageException e) {
      return Optional.empty();
    }
  }

  /** Steps from segment to segment up to the frame header (ITU T.81, annex B). */
  private static Optional<ImageInfo> jpeg(FileBytes file) throws IOException {
    long position = JPEG_START;
    while (file.u8(position) == 0xFF) {
      int marker = file.u8(position + 1);
      if (isFrameHeader(marker)) {
        return info(ImageFormat.JPEG, file.u16(position + 7), file.u16(position + 5));
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

  private static boolean isFrameHeader(int marker) {
    boolean frame = marker >= 0xC0 && marker <= 0xCF;
    return frame && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static Optional<ImageInfo> info(ImageFormat format, long width, long height) {
    boolean plausible =
        width > 0 && height > 0 && width <= Integer.MAX_VALUE && height <= Integer.MAX_VALUE;
    return plausible
        ? Optional.of(new ImageInfo(format, (int) width, (int) height, 1))
        : Optional.empty();
  }
}
