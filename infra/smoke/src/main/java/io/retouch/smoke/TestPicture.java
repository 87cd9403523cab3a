package io.retouch.smoke;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** A small picture that every model accepts: a sun over a sea. */
final class TestPicture {
  private static final int SIDE = 512;

  private TestPicture() {}

  static byte[] png() {
    BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D brush = picture.createGraphics();
    brush.setPaint(new GradientPaint(0, 0, Color.ORANGE, 0, SIDE, Color.PINK));
    brush.fillRect(0, 0, SIDE, SIDE);
    brush.setPaint(Color.YELLOW);
    brush.fillOval(SIDE / 3, SIDE / 4, SIDE / 3, SIDE / 3);
    brush.setPaint(new Color(20, 60, 140));
    brush.fillRect(0, SIDE / 2, SIDE, SIDE / 2);
    brush.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png.toByteArray();
  }
}
