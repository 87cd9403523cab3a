package io.retouch.image.fit;

import io.retouch.image.ImageInfo;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** Takes a source's EXIF to a result, without decoding either. */
public final class ExifCopy {
  private ExifCopy() {}

  /**
   * Writes the result with the source's EXIF: upright, with the result's size, without thumbnail.
   *
   * @param location whether the place where the picture was taken is kept
   * @param to the new file; of no use if this is false
   * @return whether there was EXIF that could be copied, and a result that can hold it and whose
   *     structure could be followed to its end
   * @throws UncheckedIOException if a file cannot be read or written
   */
  public static boolean copy(
      Path source, ImageInfo sourceInfo, Path result, ImageInfo info, boolean location, Path to) {
    try {
      Optional<byte[]> exif =
          read(source, sourceInfo)
              .flatMap(tiff -> ExifBlock.forResult(tiff, info.width(), info.height(), location));
      if (exif.isEmpty()) {
        return false;
      }
      return write(result, info, exif.get(), to);
    } catch (EOFException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("The picture's EXIF could not be copied.", e);
    }
  }

  private static Optional<byte[]> read(Path source, ImageInfo info) throws IOException {
    return switch (info.format()) {
      case JPEG -> JpegExif.read(source);
      case PNG -> PngExif.read(source);
      case WEBP -> WebpExif.read(source);
      default -> Optional.empty();
    };
  }

  private static boolean write(Path result, ImageInfo info, byte[] exif, Path to)
      throws IOException {
    switch (info.format()) {
      case JPEG -> JpegExif.write(result, exif, to);
      case PNG -> PngExif.write(result, exif, to);
      default -> {
        return false;
      }
    }
    return true;
  }
}
