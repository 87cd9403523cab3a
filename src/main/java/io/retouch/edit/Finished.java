package io.retouch.edit;

import io.retouch.image.ImageInfo;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A result on its way to its form.
 *
 * @param file its bytes
 * @param info what they are
 */
record Finished(Path file, ImageInfo info) {
  Finished {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(info, "info");
  }
}
