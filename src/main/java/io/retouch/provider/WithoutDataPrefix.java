package io.retouch.provider;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Takes the prefix of a data URL, as in {@code data:image/png;base64,}, out of the beginning of
 * every JSON text, because a JSON parser decodes plain Base64 only, and holding a whole image in
 * memory to cut it would need as much memory as there are images. Looks ahead no further than it
 * must to tell such a prefix from anything else, so it never waits for bytes that need not come.
 */
final class WithoutDataPrefix extends FilterInputStream {
  private static final byte[] SCHEME = "data:".getBytes(StandardCharsets.US_ASCII);
  private static final String CODING = ";base64";

  /** Longer than any media type with its parameters. */
  private static final int LONGEST_PREFIX = 120;

  private final byte[] buffer = new byte[8192];
  private int position;
  private int limit;
  private boolean ended;
  private boolean textBegins;

  WithoutDataPrefix(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (textBegins) {
      textBegins = false;
      skipPrefix();
    }
    if (position == limit && !fill()) {
      return -1;
    }
    int end = Math.min(limit, position + length);
    for (int i = position; i < end; i++) {
      if (buffer[i] == '"') {
        end = i + 1;
        textBegins = true;
      }
    }
    int count = end - position;
    System.arraycopy(buffer, position, to, offset, count);
    position = end;
    return count;
  }

  @Override
  public long skip(long n) {
    throw new UnsupportedOperationException("Only read.");
  }

  @Override
  public int available() {
    return limit - position;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** Steps over a prefix if one stands here. */
  private void skipPrefix() throws IOException {
    for (int i = 0; i < LONGEST_PREFIX; i++) {
      if (position + i == limit && !fill()) {
        return;
      }
      byte next = buffer[position + i];
      if (i < SCHEME.length) {
        if (next != SCHEME[i]) {
          return;
        }
      } else if (next == ',') {
        String prefix = new String(buffer, position, i, StandardCharsets.ISO_8859_1);
        if (prefix.endsWith(CODING)) {
          position += i + 1;
        }
        return;
      } else if (next == '"' || next < ' ') {
        return;
      }
    }
  }

  /** Brings more bytes behind those that are there. */
  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    if (position > 0) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      position = 0;
    }
    int read = in.read(buffer, limit, buffer.length - limit);
    if (read < 0) {
      ended = true;
      return false;
    }
    limit += read;
    return true;
  }
}
