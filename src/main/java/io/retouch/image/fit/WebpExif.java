package io.retouch.image.fit;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The chunk {@code EXIF} of a WebP (RFC 9649, 2.7.1.5). */
final class WebpExif {
  private static final int EXIF = 0x45584946;
  private static final byte[] JPEG_HEAD = {'E', 'x', 'i', 'f', 0, 0};

  private WebpExif() {}

  static Optional<byte[]> read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 64 * 1024))) {
      in.skipNBytes(12);
      while (true) {
        int name = in.readInt();
        long length = Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
        if (name == EXIF) {
          return length <= ExifBlock.MOST_BYTES
              ? Optional.of(withoutHead(in.readNBytes((int) length)))
              : Optional.empty();
        }
        in.skipNBytes(length + (length & 1));
      }
    } catch (EOFException e) {
      return Optional.empty();
    }
  }

  /** Some writers keep the head that only JPEG needs. */
  private static byte[] withoutHead(byte[] exif) {
    boolean head =
        exif.length > JPEG_HEAD.length
            && Arrays.equals(exif, 0, JPEG_HEAD.length, JPEG_HEAD, 0, JPEG_HEAD.length);
    return head ? Arrays.copyOfRange(exif, JPEG_HEAD.length, exif.length) : exif;
  }
}
