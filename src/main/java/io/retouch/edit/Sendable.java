package io.retouch.edit;

import io.retouch.image.ImageInfo;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A picture as it is sent: as it was uploaded, or made to fit.
 *
 * @param file its bytes; of a source that the API fetches itself, maybe the beginning only
 * @param info what they are
 * @param bytes how many there are of the whole picture
 * @param fitted whether it is not as it was uploaded
 */
record Sendable(Path file, ImageInfo info, long bytes, boolean fitted) {
  Sendable {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(info, "info");
  }
}
