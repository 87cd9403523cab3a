package io.retouch.image;

import com.drew.imaging.png.PngHeader;
import com.drew.imaging.png.PngProcessingException;
import java.io.IOException;
import java.util.zip.CRC32;

/**
 * PNG (W3C PNG, third edition). The library reads the header chunk; its {@code PngChunkReader} is
 * not used, as it allocates the length that a chunk claims and keeps every text and profile. All
 * chunks are stepped over, so the end chunk must be there, and an {@code eXIf} chunk counts
 * wherever it stands, after the pixels too. Bytes after the end chunk are ignored.
 */
final class PngFile {
  private static final int MOST_CHUNKS = 1_000_000;
  private static final int CHUNK_OVERHEAD = 12;
  private static final int FIRST_CHUNK = 8;
  private static final int HEADER_LENGTH = 13;

  private PngFile() {}

  static ImageInfo read(FileBytes file) throws IOException {
    PngHeader header = header(file);
    int orientation = 1;
    long pixelBytes = 0;
    long position = FIRST_CHUNK;
    for (int chunks = 0; chunks < MOST_CHUNKS; chunks++) {
      long length = file.u32(position);
      String name = file.name(position + 4);
      if (length > Integer.MAX_VALUE) {
        throw new InvalidImageException(
            "The PNG has a chunk of an impossible length: it is damaged or made to mislead.");
      }
      long data = position + 8;
      position += length + CHUNK_OVERHEAD;
      if (position > file.size()) {
        throw FileBytes.cutShort();
      }
      if (name.equals("IEND")) {
        return finish(header, orientation, pixelBytes);
      }
      if (name.equals("IDAT")) {
        pixelBytes += length;
      } else if (name.equals("eXIf")) {
        orientation = TiffTags.orientation(file, data, length);
      }
    }
    throw new InvalidImageException(
        "The PNG has more than a million chunks: it is damaged or made to mislead.");
  }

  private static PngHeader header(FileBytes file) throws IOException {
    if (!file.name(FIRST_CHUNK + 4).equals("IHDR") || file.u32(FIRST_CHUNK) != HEADER_LENGTH) {
      throw new InvalidImageException(
          "The PNG does not begin with its header: it is damaged, or optimised for Apple devices"
              + " only. Save it as a standard PNG.");
    }
    CRC32 checksum = new CRC32();
    checksum.update(file.bytes(FIRST_CHUNK + 4, 4 + HEADER_LENGTH));
    if (checksum.getValue() != file.u32(FIRST_CHUNK + 8 + HEADER_LENGTH)) {
      throw new InvalidImageException(
          "The PNG's header does not match its checksum: it is damaged. Upload it again.");
    }
    try {
      return new PngHeader(file.bytes(FIRST_CHUNK + 8, HEADER_LENGTH));
    } catch (PngProcessingException e) {
      throw new InvalidImageException("The PNG's header cannot be read: it is damaged.", e);
    }
  }

  private static ImageInfo finish(PngHeader header, int orientation, long pixelBytes) {
    long width = Integer.toUnsignedLong(header.getImageWidth());
    long height = Integer.toUnsignedLong(header.getImageHeight());
    ImageInfo info = Plausibility.info(ImageFormat.PNG, width, height, orientation);
    int depth = header.getBitsPerSample();
    int samples = samples(header.getColorType().getNumericValue());
    if (depth < 1 || depth > 16) {
      throw new InvalidImageException("The PNG claims an impossible bit depth: it is damaged.");
    }
    double raw = Math.ceil((double) width * depth * samples / 8) * height;
    Plausibility.requireRoom(width, height, raw, pixelBytes, Plausibility.DEFLATE_BYTES);
    return info;
  }

  /** Samples a pixel, by colour type (W3C PNG, table 8). */
  private static int samples(int colourType) {
    return switch (colourType) {
      case 0, 3 -> 1;
      case 2 -> 3;
      case 4 -> 2;
      case 6 -> 4;
      default ->
          throw new InvalidImageException(
              "The PNG claims a colour type that does not exist: it is damaged.");
    };
  }
}
