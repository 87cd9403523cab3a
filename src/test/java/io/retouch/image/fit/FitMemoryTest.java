package io.retouch.image.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.retouch.image.ImageFormat;
import io.retouch.image.ImageInfo;
import io.retouch.image.ImageProbe;
import io.retouch.parts.sample.Samples;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A phone's largest pictures fit into a small function. */
class FitMemoryTest {
  @TempDir Path folder;

  @Test
  void turnsAndScalesFortyEightMegapixels() throws IOException, InterruptedException {
    Path source = LargePicture.write(folder.resolve("source"));

    assertThat(fitted(source, "320m", 10_000))
        .isEqualTo(new ImageInfo(ImageFormat.JPEG, 6048, 8064, 1));
    assertThat(fitted(source, "320m", 4096))
        .isEqualTo(new ImageInfo(ImageFormat.JPEG, 3072, 4096, 1));
    assertThat(fitted(source, "64m", 1024))
        .isEqualTo(new ImageInfo(ImageFormat.JPEG, 768, 1024, 1));
    BufferedImage small = Samples.decode(Files.readAllBytes(folder.resolve("to")));
    // Turned clockwise: the left column's red is at the top, the bottom row's green on the left.
    assertThat(small.getRGB(384, 20) >> 16 & 0xFF).isLessThan(40);
    assertThat(small.getRGB(384, 1000) >> 16 & 0xFF).isGreaterThan(200);
    assertThat(small.getRGB(20, 100) >> 8 & 0xFF).isGreaterThan(200);
    assertThat(small.getRGB(750, 100) >> 8 & 0xFF).isLessThan(40);
  }

  @Test
  void makesALargePictureSmallerWhereThereIsNoMemoryToTurnItWhole()
      throws IOException, InterruptedException {
    Path source = LargePicture.write(folder.resolve("source"));

    assertThat(fitted(source, "96m", 10_000))
        .isEqualTo(new ImageInfo(ImageFormat.JPEG, 3024, 4032, 1));
  }

  private ImageInfo fitted(Path source, String heap, int most)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                LargePicture.class.getName(),
                source.toString(),
                String.valueOf(most))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    assertThat(ended).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return ImageProbe.probe(folder.resolve("to"));
  }
}
