package io.retouch.image.fit;

import io.retouch.image.ImageFormat;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;

/**
 * Writes pictures in sRGB, which needs no profile. A JPEG shares one sample of chroma among four
 * pixels, as the encoder does by itself and cameras do: a third fewer bytes, which is what limits
 * are about, for a difference that photographs do not show.
 */
final class PictureWriter {
  private PictureWriter() {}

  static void write(BufferedImage picture, Rendering wanted, Path to) throws IOException {
    // The stream would write over the beginning of an older file and leave its end.
    Files.deleteIfExists(to);
    ImageWriter writer = Readers.writer(wanted.format());
    try (FileImageOutputStream out = new FileImageOutputStream(to.toFile())) {
      writer.setOutput(out);
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      if (wanted.format() == ImageFormat.JPEG) {
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(wanted.quality() / 100f);
      }
      writer.write(null, new IIOImage(picture, null, null), parameters);
    } finally {
      writer.dispose();
    }
  }
}
