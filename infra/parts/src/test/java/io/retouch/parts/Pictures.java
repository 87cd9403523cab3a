package io.retouch.parts;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Pictures to send, and a look at those that come back. */
final class Pictures {
  /** 64x48, red at the top, blue at the bottom; lossy, written by cwebp. */
  static final byte[] WEBP_LOSSY =
      Base64.getDecoder()
          .decode(
              "UklGRpIAAABXRUJQVlA4IIYAAADwBQCdASpAADAAPpE6mUmloyIiKBVdULASCWYAzMQh+MfjNwrJgF/+gG8t9fpF9pnP4Lu9PWhZOAD+78LWv1dn9Nz2g9z//bM7qSPj/epB2FzRFed+h/eX2u1aRYV++jZPfSx/d2emRF8CuuzUctZKoiq/ltbfv+upM4bwKopClLxzne8QAA==");

  /** The same picture, lossless. */
  static final byte[] WEBP_LOSSLESS =
      Base64.getDecoder()
          .decode(
              "UklGRkAAAABXRUJQVlA4TDQAAAAvP8ALAJmM6H9sYsCj/1FQ27YNw/9fd9oUKEjbgKl/ybvzHwQCFIUFVnhIy9pD7j/f228B");

  private Pictures() {}

  static byte[] png(int width, int height) {
    return encode(gradient(width, height, BufferedImage.TYPE_INT_RGB), "png");
  }

  static byte[] transparentPng(int width, int height) {
    BufferedImage picture = gradient(width, height, BufferedImage.TYPE_INT_ARGB);
    picture.setRGB(0, 0, 0x00123456);
    picture.setRGB(1, 0, 0x80FF0000);
    return encode(picture, "png");
  }

  static byte[] jpeg(int width, int height) {
    return encode(gradient(width, height, BufferedImage.TYPE_INT_RGB), "jpeg");
  }

  /** One colour and one bit a pixel, so that large ones are quick. */
  static byte[] plainPng(int width, int height) {
    return encode(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY), "png");
  }

  static byte[] gif() {
    return encode(gradient(8, 8, BufferedImage.TYPE_INT_RGB), "gif");
  }

  static boolean isPicture(byte[] bytes) {
    try {
      return ImageIO.read(new ByteArrayInputStream(bytes)) != null;
    } catch (IOException e) {
      return false;
    }
  }

  static BufferedImage decode(byte[] bytes) {
    try {
      return ImageIO.read(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage gradient(int width, int height, int type) {
    BufferedImage picture = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.setRGB(
            x, y, 0xFF000000 | ((x * 255 / width) << 16) | ((y * 255 / height) << 8) | 90);
      }
    }
    return picture;
  }

  private static byte[] encode(BufferedImage picture, String format) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      if (!ImageIO.write(picture, format, bytes)) {
        throw new IllegalStateException("There is no writer for " + format + ".");
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
