package io.retouch.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.retouch.parts.LocalEditApi;
import io.retouch.parts.LocalStore;
import io.retouch.parts.sample.Hostile;
import io.retouch.parts.sample.Profiles;
import io.retouch.parts.sample.SampleAnimations;
import io.retouch.parts.sample.SampleExif;
import io.retouch.parts.sample.SampleJpegs;
import io.retouch.parts.sample.SamplePngs;
import io.retouch.parts.sample.Samples;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pictures of every kind, each of which has to be decoded, through the whole function; {@link
 * EveryKindIT} does the same with the native executable. What is made of their pixels alone is
 * tested in the core.
 */
@QuarkusTest
@TestProfile(EditedUploadsTest.RealBeans.class)
@QuarkusTestResource(value = LocalCloud.class, restrictToAnnotatedClass = true)
class EveryKindTest {
  private static final int RED = 0xC83C3C;

  @SuppressWarnings("NullAway.Init")
  LocalStore store;

  @SuppressWarnings("NullAway.Init")
  LocalEditApi api;

  private PictureTrial trial() {
    return new PictureTrial(store, api);
  }

  @BeforeEach
  void emptyTheBuckets() {
    trial().reset();
  }

  static Stream<Arguments> kinds() {
    BufferedImage red = Samples.oneColour(64, 48, RED);
    byte[] jpeg = SampleJpegs.jpeg(red);
    byte[] png = Samples.png(red);
    byte[] p3 = Profiles.displayP3();
    byte[] damaged = Profiles.displayP3();
    Arrays.fill(damaged, 132, damaged.length, (byte) 0x7F);
    // Half grey at its middle.
    BufferedImage grey = Samples.grey(64, 48);
    return Stream.of(
        turned("progressive.jpg", SampleJpegs.progressive(red), RED),
        turned("display-p3.jpg", SampleJpegs.withProfile(jpeg, p3), 0xD92A34),
        turned("adobe-rgb.jpg", SampleJpegs.withProfile(jpeg, Profiles.adobeRgb()), 0xE73939),
        turned("damaged-profile.jpg", SampleJpegs.withProfile(jpeg, damaged), RED),
        turned("cmyk.jpg", SampleJpegs.cmyk(64, 48, 100, 50, 200, 60), 0x769D2A),
        turned("ycck.jpg", SampleJpegs.ycck(64, 48, 100, 50, 200, 60), 0x769D2A),
        turned(
            "inks.jpg",
            SampleJpegs.withProfile(SampleJpegs.cmyk(64, 48, 255, 0, 0, 0), Profiles.inks()),
            0x0C9EC5),
        turned("display-p3.png", SamplePngs.withProfile(png, p3), 0xD92A34),
        turned("grey.png", Samples.png(grey), 0x818181),
        turned("sixteen-bits.png", SamplePngs.wideColours(64, 48, false), 0x807F80));
  }

