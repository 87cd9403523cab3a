package io.retouch.image;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** What an ISO base media file says it is: the brands of its first box. */
final class HeifBrands {
  /** HEVC-coded pictures and sequences (ISO/IEC 23008-12, annex B.4). */
  private static final Set<String> HEIC =
      Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs");

  /** AV1-coded pictures and sequences (AV1 Image File Format 1.1, section 6). */
  private static final Set<String> AVIF = Set.of("avif", "avis", "avio");

  private static final int MOST_BRANDS = 64;

  private HeifBrands() {}

  /** The format that the major brand names, else the first that a compatible brand does. */
  static Optional<ImageFormat> format(FileBytes file) throws IOException {
    long end = Math.min(file.u32(0), Math.min(file.size(), 16 + 4 * MOST_BRANDS));
    // The major brand stands at 8, a version at 12, the compatible brands from 16 on.
    for (long position = 8; position + 4 <= end; position += position == 8 ? 8 : 4) {
      String brand = file.name(position);
      if (AVIF.contains(brand)) {
        return Optional.of(ImageFormat.AVIF);
      }
      if (HEIC.contains(brand)) {
        return Optional.of(ImageFormat.HEIC);
      }
    }
    return Optional.empty();
  }
}
