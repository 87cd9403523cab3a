package io.retouch.image;

import com.drew.lang.SequentialByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.bmp.BmpHeaderDirectory;
import com.drew.metadata.bmp.BmpReader;
import java.io.IOException;
import java.util.Optional;

/**
 * BMP (Windows bitmaps and the OS/2 variants that begin with "BM"). The library reads the header;
 * it gets 54 bytes and no more, as it allocates the length that an embedded profile claims.
 *
 * <p>Without compression the pixels must all be there. The file size in the header is not used:
 * many writers leave it zero or wrong.
 */
final class BmpFile {
  private static final int HEADER_LENGTH = 54;
  private static final int CORE_HEADER_LENGTH = 12;
  private static final int OS2_HEADER_LENGTH = 64;

  private final FileBytes file;
  private final BmpHeaderDirectory header;

  private BmpFile(FileBytes file, BmpHeaderDirectory header) {
    this.file = file;
    this.header = header;
  }

  static ImageInfo read(FileBytes file) throws IOException {
    byte[] bytes = file.bytes(0, (int) Math.min(HEADER_LENGTH, file.size()));
    Metadata metadata = new Metadata();
    new BmpReader().extract(new SequentialByteArrayReader(bytes), metadata);
    BmpHeaderDirectory header = metadata.getFirstDirectoryOfType(BmpHeaderDirectory.class);
    if (header == null) {
      throw FileBytes.cutShort();
    }
    return new BmpFile(file, header).read();
  }

  private ImageInfo read() throws IOException {
    long width = number(BmpHeaderDirectory.TAG_IMAGE_WIDTH).orElseThrow(FileBytes::cutShort);
    long height = number(BmpHeaderDirectory.TAG_IMAGE_HEIGHT).orElseThrow(FileBytes::cutShort);
    if (number(BmpHeaderDirectory.TAG_HEADER_SIZE).orElse(0L) == CORE_HEADER_LENGTH) {
      // Unsigned in the core header, which the library reads as signed.
      width &= 0xFFFF;
      height &= 0xFFFF;
    }
    // A negative height means rows from the top down.
    ImageInfo info = Plausibility.info(ImageFormat.BMP, width, Math.abs(height), 1);
    requirePixels(info);
    return info;
  }

  private void requirePixels(ImageInfo info) throws IOException {
    long depth = number(BmpHeaderDirectory.TAG_BITS_PER_PIXEL).orElseThrow(FileBytes::cutShort);
    long compression = number(BmpHeaderDirectory.TAG_COMPRESSION).orElse(0L);
    long room = Math.max(0, file.size() - file.u32LittleEndian(10));
    if (isCompressed(compression)) {
      Plausibility.requireRoomForPixels(info.width(), info.height(), room, Plausibility.ANY_PIXELS);
      requireCompressedBytes(room);
      return;
    }
    if (depth < 1 || depth > 64) {
      throw new InvalidImageException("The BMP claims an impossible bit depth: it is damaged.");
    }
    // Rows are padded to four bytes; the very last row's padding may be left out.
    double row = Math.ceil((double) info.width() * depth / 32) * 4;
    double lastRow = Math.ceil((double) info.width() * depth / 8);
    double needed = row * (info.height() - 1) + lastRow;
    Plausibility.requireRoom(info.width(), info.height(), needed, room, 1);
  }

  /** All but BI_RGB, BI_BITFIELDS and BI_ALPHABITFIELDS; the numbers 3 and up differ on OS/2. */
  private boolean isCompressed(long compression) {
    boolean os2 = number(BmpHeaderDirectory.TAG_HEADER_SIZE).orElse(0L) == OS2_HEADER_LENGTH;
    return compression != 0 && (os2 || (compression != 3 && compression != 6));
  }

  private void requireCompressedBytes(long room) throws IOException {
    long claimed = file.u32LittleEndian(34);
    if (room == 0 || claimed > room) {
      throw FileBytes.cutShort();
    }
  }

  private Optional<Long> number(int tag) {
    return Optional.ofNullable(header.getLongObject(tag));
  }
}
