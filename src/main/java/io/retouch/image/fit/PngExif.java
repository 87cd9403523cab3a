package io.retouch.image.fit;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;

/** The chunk {@code eXIf} of a PNG (W3C PNG, third edition, 11.3.4.5). */
final class PngExif {
  private static final int EXIF = 0x65584966;
  private static final int HEADER = 0x49484452;
  private static final int END = 0x49454E44;

  private PngExif() {}

  static Optional<byte[]> read(Path file) throws IOException {
    return PngChunks.find(file, "eXIf", ExifBlock.MOST_BYTES);
  }

  /** Copies the file; EXIF comes behind the header. */
  static void write(Path file, byte[] exif, Path to) throws IOException {
    try (DataInputStream in = PngChunks.open(file);
        DataOutputStream out =
            new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(to), 64 * 1024))) {
      out.write(in.readNBytes(8));
      int name = 0;
      while (name != END) {
        int length = in.readInt();
        name = in.readInt();
        if (name == EXIF) {
          in.skipNBytes(length + 4L);
          continue;
        }
        out.writeInt(length);
        out.writeInt(name);
        copy(in, out, length + 4L);
        if (name == HEADER) {
          writeExif(out, exif);
        }
      }
    }
  }

  private static void writeExif(DataOutputStream out, byte[] exif) throws IOException {
    out.writeInt(exif.length);
    out.writeInt(EXIF);
    out.write(exif);
    CRC32 checksum = new CRC32();
    checksum.update(new byte[] {'e', 'X', 'I', 'f'});
    checksum.update(exif);
    out.writeInt((int) checksum.getValue());
  }

  private static void copy(DataInputStream in, DataOutputStream out, long count)
      throws IOException {
    byte[] buffer = new byte[8192];
    for (long left = count; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        throw new EOFException("The PNG ends too early.");
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }
}
