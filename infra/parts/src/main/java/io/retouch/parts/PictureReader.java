package io.retouch.parts;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes JPEG, PNG and WebP, told apart by their first bytes; the orientation is ignored. */
final class PictureReader {
  /** "最大支持 4096x4096 分辨率的输入图", {@code stepfun-images-edits.md}, parameter {@code image}. */
  static final int MAX_SIDE = 4096;

  private PictureReader() {}

  static BufferedImage read(byte[] bytes) throws Refusal {
    if (bytes.length == 0) {
      throw Refusal.parameter("image is required.");
    }
    try (ImageInputStream input =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      ImageReader reader = readerFor(bytes);
      try {
        reader.setInput(input, true, true);
        if (reader.getWidth(0) > MAX_SIDE || reader.getHeight(0) > MAX_SIDE) {
          throw Refusal.parameter("image may have at most 4096x4096 pixels.");
        }
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      // Decoders throw whatever a damaged file leads them to.
      throw notDecodable();
    }
  }

  private static ImageReader readerFor(byte[] bytes) throws Refusal {
    if (startsWith(bytes, 0, 0xFF, 0xD8, 0xFF)) {
      return ImageIO.getImageReadersByFormatName("jpeg").next();
    }
    if (startsWith(bytes, 0, 0x89, 'P', 'N', 'G')) {
      return ImageIO.getImageReadersByFormatName("png").next();
    }
    if (startsWith(bytes, 0, 'R', 'I', 'F', 'F') && startsWith(bytes, 8, 'W', 'E', 'B', 'P')) {
      return new WebPImageReaderSpi().createReaderInstance(null);
    }
    throw notDecodable();
  }

  private static boolean startsWith(byte[] bytes, int offset, int... magic) {
    if (bytes.length < offset + magic.length) {
      return false;
    }
    int[] found = new int[magic.length];
    Arrays.setAll(found, i -> bytes[offset + i] & 0xFF);
    return Arrays.equals(found, magic);
  }

  private static Refusal notDecodable() {
    return Refusal.parameter("image is not a picture that can be decoded (JPEG, PNG or WebP).");
  }
}
