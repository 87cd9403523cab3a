package io.retouch.image.fit;

import io.retouch.image.ImageFormat;
import io.retouch.image.ImageInfo;
import io.retouch.image.ImageProbe;
import io.retouch.parts.sample.Profiles;
import io.retouch.parts.sample.SampleJpegs;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** A process with little memory that makes a picture fit. */
final class LargePicture {
  static final int WIDTH = 8064;
  static final int HEIGHT = 6048;

  private LargePicture() {}

  /** Takes a file and the longest side that is taken; turns it, and says what it became. */
  public static void main(String[] args) {
    Path source = Path.of(args[0]);
    int most = Integer.parseInt(args[1]);
    ImageInfo info = ImageProbe.probe(source);
    ImageFitter.fit(
        source,
        new ImageInfo(info.format(), info.width(), info.height(), 6),
        new Frame(most, most, Long.MAX_VALUE, Set.of(ImageFormat.JPEG, ImageFormat.PNG)),
        true,
        0xFFFFFF,
        source.resolveSibling("to"));
  }

  /** Of 48 megapixels, in the colours of a phone. */
  static Path write(Path file) throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    byte[] bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    for (int y = 0, at = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        bytes[at++] = 0x40;
        bytes[at++] = (byte) (255L * y / HEIGHT);
        bytes[at++] = (byte) (255L * x / WIDTH);
      }
    }
    return Files.write(
        file, SampleJpegs.withProfile(SampleJpegs.jpeg(image), Profiles.displayP3()));
  }
}
