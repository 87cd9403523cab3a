package io.retouch.provider;

import io.retouch.edit.Pieces;
import io.retouch.edit.UnknownOutcomeException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file into which an answer's inline image is decoded, bounded. A disk that fails is told apart
 * from a connection that does: it is an unknown outcome of its own.
 */
final class ResultFile extends OutputStream {
  private final OutputStream out;
  private final long bound;
  private long size;

  private ResultFile(OutputStream out, long bound) {
    this.out = out;
    this.bound = bound;
  }

  static ResultFile create(Path file, long bound) {
    try {
      return new ResultFile(
          new BufferedOutputStream(Files.newOutputStream(file), Pieces.BYTES), bound);
    } catch (IOException e) {
      throw notWritten(e);
    }
  }

  /** Removes what was written so far, if anything. */
  static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw notWritten(e);
    }
  }

  long size() {
    return size;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    if (size + length > bound) {
      throw new BoundExceededException(bound);
    }
    try {
      out.write(buffer, offset, length);
    } catch (IOException e) {
      throw notWritten(e);
    }
    size += length;
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw notWritten(e);
    }
  }

  private static UnknownOutcomeException notWritten(IOException cause) {
    return new UnknownOutcomeException(
        "result_not_written", "The answer's image could not be written to its file.", cause);
  }
}
