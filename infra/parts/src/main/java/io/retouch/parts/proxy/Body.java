package io.retouch.parts.proxy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;

/** What follows a head, and how one knows where it ends; copied without being changed. */
sealed interface Body {
  /** Bytes held at once. */
  int PIECE = 16 * 1024;

  /** The longest line between chunks, in bytes; sizes take a dozen. */
  int LONGEST_LINE = 8 * 1024;

  /** Copies all of it, framing included. */
  void copy(InputStream from, OutputStream to) throws IOException;

  /** Whether it is known to have no bytes. */
  default boolean isEmpty() {
    return false;
  }

  /** Copies the first half, or half of the first chunk. */
  void copyHalf(InputStream from, OutputStream to) throws IOException;

  /** As many bytes as the head says, perhaps none. */
  record Sized(long length) implements Body {
    @Override
    public boolean isEmpty() {
      return length == 0;
    }

    @Override
    public void copy(InputStream from, OutputStream to) throws IOException {
      copyBytes(from, to, length);
    }

    @Override
    public void copyHalf(InputStream from, OutputStream to) throws IOException {
      copyBytes(from, to, length / 2);
    }
  }

  /** Chunks with their sizes, then trailer fields (RFC 9112, section 7.1). */
  record Chunked() implements Body {
    @Override
    public void copy(InputStream from, OutputStream to) throws IOException {
      for (long size = copySize(from, to); size > 0; size = copySize(from, to)) {
        // The line's end after the chunk's bytes belongs to it.
        copyBytes(from, to, size);
        copyLine(from, to);
      }
      // Trailer fields, if any, end with an empty line.
      String line = copyLine(from, to);
      while (!line.isEmpty()) {
        line = copyLine(from, to);
      }
    }

    @Override
    public void copyHalf(InputStream from, OutputStream to) throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      long size = copySize(from, line);
      if (size > 0) {
        line.writeTo(to);
        copyBytes(from, to, size / 2);
      }
    }

    private static long copySize(InputStream from, OutputStream to) throws IOException {
      String size = copyLine(from, to).split("[; \t]", 2)[0];
      if (!size.matches("[0-9a-fA-F]{1,15}")) {
        throw new ProtocolException("A chunk's size is not a number.");
      }
      return Long.parseLong(size, 16);
    }

    private static String copyLine(InputStream from, OutputStream to) throws IOException {
      byte[] line = readLine(from, LONGEST_LINE);
      to.write(line);
      return new String(line, StandardCharsets.ISO_8859_1).strip();
    }
  }

  /** Everything until the connection ends. */
  record UntilClose() implements Body {
    @Override
    public void copy(InputStream from, OutputStream to) throws IOException {
      from.transferTo(to);
    }

    @Override
    public void copyHalf(InputStream from, OutputStream to) throws IOException {
      byte[] piece = from.readNBytes(PIECE);
      to.write(piece, 0, piece.length / 2);
    }
  }

  /** Reads to the next line feed, which is returned with the line. */
  static byte[] readLine(InputStream from, int longest) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next;
    do {
      next = from.read();
      if (next < 0) {
        throw new EOFException("A message ends within a line.");
      }
      if (line.size() == longest) {
        throw new ProtocolException("A message's line is longer than " + longest + " bytes.");
      }
      line.write(next);
    } while (next != '\n');
    return line.toByteArray();
  }

  private static void copyBytes(InputStream from, OutputStream to, long count) throws IOException {
    byte[] piece = new byte[PIECE];
    long left = count;
    while (left > 0) {
      int read = from.read(piece, 0, (int) Math.min(left, piece.length));
      if (read < 0) {
        throw new EOFException("A body ends before its length.");
      }
      to.write(piece, 0, read);
      left -= read;
    }
  }
}
