package io.retouch.image.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retouch.image.ImageFormat;
import io.retouch.image.ImageInfo;
import io.retouch.image.InvalidImageException;
import io.retouch.parts.sample.Hostile;
import io.retouch.parts.sample.Profiles;
import io.retouch.parts.sample.SampleAnimations;
import io.retouch.parts.sample.SampleExif;
import io.retouch.parts.sample.SampleJpegs;
import io.retouch.parts.sample.SamplePngs;
import io.retouch.parts.sample.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file holds, it is decoded, or refused with a sentence. */
class HostilePicturesTest {
  @TempDir Path folder;
  private Rendered rendered;

  @BeforeEach
  void setUp() {
    rendered = new Rendered(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "gif", "bmp", "tiff", "webp"})
  void refusesBombs(String format) throws IOException {
    int size = format.equals("webp") ? 16_383 : 50_000;
    Path bomb = Files.write(folder.resolve("source"), Hostile.claiming(format, size, size));
    ImageInfo claimed = info(format, size, size);

    assertThatThrownBy(() -> render(claimed)).hasMessageContaining("at most 100 million");
    assertThatThrownBy(() -> Renderer.hasAlpha(bomb, claimed))
        .hasMessageContaining("at most 100 million");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "gif", "tiff", "webp"})
  void refusesWhatIsLargerThanItsProbeSaid(String format) throws IOException {
    Files.write(folder.resolve("source"), Hostile.claiming(format, 12_000, 12_000));

    assertThatThrownBy(() -> render(info(format, 16, 16)))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("one size in its header and another");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "bmp", "tiff"})
  void refusesPixelsThatAreNotThere(String format) throws IOException {
    Files.write(folder.resolve("source"), Hostile.claiming(format, 3000, 3000));

    assertThatThrownBy(() -> render(info(format, 3000, 3000)))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void refusesAnimationsWhoseFirstFrameIsLargerThanItSays() throws IOException {
    byte[] webp = SampleAnimations.webp(Rendered.resource("lossy.webp"), 36, 22, 100, 50, 0, 0);

    assertThatThrownBy(() -> rendered.png(webp))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("another size than it says");
  }

  @Test
  void refusesWhatIsCutShort() throws IOException {
    for (Map.Entry<String, byte[]> picture : pictures().entrySet()) {
      byte[] whole = picture.getValue();
      ImageInfo info = rendered.probe(whole);
      for (int percent : new int[] {1, 5, 20, 50, 80}) {
        Files.write(folder.resolve("source"), Arrays.copyOf(whole, whole.length * percent / 100));
        assertThatThrownBy(() -> render(info))
            .as("%s, %d %%", picture.getKey(), percent)
            .isInstanceOf(InvalidImageException.class);
      }
    }
  }

  @Test
  void decodesOrRefusesWhateverIsBent() throws IOException {
    Random random = new Random(11);
    int decoded = 0;
    int refused = 0;
    for (Map.Entry<String, byte[]> picture : pictures().entrySet()) {
      ImageInfo info = rendered.probe(picture.getValue());
      for (int round = 0; round < 60; round++) {
        byte[] bent = picture.getValue().clone();
        for (int i = 0; i < 1 + round % 4; i++) {
          bent[random.nextInt(bent.length)] = (byte) random.nextInt(256);
        }
        Files.write(folder.resolve("source"), bent);
        try {
          render(info);
          decoded++;
        } catch (InvalidImageException e) {
          assertThat(e.getMessage()).as(picture.getKey()).endsWith(".");
          refused++;
        }
      }
    }
    assertThat(decoded).isPositive();
    assertThat(refused).isPositive();
  }

  @Test
  void leavesWhatFollowsAPictureBehind() throws IOException {
    String payload = "PK\3\4 <html><script>alert(1)</script>";
    Map<String, byte[]> polyglots =
        Map.of(
            "jpeg", Hostile.followedBy(SampleJpegs.jpeg(Samples.colours(24, 16)), payload),
            "png", Hostile.followedBy(Samples.png(Samples.colours(24, 16)), payload),
            "gif",
                Hostile.gifWithComment(
                    Samples.encoded(Samples.colours(24, 16), "gif"), "*/=1;" + payload));

    for (byte[] polyglot : polyglots.values()) {
      assertThat(Samples.mean(rendered.png(polyglot), Samples.colours(24, 16))).isLessThan(20);
      assertThat(Files.readString(folder.resolve("to"), StandardCharsets.ISO_8859_1))
          .doesNotContain("script");
    }
  }

  @ParameterizedTest
  @CsvSource({"JPEG", "PNG", "GIF", "TIFF", "BMP", "WEBP"})
  void refusesWhatIsOfAnotherFormatThanItsProbeSaid(ImageFormat format) throws IOException {
    byte[] other =
        format == ImageFormat.PNG
            ? SampleJpegs.jpeg(Samples.colours(16, 16))
            : Samples.png(Samples.colours(16, 16));
    Files.write(folder.resolve("source"), other);

    assertThatThrownBy(() -> render(new ImageInfo(format, 16, 16, 1)))
        .isInstanceOf(InvalidImageException.class);
  }

  private Map<String, byte[]> pictures() throws IOException {
    Map<String, byte[]> pictures = new LinkedHashMap<>();
    byte[] jpeg = SampleJpegs.jpeg(Samples.colours(80, 60));
    pictures.put("jpeg", SampleJpegs.withExif(jpeg, SampleExif.exif(6)));
    pictures.put("progressive", SampleJpegs.progressive(Samples.colours(80, 60)));
    pictures.put("profile", SampleJpegs.withProfile(jpeg, Profiles.displayP3()));
    pictures.put("cmyk", SampleJpegs.cmyk(80, 60, 10, 200, 30, 40));
    pictures.put("png", Samples.png(Samples.colours(80, 60)));
    pictures.put("palette", Samples.png(Samples.palette(80, 60)));
    pictures.put("wide", SamplePngs.wideColours(60, 20, true));
    for (String format : new String[] {"gif", "bmp", "tiff"}) {
      pictures.put(format, Samples.encoded(Samples.colours(80, 60), format));
    }
    for (String name : new String[] {"lossy", "lossless", "alpha"}) {
      pictures.put(name, Rendered.resource(name + ".webp"));
    }
    return pictures;
  }

  private static ImageInfo info(String format, int width, int height) {
    return new ImageInfo(ImageFormat.valueOf(format.toUpperCase(Locale.ROOT)), width, height, 1);
  }

  private void render(ImageInfo info) {
    Rendering wanted = new Rendering(ImageFormat.PNG, 16, 16, 1, 90, Rendered.WHITE);
    Renderer.render(folder.resolve("source"), info, wanted, folder.resolve("to"));
  }
}
