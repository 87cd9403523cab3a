package io.retouch.image.fit;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The chunks of a PNG (W3C PNG, third edition, 5.3). */
final class PngChunks {
  private static final int SIGNATURE = 8;

  private PngChunks() {}

  static DataInputStream open(Path file) throws IOException {
    return new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 64 * 1024));
  }

  /** The first chunk of a name; nothing where there is none, or it has more than so many bytes. */
  static Optional<byte[]> find(Path file, String wanted, int mostBytes) throws IOException {
    try (DataInputStream in = open(file)) {
      in.skipNBytes(SIGNATURE);
      while (true) {
        int length = in.readInt();
        String name = new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
        if (length < 0 || name.equals("IEND")) {
          return Optional.empty();
        }
        if (name.equals(wanted)) {
          return length <= mostBytes ? Optional.of(in.readNBytes(length)) : Optional.empty();
        }
        in.skipNBytes(length + 4L);
      }
    } catch (EOFException e) {
      return Optional.empty();
    }
  }
}
