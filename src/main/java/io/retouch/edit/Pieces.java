package io.retouch.edit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Moves pictures between files and connections in large pieces. Each piece is two calls of the
 * system, and the JDK's own {@code transferTo} makes four times as many of them.
 */
public final class Pieces {
  /** How large one is. */
  public static final int BYTES = 64 * 1024;

  private Pieces() {}

  /**
   * Moves all that is left to be read. Neither stream is closed.
   *
   * @return how many bytes that was
   */
  public static long copy(InputStream in, OutputStream out) throws IOException {
    byte[] piece = new byte[BYTES];
    long moved = 0;
    for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
      out.write(piece, 0, length);
      moved += length;
    }
    return moved;
  }
}
