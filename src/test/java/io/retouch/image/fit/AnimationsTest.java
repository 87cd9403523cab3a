package io.retouch.image.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.retouch.parts.sample.SampleAnimations;
import io.retouch.parts.sample.SampleJpegs;
import io.retouch.parts.sample.SamplePngs;
import io.retouch.parts.sample.Samples;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnimationsTest {
  private static final BufferedImage RED = Samples.oneColour(16, 12, 0xFF0000);
  private static final BufferedImage BLUE = Samples.oneColour(16, 12, 0x0000FF);

  @TempDir Path folder;
  private Rendered rendered;

  @BeforeEach
  void setUp() {
    rendered = new Rendered(folder);
  }

  @Test
  void tellsThePicturesThatMove() throws IOException {
    byte[] png = Samples.png(RED);

    assertThat(isAnimated(SampleAnimations.gif(RED, BLUE))).isTrue();
    assertThat(isAnimated(SampleAnimations.gif(RED))).isFalse();
    assertThat(isAnimated(Rendered.resource("animated.webp"))).isTrue();
    assertThat(isAnimated(Rendered.resource("alpha.webp"))).isFalse();
    assertThat(isAnimated(Rendered.resource("lossy.webp"))).isFalse();
    assertThat(isAnimated(SamplePngs.animated(png, 2))).isTrue();
    assertThat(isAnimated(SamplePngs.animated(png, 1))).isFalse();
    assertThat(isAnimated(png)).isFalse();
    assertThat(isAnimated(SampleJpegs.jpeg(RED))).isFalse();
  }

  @Test
  void saysNoOfWhatIsCutBeforeItsSecondFrame() throws IOException {
    byte[] gif = SampleAnimations.gif(RED, BLUE);
    rendered.probe(gif);

    for (int length = 0; length < gif.length / 2; length++) {
      Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(gif, length));
      assertThat(Animations.isAnimated(cut, rendered.probe(gif))).isFalse();
    }
  }

  @Test
  void drawsTheFirstFrame() throws IOException {
    BufferedImage gif = rendered.png(SampleAnimations.gif(RED, BLUE));
    BufferedImage webp = rendered.png(Rendered.resource("animated.webp"));

    assertThat(Samples.difference(gif, RED)).isZero();
    assertThat(Samples.difference(webp.getRGB(5, 0), 0xFF0000)).isLessThan(4);
    assertThat(Samples.difference(webp.getRGB(5, 22), 0x0000FF)).isLessThan(4);
  }

  @Test
  void drawsTheFirstFrameWhereItLies() throws IOException {
    byte[] still = Rendered.resource("lossy.webp");
    BufferedImage frame = rendered.png(still);
    byte[] moving = SampleAnimations.webp(still, 37, 23, 60, 50, 10, 6);

    BufferedImage gif =
        rendered.png(SampleAnimations.gifOnScreen(SampleAnimations.gif(RED, BLUE), 40, 30, 8, 4));
    BufferedImage webp = rendered.png(moving);

    assertThat(gif.getRGB(8, 4)).isEqualTo(0xFFFF0000);
    assertThat(gif.getRGB(23, 15)).isEqualTo(0xFFFF0000);
    assertThat(gif.getRGB(7, 4) >>> 24).isZero();
    assertThat(gif.getRGB(24, 15) >>> 24).isZero();
    assertThat(gif.getRGB(39, 29) >>> 24).isZero();
    assertThat(Samples.difference(webp.getSubimage(10, 6, 37, 23), frame)).isZero();
    assertThat(webp.getRGB(9, 6) >>> 24).isZero();
    assertThat(webp.getRGB(47, 28) >>> 24).isZero();
  }

  private boolean isAnimated(byte[] picture) throws IOException {
    return Animations.isAnimated(folder.resolve("source"), rendered.probe(picture));
  }
}
