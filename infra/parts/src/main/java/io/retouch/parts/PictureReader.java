package io.retouch.parts;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import io.retouch.parts.endpoint.PictureLimits;
import io.retouch.parts.endpoint.PictureLimits.Format;
import io.retouch.parts.endpoint.Refusal;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes JPEG, PNG and WebP, told apart by their first bytes; the orientation is ignored. */
final class PictureReader {
  private PictureReader() {}

  /**
   * @param declared the media type that the picture must have; empty where none is checked
   * @throws Refusal if the bytes break the limits or are no picture of the formats
   */
  static BufferedImage read(byte[] bytes, String declared, PictureLimits limits) throws Refusal {
    if (bytes.length == 0) {
      throw Refusal.parameter(limits.field() + " is required.");
    }
    if (bytes.length > limits.maxBytes()) {
      throw Refusal.parameter(
          limits.field() + " may have at most " + limits.maxBytes() + " bytes.");
    }
    Format format = format(bytes, limits);
    if (!declared.isEmpty() && !declared.equals(format.mediaType())) {
      throw Refusal.parameter(
          "%s is declared as %s, but is %s."
              .formatted(limits.field(), declared, format.mediaType()));
    }
    return decoded(bytes, format, limits);
  }

  private static BufferedImage decoded(byte[] bytes, Format format, PictureLimits limits)
      throws Refusal {
    try (ImageInputStream input =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      ImageReader reader = readerFor(format);
      try {
        reader.setInput(input, true, true);
        int side = limits.maxSide();
        if (reader.getWidth(0) > side || reader.getHeight(0) > side) {
          throw Refusal.parameter(
              "%s may have at most %dx%d pixels.".formatted(limits.field(), side, side));
        }
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      // Decoders throw whatever a damaged file leads them to.
      throw notDecodable(limits);
    }
  }

  private static Format format(byte[] bytes, PictureLimits limits) throws Refusal {
    return limits.formats().stream()
        .filter(format -> isOf(format, bytes))
        .findFirst()
        .orElseThrow(() -> notDecodable(limits));
  }

  private static boolean isOf(Format format, byte[] bytes) {
    return switch (format) {
      case JPEG -> startsWith(bytes, 0, 0xFF, 0xD8, 0xFF);
      case PNG -> startsWith(bytes, 0, 0x89, 'P', 'N', 'G');
      case WEBP ->
          startsWith(bytes, 0, 'R', 'I', 'F', 'F') && startsWith(bytes, 8, 'W', 'E', 'B', 'P');
    };
  }

  private static ImageReader readerFor(Format format) throws IOException {
    return switch (format) {
      case JPEG -> ImageIO.getImageReadersByFormatName("jpeg").next();
      case PNG -> ImageIO.getImageReadersByFormatName("png").next();
      case WEBP -> new WebPImageReaderSpi().createReaderInstance(null);
    };
  }

  private static boolean startsWith(byte[] bytes, int offset, int... magic) {
    if (bytes.length < offset + magic.length) {
      return false;
    }
    int[] found = new int[magic.length];
    Arrays.setAll(found, i -> bytes[offset + i] & 0xFF);
    return Arrays.equals(found, magic);
  }

  private static Refusal notDecodable(PictureLimits limits) {
    String formats =
        limits.formats().stream().map(Format::name).sorted().collect(Collectors.joining(", "));
    return Refusal.parameter(
        limits.field() + " is not a picture that can be decoded (" + formats + ").");
  }
}
