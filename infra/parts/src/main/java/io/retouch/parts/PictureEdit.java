package io.retouch.parts;

import io.retouch.parts.endpoint.Size;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** The stand-in's edit: a colour filter, and the prompt in a band at the bottom. */
final class PictureEdit {
  private static final int LEAST_BAND = 14;

  /** What the filter makes a colour of where there is no picture to edit. */
  static final int GREY = 0xFF808080;

  private PictureEdit() {}

  /** A PNG of the picture's size. */
  static byte[] edit(BufferedImage picture, String prompt) throws IOException {
    return png(filtered(picture, prompt), prompt);
  }

  /** A PNG of another size, into which the picture is stretched. */
  static byte[] edit(BufferedImage picture, Size size, String prompt) throws IOException {
    boolean alpha = picture.getColorModel().hasAlpha();
    int type = alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
    BufferedImage stretched = new BufferedImage(size.width(), size.height(), type);
    Graphics2D graphics = stretched.createGraphics();
    try {
      graphics.drawImage(picture, 0, 0, size.width(), size.height(), null);
    } finally {
      graphics.dispose();
    }
    return edit(stretched, prompt);
  }

  /** A PNG made from nothing but the prompt. */
  static byte[] make(Size size, String prompt) throws IOException {
    BufferedImage made = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = made.createGraphics();
    try {
      graphics.setColor(new Color(PictureFilter.of(prompt).apply(GREY)));
      graphics.fillRect(0, 0, size.width(), size.height());
    } finally {
      graphics.dispose();
    }
    return png(made, prompt);
  }

  /** Rows at the bottom that hold the prompt: an eighth; none in pictures too low for letters. */
  static int bandHeight(int height) {
    return height < 2 * LEAST_BAND ? 0 : Math.max(LEAST_BAND, height / 8);
  }

  private static BufferedImage filtered(BufferedImage picture, String prompt) {
    int width = picture.getWidth();
    boolean alpha = picture.getColorModel().hasAlpha();
    int type = alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
    BufferedImage edited = new BufferedImage(width, picture.getHeight(), type);
    PictureFilter filter = PictureFilter.of(prompt);
    int[] row = new int[width];
    for (int y = 0; y < picture.getHeight(); y++) {
      picture.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        row[x] = filter.apply(row[x]);
      }
      edited.setRGB(0, y, width, 1, row, 0, width);
    }
    return edited;
  }

  private static byte[] png(BufferedImage edited, String prompt) throws IOException {
    PromptBand.draw(edited, bandHeight(edited.getHeight()), prompt);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(output);
      writer.write(edited);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