  private static Arguments turned(String name, byte[] picture, int expected) {
    byte[] exif = SampleExif.exif(3);
    byte[] lying =
        name.endsWith(".jpg")
            ? SampleJpegs.withExif(picture, exif)
            : SamplePngs.withExif(picture, exif);
    return Arguments.of(name, lying, expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void turnsAndConvertsColours(String name, byte[] picture, int expected) {
    trial().edit("link/" + name, picture);

    BufferedImage result = trial().result("link/" + name.substring(0, name.indexOf('.')) + ".png");
    assertThat(result.getWidth()).isEqualTo(64);
    assertThat(result.getHeight()).isEqualTo(48);
    PictureTrial.assertColour(result, 31, 10, expected, 14);
  }

  static IntStream orientations() {
    return IntStream.rangeClosed(2, 8);
  }

  @ParameterizedTest
  @MethodSource("orientations")
  void turnsEveryOrientation(int orientation) {
    BufferedImage upright = Samples.colours(96, 64);
    byte[] lying = SampleJpegs.jpeg(Samples.laid(upright, orientation));

    trial().edit("link/photo.jpg", SampleJpegs.withExif(lying, SampleExif.exif(orientation)));

    BufferedImage result = trial().result("link/photo.png");
    assertThat(result.getWidth()).isEqualTo(96);
    assertThat(result.getHeight()).isEqualTo(64);
    PictureTrial.assertColour(result, 10, 6, upright.getRGB(10, 6), 14);
    PictureTrial.assertColour(result, 86, 6, upright.getRGB(86, 6), 14);
  }

  @ParameterizedTest
  @CsvSource({"gif", "bmp", "tiff"})
  void convertsWhatTheModelDoesNotTake(String format) {
    BufferedImage drawing = Samples.oneColour(64, 48, RED);

    trial().edit("fitted/drawing." + format, Samples.encoded(drawing, format));

    PictureTrial.assertColour(trial().result("fitted/drawing.jpg"), 31, 10, RED, 14);
  }

  @Test
  void sendsTheFirstFrameOfAnAnimation() {
    byte[] gif =
        SampleAnimations.gif(Samples.oneColour(64, 48, RED), Samples.oneColour(64, 48, 0x20C020));

    trial().edit("fitted/moving.gif", gif);

    PictureTrial.assertColour(trial().result("fitted/moving.jpg"), 31, 10, RED, 14);
  }

  @Test
  void laysPalettesWithTransparencyOnTheBackground() {
    byte[] png = SamplePngs.withExif(Samples.png(Samples.palette(60, 60)), SampleExif.exif(4));

    trial().edit("link/palette.png", png);

    // Turned upside down, what is opaque stays in the middle.
    PictureTrial.assertColour(trial().result("link/palette.png"), 30, 30, 0xC86432, 14);
  }

  private static byte[] committed(String name) throws IOException {
    try (InputStream in = EveryKindTest.class.getResourceAsStream("/images/" + name)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  /** The model takes JPEG and PNG alone. */
  @ParameterizedTest
  @CsvSource({"lossy", "lossless", "alpha", "animated"})
  void convertsWebp(String kind) throws IOException {
    trial().edit("redrawn/" + kind + ".webp", committed(kind + ".webp"));

    assertThat(trial().result("redrawn/" + kind + ".png").getWidth()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"heic", "avif"})
  void rejectsWhatNobodyDecodes(String format) throws IOException {
    trial().send("redrawn/photo." + format, committed("plain." + format));

    assertThat(trial().report("redrawn-rejected/redrawn/photo." + format + ".json"))
        .contains("format_not_supported", format.toUpperCase(Locale.ROOT), "convert it");
    assertThat(api.calls()).isEmpty();
  }

  @Test
  void turnsWebp() throws IOException {
    trial().edit("link/photo.webp", committed("exif6.webp"));

    BufferedImage result = trial().result("link/photo.png");
    assertThat(result.getWidth()).isEqualTo(23);
    assertThat(result.getHeight()).isEqualTo(37);
  }

  @ParameterizedTest
  @CsvSource({"jpeg, jpg", "png, png", "gif, gif", "bmp, bmp", "tiff, tiff", "webp, webp"})
  void rejectsBombsBeforeAnythingIsPaid(String format, String extension) {
    int size = format.equals("webp") ? 16_383 : 60_000;

    trial().send("fitted/bomb." + extension, Hostile.claiming(format, size, size));

    assertThat(trial().report("fitted-rejected/fitted/bomb." + extension + ".json"))
        .containsAnyOf("too_many_pixels", "invalid_image");
    assertThat(api.calls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"jpg", "png"})
  void rejectsWhatIsCutShort(String extension) {
    BufferedImage drawing = Samples.colours(400, 300);
    byte[] exif = SampleExif.exif(6);
    byte[] whole =
        extension.equals("jpg")
            ? SampleJpegs.withExif(SampleJpegs.jpeg(drawing), exif)
            : SamplePngs.withExif(Samples.png(drawing), exif);

    trial().send("link/cut." + extension, Arrays.copyOf(whole, whole.length * 2 / 3));

    assertThat(trial().report("link-rejected/link/cut." + extension + ".json"))
        .contains("invalid_image");
    assertThat(api.calls()).isEmpty();
  }

  @Test
  void sendsNothingButThePictureOfAPolyglot() {
    byte[] picture =
        SampleJpegs.withExif(SampleJpegs.jpeg(Samples.colours(96, 64)), SampleExif.exif(3));

    trial().edit("link/both.jpg", Hostile.followedBy(picture, "<html><script>alert(1)</script>"));

    assertThat(trial().result("link/both.png").getWidth()).isEqualTo(96);
  }
}
