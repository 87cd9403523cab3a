package io.retouch.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.retouch.parts.endpoint.PictureLimits;
import java.awt.GraphicsEnvironment;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureEditTest {
  private static final String PROMPT = "变成一只英短猫";

  private static BufferedImage read(byte[] picture) throws Exception {
    Set<PictureLimits.Format> all = Set.of(PictureLimits.Format.values());
    return PictureReader.read(picture, "", new PictureLimits("image", 4096, 1_000_000, all));
  }

  private static BufferedImage edit(byte[] picture, String prompt) throws Exception {
    return Pictures.decode(PictureEdit.edit(read(picture), prompt));
  }

  static Stream<byte[]> pictures() {
    return Stream.of(
        Pictures.png(64, 48),
        Pictures.jpeg(64, 48),
        Pictures.transparentPng(64, 48),
        Pictures.plainPng(64, 48),
        Pictures.WEBP_LOSSY,
        Pictures.WEBP_LOSSLESS);
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void filtersEveryPixelAboveTheBand(byte[] picture) throws Exception {
    BufferedImage input = read(picture);

    BufferedImage edited = edit(picture, PROMPT);

    assertThat(edited.getWidth()).isEqualTo(64);
    assertThat(edited.getHeight()).isEqualTo(48);
    int band = LocalEditApi.bandHeight(48);
    assertThat(band).isPositive();
    for (int y = 0; y < 48 - band; y++) {
      for (int x = 0; x < 64; x++) {
        assertThat(edited.getRGB(x, y))
            .as("pixel %d,%d", x, y)
            .isEqualTo(LocalEditApi.editedRgb(input.getRGB(x, y), PROMPT));
      }
    }
  }

  @Test
  void readsWebpAsItsWriterMeantIt() throws Exception {
    BufferedImage lossless = read(Pictures.WEBP_LOSSLESS);
    BufferedImage lossy = read(Pictures.WEBP_LOSSY);

    assertThat(lossless.getRGB(10, 0)).isEqualTo(0xFFFF0000);
    assertThat(lossless.getRGB(10, 47)).isEqualTo(0xFF0000FF);
    assertThat((lossy.getRGB(10, 1) >> 16) & 0xFF).isGreaterThan(200);
    assertThat(lossy.getRGB(10, 46) & 0xFF).isGreaterThan(200);
  }

  @Test
  void choosesTheFilterByThePromptAlone() {
    List<Integer> colours =
        IntStream.range(0, 40)
            .mapToObj(i -> LocalEditApi.editedRgb(0xFF336699, "prompt " + i))
            .distinct()
            .toList();

    assertThat(colours).hasSize(PictureFilter.values().length);
    assertThat(LocalEditApi.editedRgb(0xFF336699, PROMPT))
        .isEqualTo(LocalEditApi.editedRgb(0xFF336699, PROMPT));
  }

  @Test
  void changesColoursVisiblyAndKeepsAlpha() {
    for (PictureFilter filter : PictureFilter.values()) {
      for (int colour : new int[] {0xFF000000, 0xFFFFFFFF, 0xFF0000FF, 0x80336699, 0x00123456}) {
        assertThat(filter.apply(colour)).as("%s of %x", filter, colour).isNotEqualTo(colour);
        assertThat(filter.apply(colour) >>> 24).isEqualTo(colour >>> 24);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello", PROMPT, "mixed 猫 \uD83D\uDC31 text", "line\nbreak\ttab"})
  void writesThePromptIntoTheBandWhereAFontShowsIt(String prompt) throws Exception {
    BufferedImage edited = edit(Pictures.png(256, 160), prompt);

    assertThat(colours(edited, 160 - LocalEditApi.bandHeight(160))).contains(0xFF000000);
    if (someFontShows(prompt)) {
      assertThat(colours(edited, 160 - LocalEditApi.bandHeight(160))).hasSizeGreaterThan(1);
    }
  }

  private static boolean someFontShows(String prompt) {
    return Arrays.stream(GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts())
        .anyMatch(font -> prompt.codePoints().anyMatch(c -> c > ' ' && font.canDisplay(c)));
  }

  private static List<Integer> colours(BufferedImage picture, int from) {
    int rows = picture.getHeight() - from;
    int[] pixels = picture.getRGB(0, from, picture.getWidth(), rows, null, 0, picture.getWidth());
    return Arrays.stream(pixels).distinct().boxed().toList();
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,100", "3,40", "100,1", "8,28", "8,27", "4096,28"})
  void neverFailsWhateverTheSizeAndPrompt(int width, int height) throws Exception {
    byte[] picture = Pictures.plainPng(width, height);

    for (String prompt : List.of("猫".repeat(512), " ", "\uD83D", "\u0000\uFFFF", "w".repeat(512))) {
      BufferedImage edited = edit(picture, prompt);

      assertThat(edited.getWidth()).isEqualTo(width);
      assertThat(edited.getHeight()).isEqualTo(height);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,0", "27,0", "28,14", "112,14", "120,15", "4096,512"})
  void leavesMostOfThePictureToTheFilter(int height, int band) {
    assertThat(LocalEditApi.bandHeight(height)).isEqualTo(band);
  }
}
