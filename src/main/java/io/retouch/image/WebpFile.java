package io.retouch.image;

import com.drew.metadata.Metadata;
import com.drew.metadata.webp.WebpDirectory;
import com.drew.metadata.webp.WebpRiffHandler;
import java.io.IOException;
import java.util.Optional;

/**
 * WebP (RFC 9649), still and animated. The library reads the size from the first bytes of a chunk;
 * its {@code RiffReader} is not used to find chunks, as it allocates the length that a chunk
 * claims. All chunks are stepped over, as the EXIF chunk comes last.
 *
 * <p>A lossless picture of one colour takes 30 bytes at any size, so there is no bound on the
 * pixels a byte for those; 16,384 x 16,384 is the most that their header can say.
 */
final class WebpFile {
  private static final int MOST_CHUNKS = 1_000_000;
  private static final int FIRST_CHUNK = 12;
  private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};

  private final FileBytes file;
  private final long end;
  private Optional<Size> canvas = Optional.empty();
  private Optional<Size> picture = Optional.empty();
  private boolean animated;
  private boolean frameSeen;
  private int orientation = 1;

  private record Size(int width, int height) {}

  private WebpFile(FileBytes file, long end) {
    this.file = file;
    this.end = end;
  }

  static ImageInfo read(FileBytes file) throws IOException {
    long end = 8 + file.u32LittleEndian(4);
    // A last chunk of odd length needs a padding byte, which some writers count and do not write.
    if (end > file.size() + 1) {
      throw FileBytes.cutShort();
    }
    return new WebpFile(file, Math.min(end, file.size())).read();
  }

  private ImageInfo read() throws IOException {
    readChunks();
    if (animated && !frameSeen) {
      throw new InvalidImageException("The WebP animation has no frames: it is damaged.");
    }
    Size size =
        (animated ? canvas : picture)
            .orElseThrow(
                () -> new InvalidImageException("The WebP holds no picture: it is damaged."));
    if (!animated && !size.equals(canvas.orElse(size))) {
      throw new InvalidImageException(
          "The WebP names one size in its header and another in its picture: it is damaged or made"
              + " to mislead.");
    }
    if (animated) {
      Plausibility.requireRoomForPixels(
          size.width(), size.height(), file.size(), Plausibility.ANY_PIXELS);
    }
    return Plausibility.info(ImageFormat.WEBP, size.width(), size.height(), orientation);
  }

  private void readChunks() throws IOException {
    long position = FIRST_CHUNK;
    for (int chunks = 0; position + 8 <= end; chunks++) {
      if (chunks == MOST_CHUNKS) {
        throw new InvalidImageException(
            "The WebP has more than a million chunks: it is damaged or made to mislead.");
      }
      String name = file.name(position);
      long length = file.u32LittleEndian(position + 4);
      if (position + 8 + length > end) {
        throw FileBytes.cutShort();
      }
      readChunk(name, position + 8, length);
      position += 8 + length + (length & 1);
    }
  }

  private void readChunk(String name, long start, long length) throws IOException {
    switch (name) {
      case "VP8X" -> {
        canvas = size(name, start, length);
        animated = length > 0 && (file.u8(start) & 2) != 0;
      }
      case "VP8 ", "VP8L" -> readPicture(name, start, length);
      case "ANMF" -> frameSeen = true;
      case "EXIF" -> readExif(start, length);
      default -> {
        // Profiles, transparency and XMP say nothing of the size.
      }
    }
  }

  private void readPicture(String name, long start, long length) throws IOException {
    if (picture.isPresent()) {
      return;
    }
    picture = size(name, start, length);
    if (name.equals("VP8 ") && picture.isPresent()) {
      Size size = picture.get();
      Plausibility.requireRoomForPixels(
          size.width(), size.height(), length, Plausibility.VP8_PIXELS);
      requireFirstPartition(start, length);
    }
  }

  /**
   * The length of a lossy frame's first partition stands in its first 19 bits behind five others.
   */
  private void requireFirstPartition(long start, long length) throws IOException {
    long bits = file.u32LittleEndian(start) & 0xFFFFFF;
    if (10 + (bits >> 5) > length) {
      throw FileBytes.cutShort();
    }
  }

  private Optional<Size> size(String name, long start, long length) throws IOException {
    Metadata metadata = new Metadata();
    new WebpRiffHandler(metadata).processChunk(name, file.bytes(start, (int) Math.min(length, 10)));
    WebpDirectory directory = metadata.getFirstDirectoryOfType(WebpDirectory.class);
    if (directory == null) {
      return Optional.empty();
    }
    Integer width = directory.getInteger(WebpDirectory.TAG_IMAGE_WIDTH);
    Integer height = directory.getInteger(WebpDirectory.TAG_IMAGE_HEIGHT);
    if (width == null || height == null) {
      return Optional.empty();
    }
    // Lossy: two bits of scaling lie above fourteen of size (RFC 6386, 9.1); the library keeps
    // them.
    int mask = name.equals("VP8 ") ? 0x3FFF : Integer.MAX_VALUE;
    Plausibility.requireSize(width & mask, height & mask);
    return Optional.of(new Size(width & mask, height & mask));
  }

  private void readExif(long start, long length) throws IOException {
    // Some writers keep the prefix that only JPEG needs.
    boolean prefixed = length > EXIF.length;
    for (int i = 0; prefixed && i < EXIF.length; i++) {
      prefixed = file.u8(start + i) == EXIF[i];
    }
    int skip = prefixed ? EXIF.length : 0;
    orientation = TiffTags.orientation(file, start + skip, length - skip);
  }
}
