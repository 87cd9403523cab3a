package io.retouch.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file's bytes at any position, behind one window of at most 64 KiB, so that memory does not grow
 * with the file. A reader that jumps fetches 512 bytes a jump; one that goes straight on fetches
 * twice as much each time, up to the whole window.
 *
 * <p>Every method throws {@link InvalidImageException} for a position past the end: the file is cut
 * short there.
 */
final class FileBytes implements AutoCloseable {
  static final int LARGEST_WINDOW = 64 * 1024;
  static final int SMALLEST_WINDOW = 512;

  /** The most that {@link #bytes} gives at once. */
  static final int LARGEST_READ = 64 * 1024;

  private final FileChannel channel;
  private final long size;
  private byte[] window = new byte[SMALLEST_WINDOW];
  private long windowStart;
  private int windowLength;
  private long fetched;

  private FileBytes(FileChannel channel, long size) {
    this.channel = channel;
    this.size = size;
  }

  static FileBytes open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new FileBytes(channel, channel.size());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  long size() {
    return size;
  }

  /** How many bytes were read from the file so far. */
  long fetched() {
    return fetched;
  }

  int u8(long position) throws IOException {
    bringWindowTo(position);
    return window[(int) (position - windowStart)] & 0xFF;
  }

  int u16(long position) throws IOException {
    return u8(position) << 8 | u8(position + 1);
  }

  /** The unsigned 32-bit number, most significant byte first. */
  long u32(long position) throws IOException {
    return (long) u16(position) << 16 | u16(position + 2);
  }

  /** The unsigned 32-bit number, least significant byte first. */
  long u32LittleEndian(long position) throws IOException {
    return Integer.toUnsignedLong(Integer.reverseBytes((int) u32(position)));
  }

  /** The 64-bit number, most significant byte first; negative where it does not fit. */
  long u64(long position) throws IOException {
    return u32(position) << 32 | u32(position + 4);
  }

  /** Four bytes as the name of a chunk or box. */
  String name(long position) throws IOException {
    return new String(bytes(position, 4), StandardCharsets.ISO_8859_1);
  }

  byte[] bytes(long position, int count) throws IOException {
    if (count > LARGEST_READ) {
      throw new IllegalArgumentException("asked for " + count + " bytes at once");
    }
    if (position < 0 || position > size - count) {
      throw cutShort();
    }
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) u8(position + i);
    }
    return bytes;
  }

  /** Whether the two bytes stand next to each other anywhere from {@code from} up to the end. */
  boolean hasPair(int first, int second, long from, long end) throws IOException {
    int before = -1;
    long position = from;
    while (position < end) {
      bringWindowTo(position);
      int last = (int) Math.min(windowLength, end - windowStart);
      for (int i = (int) (position - windowStart); i < last; i++) {
        int value = window[i] & 0xFF;
        if (value == second && before == first) {
          return true;
        }
        before = value;
      }
      position = windowStart + last;
    }
    return false;
  }

  static InvalidImageException cutShort() {
    return new InvalidImageException(
        "The file ends before its image does: it is cut short. Upload it again, whole.");
  }

  private void bringWindowTo(long position) throws IOException {
    if (position < windowStart || position >= windowStart + windowLength) {
      fetch(position);
    }
  }

  private void fetch(long position) throws IOException {
    if (position < 0 || position >= size) {
      throw cutShort();
    }
    boolean straightOn = windowLength > 0 && position == windowStart + windowLength;
    int wanted = straightOn ? Math.min(window.length * 2, LARGEST_WINDOW) : SMALLEST_WINDOW;
    if (wanted != window.length) {
      window = new byte[wanted];
    }
    windowLength = 0;
    ByteBuffer buffer = ByteBuffer.wrap(window);
    while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) > 0) {
      fetched += buffer.position() - windowLength;
      windowLength = buffer.position();
    }
    windowStart = position;
    if (windowLength == 0) {
      throw cutShort();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
