package io.retouch.parts;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** The stand-in's edit: a colour filter, and the prompt in a band at the bottom. */
final class PictureEdit {
  private static final int LEAST_BAND = 14;

  private PictureEdit() {}

  /** A PNG of the picture's size. */
  static byte[] edit(BufferedImage picture, String prompt) throws IOException {
    return png(filtered(picture, prompt), prompt);
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
