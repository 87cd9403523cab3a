package io.retouch.image.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.retouch.image.ImageFormat;
import io.retouch.image.ImageInfo;
import io.retouch.image.ImageProbe;
import io.retouch.parts.sample.Samples;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Renders pictures in a folder. */
record Rendered(Path folder) {
  static final int WHITE = 0xFFFFFF;

  /** As a PNG of the source's size. */
  BufferedImage png(byte[] picture) throws IOException {
    ImageInfo info = probe(picture);
    return png(picture, info.width(), info.height());
  }

  BufferedImage png(byte[] picture, int width, int height) throws IOException {
    return render(picture, new Rendering(ImageFormat.PNG, width, height, 1, 95, WHITE));
  }

  /** As a JPEG of the source's size, on white. */
  BufferedImage jpeg(byte[] picture) throws IOException {
    ImageInfo info = probe(picture);
    return render(
        picture, new Rendering(ImageFormat.JPEG, info.width(), info.height(), 1, 95, WHITE));
  }

  BufferedImage render(byte[] picture, Rendering wanted) throws IOException {
    ImageInfo info = probe(picture);
    Path to = folder.resolve("to");
    ImageInfo made = Renderer.render(folder.resolve("source"), info, wanted, to);
    assertThat(made).isEqualTo(new ImageInfo(wanted.format(), wanted.width(), wanted.height(), 1));
    assertThat(ImageProbe.probe(to)).isEqualTo(made);
    return Samples.decode(Files.readAllBytes(to));
  }

  ImageInfo probe(byte[] picture) throws IOException {
    return ImageProbe.probe(Files.write(folder.resolve("source"), picture));
  }

  static byte[] resource(String name) throws IOException {
    try (var in = Rendered.class.getResourceAsStream("/images/" + name)) {
      return java.util.Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
