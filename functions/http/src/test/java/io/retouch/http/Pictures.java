package io.retouch.http;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;

/** Pictures, each unlike all others, so that no test repeats another's request. */
final class Pictures {
  private static final AtomicInteger MADE = new AtomicInteger(1);

  private Pictures() {}

  static byte[] png() {
    return png(32, 24);
  }

  static byte[] png(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, MADE.getAndIncrement());
    image.setRGB(1, 0, (int) (System.nanoTime() & 0xffffff));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static String dataUrl(byte[] picture) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(picture);
  }
}
