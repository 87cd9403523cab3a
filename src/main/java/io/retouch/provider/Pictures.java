package io.retouch.provider;

import io.retouch.edit.ImageEditor.Call;
import io.retouch.edit.ImageEditor.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;

/** What a call is about, as the dialects need it. */
final class Pictures {
  private Pictures() {}

  /**
   * The call's picture, which lies in a file.
   *
   * @throws IOException if it cannot be read
   */
  static Source.File file(Call call) throws IOException {
    if (!(call.source() instanceof Source.File file)) {
      throw new IllegalArgumentException("The dialect sends pictures from files.");
    }
    if (!Files.isReadable(file.path())) {
      throw new NoSuchFileException(file.path().toString());
    }
    return file;
  }
}
