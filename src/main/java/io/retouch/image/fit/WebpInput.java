package io.retouch.image.fit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A WebP in memory, with zeros behind its end. TwelveMonkeys looks a few bytes ahead of what it
 * needs, byte by byte; where the end is near, it asks again and again, and makes up pixels for
 * minutes where the file is cut short. Here it ends with the first byte that cannot be needed.
 */
final class WebpInput extends ImageInputStreamImpl {
  /** How far the decoder looks ahead. */
  private static final int ZEROS = 8;

  private static final int HEADER = 12;

  private final byte[] bytes;

  WebpInput(Path file) throws IOException {
    this.bytes = Files.readAllBytes(file);
    // RFC 9649, 2.3; a padding byte at the end may be counted and not written.
    if (bytes.length < HEADER || length(bytes) > bytes.length + 1L) {
      throw cutShort();
    }
  }

  private static long length(byte[] bytes) {
    return 8L + Integer.toUnsignedLong(Integer.reverseBytes(ByteBuffer.wrap(bytes).getInt(4)));
  }

  private static IOException cutShort() {
    return new IOException("The WebP ends before its pixels do.");
  }

  @Override
  public int read() throws IOException {
    checkClosed();
    bitOffset = 0;
    requireMore();
    int value = streamPos < bytes.length ? bytes[(int) streamPos] & 0xFF : 0;
    streamPos++;
    return value;
  }

  @Override
  public int read(byte[] to, int from, int length) throws IOException {
    checkClosed();
    bitOffset = 0;
    requireMore();
    int count = (int) Math.min(length, bytes.length + ZEROS - streamPos);
    for (int i = 0; i < count; i++) {
      long at = streamPos + i;
      to[from + i] = at < bytes.length ? bytes[(int) at] : 0;
    }
    streamPos += count;
    return count;
  }

  private void requireMore() throws IOException {
    if (streamPos >= bytes.length + ZEROS) {
      throw cutShort();
    }
  }

  @Override
  public long length() {
    return bytes.length;
  }
}
