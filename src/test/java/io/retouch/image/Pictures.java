package io.retouch.image;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Real pictures: encoded by the JDK, or made by other encoders and kept as resources. */
final class Pictures {
  static final int WIDTH = 37;
  static final int HEIGHT = 23;

  private Pictures() {}

  static byte[] resource(String name) {
    try (InputStream stream = Pictures.class.getResourceAsStream("/images/" + name)) {
      return Objects.requireNonNull(stream, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] jpeg() {
    return encode("jpeg", drawing(), ImageWriteParam.MODE_DISABLED, "");
  }

  static byte[] progressiveJpeg() {
    return encode("jpeg", drawing(), ImageWriteParam.MODE_DEFAULT, "");
  }

  static byte[] png() {
    return encode("png", drawing(), ImageWriteParam.MODE_DISABLED, "");
  }

  static byte[] gif() {
    return encode("gif", drawing(), ImageWriteParam.MODE_DISABLED, "");
  }

  static byte[] bmp() {
    return encode("bmp", drawing(), ImageWriteParam.MODE_DISABLED, "");
  }

  static byte[] tiff(String compression) {
    return encode("tiff", drawing(), ImageWriteParam.MODE_DISABLED, compression);
  }

  static byte[] oneColour(String format, int width, int height, int type) {
    return encode(
        format, new BufferedImage(width, height, type), ImageWriteParam.MODE_DISABLED, "");
  }

  static BufferedImage drawing() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setPaint(new GradientPaint(0, 0, Color.RED, WIDTH, HEIGHT, Color.CYAN));
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.dispose();
    return image;
  }

  static byte[] encode(String format, BufferedImage image, int progressive, String compression) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      if (parameters.canWriteProgressive()) {
        parameters.setProgressiveMode(progressive);
      }
      if (!compression.isEmpty()) {
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionType(compression);
      }
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
