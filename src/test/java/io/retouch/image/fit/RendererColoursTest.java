package io.retouch.image.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.retouch.parts.sample.Profiles;
import io.retouch.parts.sample.SampleJpegs;
import io.retouch.parts.sample.SamplePngs;
import io.retouch.parts.sample.Samples;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Colours come out as they were meant. */
class RendererColoursTest {
  /** A red of Display P3 is a stronger one of sRGB; of Adobe RGB too, by another curve. */
  private static final int RED = 0xC83C3C;

  @TempDir Path folder;
  private Rendered rendered;

  @BeforeEach
  void setUp() {
    rendered = new Rendered(folder);
  }

  @ParameterizedTest
  @CsvSource({"p3, D92A34", "adobe, E73939"})
  void convertsWideColoursThroughTheirProfile(String name, String expected) throws IOException {
    byte[] profile = name.equals("p3") ? Profiles.displayP3() : Profiles.adobeRgb();
    BufferedImage red = Samples.oneColour(40, 24, RED);
    int rgb = Integer.parseInt(expected, 16);

    BufferedImage jpeg = rendered.png(SampleJpegs.withProfile(SampleJpegs.jpeg(red), profile));
    BufferedImage png = rendered.png(SamplePngs.withProfile(Samples.png(red), profile));

    assertThat(Samples.difference(jpeg.getRGB(20, 12), rgb)).isLessThan(6);
    assertThat(Samples.difference(png.getRGB(20, 12), rgb)).isLessThan(4);
    assertThat(Samples.difference(png.getRGB(0, 23), rgb)).isLessThan(4);
  }

  @Test
  void convertsWideColoursThatCanBeSeenThrough() throws IOException {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < 256; i++) {
      image.setRGB(i % 16, i / 16, i << 24 | RED);
    }

    BufferedImage png =
        rendered.png(SamplePngs.withProfile(Samples.png(image), Profiles.displayP3()));

    assertThat(png.getRGB(15, 15) >>> 24).isEqualTo(255);
    assertThat(png.getRGB(0, 8) >>> 24).isEqualTo(128);
    assertThat(Samples.difference(png.getRGB(15, 15), 0xD92A34)).isLessThan(4);
  }

  @Test
  void convertsGreyThroughItsProfile() throws IOException {
    BufferedImage grey = new BufferedImage(40, 24, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 960; i++) {
      grey.getRaster().setSample(i % 40, i / 40, 0, 128);
    }
    byte[] profile = Profiles.linearGrey();

    BufferedImage jpeg = rendered.png(SampleJpegs.withProfile(SampleJpegs.jpeg(grey), profile));
    BufferedImage png = rendered.png(SamplePngs.withProfile(Samples.png(grey), profile));

    assertThat(Samples.difference(jpeg.getRGB(20, 12), 0xBCBCBC)).isLessThan(4);
    assertThat(Samples.difference(png.getRGB(20, 12), 0xBCBCBC)).isLessThan(4);
  }

  @Test
  void keepsGreyWithoutAProfileAsItIs() throws IOException {
    BufferedImage grey = Samples.grey(256, 4);

    BufferedImage png = rendered.png(Samples.png(grey));
    BufferedImage jpeg = rendered.png(SampleJpegs.jpeg(grey));
    BufferedImage tiff = rendered.png(Samples.encoded(grey, "tiff"));

    for (int x = 0; x < 256; x++) {
      assertThat(png.getRGB(x, 1) & 0xFFFFFF).isEqualTo(x * 0x010101);
      assertThat(tiff.getRGB(x, 1) & 0xFFFFFF).isEqualTo(x * 0x010101);
      assertThat(Samples.difference(jpeg.getRGB(x, 1), x * 0x010101)).isLessThan(4);
    }
  }

  @Test
  void decodesSixteenBits() throws IOException {
    BufferedImage wide = Samples.wideGrey(256, 3);

    BufferedImage png = rendered.png(Samples.png(wide));
    BufferedImage linear =
        rendered.png(SamplePngs.withProfile(Samples.png(wide), Profiles.linearGrey()));

    for (int x = 0; x < 256; x++) {
      assertThat(png.getRGB(x, 0) & 0xFFFFFF).isEqualTo(x * 0x010101);
    }
    assertThat(Samples.difference(linear.getRGB(128, 1), 0xBCBCBC)).isLessThan(4);
  }

  @Test
  void decodesSixteenBitsOfColour() throws IOException {
    BufferedImage png = rendered.png(SamplePngs.wideColours(64, 16, true));

    for (int x = 0; x < 64; x++) {
      assertThat(png.getRGB(x, 5))
          .isEqualTo((255 - x) << 24 | (x * 4) << 16 | (255 - x * 4) << 8 | 0x80);
    }
  }

  @Test
  void decodesPalettesWithTransparency() throws IOException {
    BufferedImage png = rendered.png(Samples.png(Samples.palette(9, 3)));

    assertThat(png.getRGB(0, 0) >>> 24).isZero();
    assertThat(png.getRGB(8, 1)).isEqualTo(0xFFC86432);
    assertThat(png.getRGB(4, 2)).isEqualTo(0x800A141E);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0, FFFFFF",
    "255, 0, 0, 0, 00FFFF",
    "0, 255, 255, 0, FF0000",
    "0, 0, 0, 255, 000000",
    "0, 0, 0, 128, 7F7F7F",
    "100, 50, 200, 60, 769D2A"
  })
  void mixesInksWithoutAProfile(int cyan, int magenta, int yellow, int black, String expected)
      throws IOException {
    int rgb = Integer.parseInt(expected, 16);
    byte[] cmyk = SampleJpegs.cmyk(40, 24, cyan, magenta, yellow, black);
    byte[] ycck = SampleJpegs.ycck(40, 24, cyan, magenta, yellow, black);

    assertThat(Samples.difference(rendered.png(cmyk).getRGB(20, 12), rgb)).isLessThan(4);
    assertThat(Samples.difference(rendered.png(ycck).getRGB(20, 12), rgb)).isLessThan(5);
  }

  @Test
  void mixesInksByTheirProfile() throws IOException {
    byte[] cmyk = SampleJpegs.cmyk(40, 24, 255, 0, 0, 0);

    BufferedImage png = rendered.png(SampleJpegs.withProfile(cmyk, Profiles.inks()));

    // Lab 60, -25, -30 at full cyan, by the profile's formula.
    assertThat(Samples.difference(png.getRGB(20, 12), 0x0C9EC5)).isLessThan(12);
  }

  @Test
  void takesNoNoticeOfDamagedProfiles() throws IOException {
    BufferedImage red = Samples.oneColour(40, 24, RED);
    byte[] damaged = Profiles.displayP3();
    Arrays.fill(damaged, 132, damaged.length, (byte) 0x7F);

    BufferedImage jpeg = rendered.png(SampleJpegs.withProfile(SampleJpegs.jpeg(red), damaged));
    BufferedImage png = rendered.png(SamplePngs.withProfile(Samples.png(red), damaged));
    BufferedImage inks =
        rendered.png(SampleJpegs.withProfile(SampleJpegs.jpeg(red), Profiles.inks()));

    assertThat(Samples.difference(jpeg.getRGB(20, 12), RED)).isLessThan(4);
    assertThat(Samples.difference(png.getRGB(20, 12), RED)).isLessThan(4);
    assertThat(Samples.difference(inks.getRGB(20, 12), RED)).isLessThan(4);
  }
}
