package io.retouch.image.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retouch.image.ImageFormat;
import io.retouch.image.ImageInfo;
import io.retouch.image.InvalidImageException;
import io.retouch.parts.sample.SampleJpegs;
import io.retouch.parts.sample.Samples;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RendererTest {
  @TempDir Path folder;
  private Rendered rendered;

  @BeforeEach
  void setUp() {
    rendered = new Rendered(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "tiff"})
  void keepsEveryPixelOfWhatIsLossless(String format) throws IOException {
    BufferedImage image = Samples.colours(61, 43);

    assertThat(Samples.difference(rendered.png(Samples.encoded(image, format)), image)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "256, 190, false",
    "259, 191, false",
    "256, 190, true",
    "259, 191, true",
    "1, 1, false"
  })
  void decodesJpegs(int width, int height, boolean progressive) throws IOException {
    BufferedImage image = Samples.colours(width, height);
    byte[] jpeg = progressive ? SampleJpegs.progressive(image) : SampleJpegs.jpeg(image);

    assertThat(Samples.mean(rendered.png(jpeg), image)).isLessThan(3);
  }

  @Test
  void decodesGif() throws IOException {
    BufferedImage image = Samples.colours(64, 48);

    assertThat(Samples.mean(rendered.png(Samples.encoded(image, "gif")), image)).isLessThan(20);
  }

  @ParameterizedTest
  @CsvSource({"lossless.webp, 3", "lossy.webp, 60"})
  void decodesWebp(String name, int tolerance) throws IOException {
    BufferedImage image = rendered.png(Rendered.resource(name));

    assertThat(image.getWidth()).isEqualTo(37);
    assertThat(image.getHeight()).isEqualTo(23);
    if (name.startsWith("lossless")) {
      // gradient:red-blue from the top down
      assertThat(Samples.difference(image.getRGB(5, 0), 0xFF0000)).isLessThan(tolerance);
      assertThat(Samples.difference(image.getRGB(5, 22), 0x0000FF)).isLessThan(tolerance);
    }
  }

  @Test
  void encodesJpegsOfEveryQuality() throws IOException {
    BufferedImage image = Samples.colours(101, 67);

    for (int quality : new int[] {100, 92, 80, 30, 1}) {
      Rendering wanted = new Rendering(ImageFormat.JPEG, 101, 67, 1, quality, Rendered.WHITE);
      BufferedImage read = rendered.render(Samples.png(image), wanted);
      assertThat(Samples.mean(read, image)).isLessThan(quality >= 80 ? 4 : quality >= 30 ? 6 : 60);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void turnsEveryOrientationUpright(int orientation) throws IOException {
    BufferedImage upright = Samples.colours(150, 90);
    byte[] stored = Samples.png(Samples.laid(upright, orientation));

    Rendering png = new Rendering(ImageFormat.PNG, 150, 90, orientation, 95, Rendered.WHITE);
    assertThat(Samples.difference(rendered.render(stored, png), upright)).isZero();

    Rendering jpeg = new Rendering(ImageFormat.JPEG, 150, 90, orientation, 95, Rendered.WHITE);
    assertThat(Samples.mean(rendered.render(stored, jpeg), upright)).isLessThan(3);
  }

  @Test
  void turnsAndScalesAtOnceWithOpacityToo() throws IOException {
    BufferedImage upright = Samples.transparent(40, 20);
    BufferedImage stored = new BufferedImage(20, 40, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < 800; i++) {
      stored.setRGB(i / 40, 39 - i % 40, upright.getRGB(i % 40, i / 40));
    }

    Rendering png = new Rendering(ImageFormat.PNG, 20, 10, 6, 95, Rendered.WHITE);
    BufferedImage turned = rendered.render(Samples.png(stored), png);
    assertThat(turned.getRGB(4, 5) >>> 24).isZero();
    assertThat(turned.getRGB(15, 5)).isEqualTo(0x80FF0000);

    Rendering jpeg = new Rendering(ImageFormat.JPEG, 20, 10, 6, 95, 0x00FF00);
    BufferedImage flat = rendered.render(Samples.png(stored), jpeg);
    assertThat(Samples.difference(flat.getRGB(2, 5), 0x00FF00)).isLessThan(8);
    assertThat(Samples.difference(flat.getRGB(17, 5), 0x807F00)).isLessThan(8);
  }

  @Test
  void scalesDownSmoothlyAndUpToo() throws IOException {
    BufferedImage image = Samples.colours(400, 300);

    BufferedImage small = rendered.png(Samples.png(image), 100, 75);
    BufferedImage large = rendered.png(Samples.png(small), 400, 300);
    BufferedImage odd = rendered.png(Samples.png(image), 287, 203);

    assertThat(Samples.difference(small.getRGB(60, 50), image.getRGB(241, 201))).isLessThan(4);
    assertThat(Samples.mean(large, image)).isLessThan(2);
    assertThat(Samples.mean(odd, Samples.colours(287, 203))).isLessThan(1.5);
  }

  @Test
  void scalesOneWayDownAndTheOtherUp() throws IOException {
    BufferedImage image = Samples.colours(200, 50);

    BufferedImage other = rendered.png(Samples.png(image), 50, 200);

    assertThat(Samples.mean(other, Samples.colours(50, 200))).isLessThan(5);
  }

  @Test
  void countsEveryPixelWhereItScalesDown() throws IOException {
    BufferedImage stripes = new BufferedImage(256, 16, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 256; x += 2) {
      for (int y = 0; y < 16; y++) {
        stripes.setRGB(x, y, Rendered.WHITE);
      }
    }

    BufferedImage small = rendered.png(Samples.png(stripes), 32, 2);
    BufferedImage odd = rendered.png(Samples.png(stripes), 51, 3);

    for (int x = 0; x < 32; x++) {
      assertThat(Samples.difference(small.getRGB(x, 1), 0x808080)).isLessThan(3);
    }
    for (int x = 0; x < 51; x++) {
      assertThat(Samples.difference(odd.getRGB(x, 1), 0x808080)).isLessThan(30);
    }
  }

  @Test
  void keepsTransparencyInPngAndFlattensItInJpeg() throws IOException {
    byte[] picture = Samples.png(Samples.transparent(32, 32));

    BufferedImage png = rendered.png(picture);
    BufferedImage jpeg = rendered.jpeg(picture);

    assertThat(png.getRGB(4, 4) >>> 24).isZero();
    assertThat(png.getRGB(28, 4)).isEqualTo(0x80FF0000);
    assertThat(Samples.difference(jpeg.getRGB(4, 4), Rendered.WHITE)).isLessThan(6);
    assertThat(Samples.difference(jpeg.getRGB(28, 28), 0xFF7F7F)).isLessThan(6);
  }

  @Test
  void keepsTheTransparencyOfWebp() throws IOException {
    BufferedImage png = rendered.png(Rendered.resource("alpha.webp"));

    assertThat(png.getRGB(20, 10) >>> 24).isBetween(126, 129);
    assertThat(Samples.difference(png.getRGB(20, 10), 0xFF0000)).isLessThan(6);
  }

  @Test
  void keepsColoursClearOfWhatIsTransparentWhenItScales() throws IOException {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < 4096; i++) {
      image.setRGB(i % 64, i / 64, i % 2 == 0 ? 0x00000000 : 0xFFFF8000);
    }

    BufferedImage small = rendered.png(Samples.png(image), 16, 16);

    assertThat(Samples.difference(small.getRGB(8, 8), 0xFF8000)).isLessThan(3);
    assertThat(small.getRGB(8, 8) >>> 24).isBetween(120, 136);
  }

  @Test
  void refusesMoreThanAHundredMegapixelsBeforeItReadsThem() {
    ImageInfo info = new ImageInfo(ImageFormat.JPEG, 10_001, 10_000, 1);
    Rendering wanted = new Rendering(ImageFormat.JPEG, 10, 10, 1, 92, Rendered.WHITE);

    assertThatThrownBy(
            () -> Renderer.render(folder.resolve("none"), info, wanted, folder.resolve("to")))
        .isInstanceOf(InvalidImageException.class)
        .hasMessage(
            "The picture has 10001 x 10000 pixels, and at most 100 million are decoded: make it"
                + " smaller.");
  }

  @Test
  void leavesNoOtherFilesBehindAndNothingOfAnOlderOne() throws IOException {
    Files.write(folder.resolve("to"), new byte[100_000]);

    rendered.render(
        SampleJpegs.progressive(Samples.colours(90, 60)),
        new Rendering(ImageFormat.JPEG, 60, 90, 6, 92, Rendered.WHITE));

    assertThat(Files.size(folder.resolve("to"))).isLessThan(50_000);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("source", "to");
    }
  }
}
