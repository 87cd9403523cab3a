package io.retouch.image.fit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The segment APP1 of a JPEG that holds EXIF (EXIF 2.32, 4.7.2). */
final class JpegExif {
  private static final byte[] HEAD = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
  private static final int MOST_SEGMENTS = 10_000;

  private JpegExif() {}

  static Optional<byte[]> read(Path file) throws IOException {
    try (DataInputStream in = open(file)) {
      for (int segments = 0; segments < MOST_SEGMENTS; segments++) {
        int marker = in.readUnsignedShort();
        if (marker >> 8 != 0xFF || marker == 0xFFDA) {
          return Optional.empty();
        }
        byte[] segment = segment(in);
        if (isExif(marker, segment)) {
          return Optional.of(Arrays.copyOfRange(segment, HEAD.length, segment.length));
        }
      }
    } catch (EOFException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** Copies the file; EXIF comes behind JFIF's segment, which has to be the first. */
  static void write(Path file, byte[] exif, Path to) throws IOException {
    try (DataInputStream in = open(file);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(to), 64 * 1024)) {
      write(out, 0xFFD8, new byte[0]);
      int marker = in.readUnsignedShort();
      if (marker == 0xFFE0) {
        write(out, marker, segment(in));
        marker = in.readUnsignedShort();
      }
      byte[] whole = Arrays.copyOf(HEAD, HEAD.length + exif.length);
      System.arraycopy(exif, 0, whole, HEAD.length, exif.length);
      write(out, 0xFFE1, whole);
      while (marker >> 4 == 0xFFE || marker == 0xFFFE) {
        byte[] segment = segment(in);
        if (!isExif(marker, segment)) {
          write(out, marker, segment);
        }
        marker = in.readUnsignedShort();
      }
      out.write(marker >> 8);
      out.write(marker);
      in.transferTo(out);
    }
  }

  private static DataInputStream open(Path file) throws IOException {
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 64 * 1024));
    in.readUnsignedShort();
    return in;
  }

  private static byte[] segment(DataInputStream in) throws IOException {
    byte[] segment = new byte[Math.max(0, in.readUnsignedShort() - 2)];
    in.readFully(segment);
    return segment;
  }

  private static boolean isExif(int marker, byte[] segment) {
    return marker == 0xFFE1
        && segment.length > HEAD.length
        && Arrays.equals(segment, 0, HEAD.length, HEAD, 0, HEAD.length);
  }

  private static void write(OutputStream out, int marker, byte[] segment) throws IOException {
    out.write(marker >> 8);
    out.write(marker);
    if (marker != 0xFFD8) {
      out.write((segment.length + 2) >> 8);
      out.write(segment.length + 2);
      out.write(segment);
    }
  }
}
