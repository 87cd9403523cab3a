package io.retouch.provider;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads no more than a bound; one byte more is a {@link BoundExceededException}. */
final class BoundedInput extends FilterInputStream {
  private final long bound;
  private long count;

  BoundedInput(InputStream in, long bound) {
    super(in);
    this.bound = bound;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    counted(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    counted(Math.max(read, 0));
    return read;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = super.skip(n);
    counted(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void counted(long bytes) throws IOException {
    count += bytes;
    if (count > bound) {
      throw new BoundExceededException(bound);
    }
  }
}
