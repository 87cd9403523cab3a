package io.retouch.image.fit;

import java.awt.color.CMMException;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

/** The ICC profiles of pictures, as far as their decoders leave them alone. */
final class IccProfiles {
  /** Larger than any profile of three colours that is about. */
  private static final int MOST_BYTES = 4 * 1024 * 1024;

  private static final int COLOUR_SPACE = 16;
  private static final int HEADER = 128;

  private IccProfiles() {}

  /** Whether the profile is one of red, green and blue (ICC.1:2022, 7.2.6). */
  static boolean isOfColours(byte[] profile) {
    return space(profile).equals("RGB ");
  }

  /** The profile; nothing where it is damaged, as browsers have it: the picture is still one. */
  static Optional<ICC_Profile> of(byte[] bytes) {
    String space = space(bytes);
    boolean whole = (space.equals("RGB ") || space.equals("GRAY")) && size(bytes) <= bytes.length;
    if (!whole) {
      return Optional.empty();
    }
    try {
      ICC_Profile profile = ICC_Profile.getInstance(bytes);
      new ICC_ColorSpace(profile).toRGB(new float[profile.getNumComponents()]);
      return Optional.of(profile);
    } catch (IllegalArgumentException | CMMException e) {
      return Optional.empty();
    }
  }

  /** The profile in a PNG's chunk {@code iCCP}: a name, a zero, the method 0, and its bytes. */
  static Optional<byte[]> ofPng(Path file) throws IOException {
    Optional<byte[]> chunk = PngChunks.find(file, "iCCP", MOST_BYTES);
    if (chunk.isEmpty()) {
      return Optional.empty();
    }
    byte[] bytes = chunk.get();
    int at = 0;
    while (at < bytes.length && bytes[at] != 0) {
      at++;
    }
    ByteArrayInputStream rest = new ByteArrayInputStream(bytes);
    rest.skipNBytes(Math.min(at + 2, bytes.length));
    try (InflaterInputStream inflated = new InflaterInputStream(rest)) {
      return Optional.of(inflated.readNBytes(MOST_BYTES));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static long size(byte[] profile) {
    return Integer.toUnsignedLong(ByteBuffer.wrap(profile).getInt());
  }

  private static String space(byte[] profile) {
    return profile.length < HEADER
        ? ""
        : new String(profile, COLOUR_SPACE, 4, StandardCharsets.US_ASCII);
  }
}
