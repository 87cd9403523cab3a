package io.retouch.provider;

import io.retouch.edit.Pieces;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hc.client5.http.entity.mime.FileBody;
import org.apache.hc.core5.http.ContentType;

/**
 * A form's picture, read from its file while it is sent; HttpClient itself reads 4 KB at a time.
 */
final class PictureBody extends FileBody {
  private final Path picture;

  PictureBody(Path picture, ContentType type, String fileName) {
    super(picture.toFile(), type, fileName);
    this.picture = picture;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try (InputStream in = Files.newInputStream(picture)) {
      Pieces.copy(in, out);
    }
  }
}
