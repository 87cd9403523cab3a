package io.retouch.image;

import com.drew.lang.BufferBoundsException;
import com.drew.lang.RandomAccessReader;
import java.io.IOException;

/**
 * Part of a file as the metadata library reads it. It refuses what lies outside, and a single read
 * of more than 64 KiB, so that a lying length cannot fill the heap.
 */
final class ByteRegion extends RandomAccessReader {
  private final FileBytes file;
  private final long start;
  private final long length;

  ByteRegion(FileBytes file, long start, long length) {
    this.file = file;
    this.start = start;
    this.length = Math.max(0, Math.min(length, file.size() - start));
  }

  @Override
  public int toUnshiftedOffset(int localOffset) {
    return localOffset;
  }

  @Override
  public byte getByte(int index) throws IOException {
    validateIndex(index, 1);
    return (byte) file.u8(start + index);
  }

  @Override
  public byte[] getBytes(int index, int count) throws IOException {
    validateIndex(index, count);
    if (count > FileBytes.LARGEST_READ) {
      throw new BufferBoundsException("value of " + count + " bytes is larger than is ever needed");
    }
    return file.bytes(start + index, count);
  }

  @Override
  protected void validateIndex(int index, int bytesRequested) throws IOException {
    if (!isValidIndex(index, bytesRequested)) {
      throw new BufferBoundsException(index, bytesRequested, length);
    }
  }

  @Override
  protected boolean isValidIndex(int index, int bytesRequested) {
    return index >= 0 && bytesRequested >= 0 && (long) index + bytesRequested <= length;
  }

  @Override
  public long getLength() {
    return length;
  }
}
