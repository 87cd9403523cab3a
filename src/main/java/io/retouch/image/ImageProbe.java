package io.retouch.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Reads an image's format, stored size and orientation from its file, without decoding the picture.
 *
 * <p>The format is told by the bytes alone. A file of any size is read through a window of 64 KiB;
 * nothing is allocated by the lengths that the file claims. Time is bounded too: most formats are
 * stepped through chunk by chunk without reading the pixels, up to a fixed number of chunks; a
 * GIF's blocks, and a JPEG whose end marker is not in its last 64 KiB, are read for at most 256 MB.
 *
 * <p>An image that is cut short is refused where its structure proves it: a missing end marker, a
 * chunk, strip or item beyond the end, too few bytes for the size that it claims at the best
 * compression the format allows. Damage within the coded pixels, and a cut that leaves the
 * structure whole, show only on decoding. Bytes that follow a complete image are ignored.
 */
public final class ImageProbe {
  /** Enough to tell every format, and to look for a tag in a text. */
  private static final int HEAD_LENGTH = 512;

  /** The lengths of all known BMP headers; the two letters "BM" alone begin many a text. */
  private static final Set<Long> BMP_HEADERS = Set.of(12L, 16L, 40L, 52L, 56L, 64L, 108L, 124L);

  private ImageProbe() {}

  /**
   * Probes a file.
   *
   * @return what its header says; an EXIF orientation outside 1 to 8 counts as 1
   * @throws InvalidImageException if the bytes are no image of a format in {@link ImageFormat}, or
   *     an image that is damaged, cut short or made to mislead; the message says which
   * @throws UncheckedIOException if the file cannot be opened or read
   */
  public static ImageInfo probe(Path file) {
    try (FileBytes bytes = FileBytes.open(file)) {
      return probe(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("The file cannot be read: " + file, e);
    }
  }

  /**
   * Looks at a file that holds only the beginning of a picture. Nothing is proven of the rest.
   *
   * @return what the beginning says; nothing if it is not that of a JPEG or PNG, or does not reach
   *     as far as the size. A PNG's EXIF behind its pixels is not seen: then the orientation is 1.
   * @throws UncheckedIOException if the file cannot be opened or read
   */
  public static Optional<ImageInfo> probeBeginning(Path file) {
    try (FileBytes bytes = FileBytes.open(file)) {
      return Beginning.read(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("The file cannot be read: " + file, e);
    }
  }

  static ImageInfo probe(FileBytes file) throws IOException {
    if (file.size() == 0) {
      throw new InvalidImageException("The file is empty: upload it again.");
    }
    try {
      return read(file);
    } catch (InvalidImageException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new InvalidImageException("The image's header cannot be read: it is damaged.", e);
    }
  }

  private static ImageInfo read(FileBytes file) throws IOException {
    byte[] head = file.bytes(0, (int) Math.min(HEAD_LENGTH, file.size()));
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("\u00ff\u00d8\u00ff")) {
      return JpegFile.read(file);
    }
    if (text.startsWith("\u0089PNG\r\n\u001a\n")) {
      return PngFile.read(file);
    }
    if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
      return WebpFile.read(file);
    }
    if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) {
      return GifFile.read(file);
    }
    if (isTiff(text)) {
      return TiffFile.read(file);
    }
    if (text.startsWith("BM") && text.length() >= 18 && isBmp(file)) {
      return BmpFile.read(file);
    }
    if (text.startsWith("ftyp", 4) && text.length() >= 12) {
      return HeifFile.read(file, HeifBrands.format(file).orElseThrow(() -> OtherFile.refuse(head)));
    }
    throw OtherFile.refuse(head);
  }

  /** TIFF and BigTIFF, in either byte order, but not Canon's raw files, which begin alike. */
  private static boolean isTiff(String text) {
    boolean tiff =
        text.startsWith("II*\0")
            || text.startsWith("MM\0*")
            || text.startsWith("II+\0")
            || text.startsWith("MM\0+");
    return tiff && !text.startsWith("CR\u0002", 8);
  }

  private static boolean isBmp(FileBytes file) throws IOException {
    return BMP_HEADERS.contains(file.u32LittleEndian(14));
  }
}
