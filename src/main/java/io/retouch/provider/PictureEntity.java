package io.retouch.provider;

import io.retouch.edit.Pieces;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/**
 * A JSON body around a picture in Base64, which is encoded from its file while it is sent: neither
 * memory nor disk is needed for the third by which it grows. The length is known beforehand.
 */
final class PictureEntity extends AbstractHttpEntity {
  private final byte[] before;
  private final Path picture;
  private final long size;
  private final byte[] after;

  PictureEntity(byte[] before, Path picture, long size, byte[] after) {
    super(ContentType.APPLICATION_JSON, null);
    this.before = before;
    this.picture = picture;
    this.size = size;
    this.after = after;
  }

  @Override
  public long getContentLength() {
    return before.length + (size + 2) / 3 * 4 + after.length;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(before);
    // Closing the encoder writes its last letters, and must not close the connection's stream.
    try (InputStream in = Files.newInputStream(picture);
        OutputStream encoder = Base64.getEncoder().wrap(new StaysOpen(out))) {
      Pieces.copy(in, encoder);
    }
    out.write(after);
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public boolean isStreaming() {
    return false;
  }

  @Override
  public InputStream getContent() {
    throw new UnsupportedOperationException("The body is only written.");
  }

  @Override
  public void close() {
    // Nothing is open between two writes.
  }

  private static final class StaysOpen extends FilterOutputStream {
    StaysOpen(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      out.write(buffer, offset, length);
    }

    @Override
    public void close() {
      // See above.
    }
  }
}
