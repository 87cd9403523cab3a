package io.retouch.image.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retouch.image.ImageFormat;
import io.retouch.image.ImageInfo;
import io.retouch.image.ImageProbe;
import io.retouch.image.InvalidImageException;
import io.retouch.image.fit.Frame.Misfit;
import io.retouch.parts.sample.Profiles;
import io.retouch.parts.sample.SampleExif;
import io.retouch.parts.sample.SampleJpegs;
import io.retouch.parts.sample.SamplePngs;
import io.retouch.parts.sample.Samples;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageFitterTest {
  private static final Set<ImageFormat> BOTH = Set.of(ImageFormat.JPEG, ImageFormat.PNG);

  @TempDir Path folder;

  @Test
  void tellsEveryMisfitAtTheLimitAndOnePastIt() {
    Frame frame = new Frame(100, 50, 1000, Set.of(ImageFormat.JPEG));
    ImageInfo fits = new ImageInfo(ImageFormat.JPEG, 100, 50, 1);

    assertThat(frame.misfits(fits, 1000, true)).isEmpty();
    assertThat(frame.misfits(fits, 1001, true)).containsExactly(Misfit.BYTES);
    assertThat(frame.misfits(new ImageInfo(ImageFormat.JPEG, 101, 50, 1), 1, true))
        .containsExactly(Misfit.PIXELS);
    assertThat(frame.misfits(new ImageInfo(ImageFormat.JPEG, 100, 51, 1), 1, true))
        .containsExactly(Misfit.PIXELS);
    assertThat(frame.misfits(new ImageInfo(ImageFormat.PNG, 1, 1, 1), 1, true))
        .containsExactly(Misfit.FORMAT);
    assertThat(frame.misfits(new ImageInfo(ImageFormat.JPEG, 50, 100, 6), 1, true))
        .containsExactly(Misfit.TURNED);
    assertThat(frame.misfits(new ImageInfo(ImageFormat.JPEG, 50, 100, 6), 1, false))
        .containsExactly(Misfit.PIXELS);
  }

  @Test
  void makesAPictureAsLargeAsItMayBe() throws IOException {
    Path source = write(SampleJpegs.jpeg(Samples.colours(300, 200)));

    ImageInfo fitted = fit(source, new Frame(150, 150, Long.MAX_VALUE, BOTH));

    assertThat(fitted).isEqualTo(new ImageInfo(ImageFormat.JPEG, 150, 100, 1));
    BufferedImage picture = Samples.decode(Files.readAllBytes(folder.resolve("to")));
    assertThat(Samples.difference(picture.getRGB(100, 60), 0xAA9A40)).isLessThan(8);
  }

  @Test
  void turnsByTheSourcesExif() throws IOException {
    byte[] jpeg = SampleJpegs.jpeg(Samples.colours(300, 200));
    Path source = write(SampleJpegs.withExif(jpeg, SampleExif.exif(6)));

    ImageInfo fitted = fit(source, new Frame(4096, 4096, Long.MAX_VALUE, BOTH));

    assertThat(fitted).isEqualTo(new ImageInfo(ImageFormat.JPEG, 200, 300, 1));
    BufferedImage picture = Samples.decode(Files.readAllBytes(folder.resolve("to")));
    assertThat(Samples.difference(picture.getRGB(180, 20), 0x2020E0)).isLessThan(12);
  }

  @Test
  void convertsWideColoursThroughTheirProfile() throws IOException {
    BufferedImage red = Samples.oneColour(64, 64, 0xC83C3C);
    Path source = write(SampleJpegs.withProfile(SampleJpegs.jpeg(red), Profiles.displayP3()));

    fit(source, new Frame(32, 32, Long.MAX_VALUE, BOTH));

    // The same colour has more red in the smaller space.
    BufferedImage picture = Samples.decode(Files.readAllBytes(folder.resolve("to")));
    assertThat(Samples.difference(picture.getRGB(16, 16), 0xD92A34)).isLessThan(6);
  }

  @Test
  void staysWithinTheBytes() throws IOException {
    BufferedImage noise = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(3);
    for (int i = 0; i < 40_000; i++) {
      noise.setRGB(i % 200, i / 200, random.nextInt(0x1000000));
    }
    Path source = write(Samples.png(noise));

    ImageInfo jpeg = fit(source, new Frame(400, 400, 30_000, BOTH));
    assertThat(jpeg.format()).isEqualTo(ImageFormat.JPEG);
    assertThat(Files.size(folder.resolve("to"))).isLessThanOrEqualTo(30_000);

    ImageInfo png = fit(source, new Frame(400, 400, 30_000, Set.of(ImageFormat.PNG)));
    assertThat(png.format()).isEqualTo(ImageFormat.PNG);
    assertThat(png.width()).isBetween(50, 110);
    assertThat(Files.size(folder.resolve("to"))).isLessThanOrEqualTo(30_000);
  }

  @Test
  void refusesWhatItCannotWrite() throws IOException {
    Path source = write(Samples.png(Samples.colours(20, 20)));

    assertThatThrownBy(() -> fit(source, new Frame(10, 10, 1000, Set.of(ImageFormat.WEBP))))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("neither is taken");
  }

  @ParameterizedTest
  @CsvSource({"plain.heic, HEIC", "plain.avif, AVIF"})
  void refusesWhatIsNotDecodedNamingTheWayOut(String name, String format) throws IOException {
    Path source = write(Rendered.resource(name));

    assertThatThrownBy(() -> fit(source, new Frame(10, 10, 1000, BOTH)))
        .isInstanceOf(InvalidImageException.class)
        .hasMessage(
            format + " pictures cannot be converted: save it as JPEG or PNG before uploading.");
  }

  @ParameterizedTest
  @CsvSource({
    "lossy.webp, 37, 23, 40, 40, 37, 23",
    "exif6.webp, 37, 23, 20, 40, 20, 32",
    "animated.webp, 37, 23, 20, 20, 20, 12",
  })
  void makesOtherFormatsPng(
      String name, int width, int height, int mostWide, int mostHigh, int toWidth, int toHeight)
      throws IOException {
    Path source = write(Rendered.resource(name));
    ImageInfo probed = ImageProbe.probe(source);
    assertThat(probed.width()).isEqualTo(width);
    assertThat(probed.height()).isEqualTo(height);

    ImageInfo fitted = fit(source, new Frame(mostWide, mostHigh, Long.MAX_VALUE, BOTH));

    assertThat(fitted).isEqualTo(new ImageInfo(ImageFormat.PNG, toWidth, toHeight, 1));
  }

  @Test
  void laysWhatIsTransparentOnTheBackgroundWhereNoPngIsTaken() throws IOException {
    Path source = write(Samples.encoded(Samples.palette(12, 12), "gif"));

    ImageInfo fitted = fit(source, new Frame(40, 40, 100_000, Set.of(ImageFormat.JPEG)));

    assertThat(fitted).isEqualTo(new ImageInfo(ImageFormat.JPEG, 12, 12, 1));
    BufferedImage picture = Samples.decode(Files.readAllBytes(folder.resolve("to")));
    assertThat(Samples.difference(picture.getRGB(2, 1), 0xFFFFFF)).isLessThan(16);
  }

  @Test
  void keepsWhatIsTransparentThatWayHoweverFewTheBytes() throws IOException {
    BufferedImage noise = new BufferedImage(200, 200, BufferedImage.TYPE_INT_ARGB);
    Random random = new Random(3);
    for (int i = 0; i < 40_000; i++) {
      noise.setRGB(i % 200, i / 200, random.nextInt());
    }
    Path source = write(SamplePngs.withExif(Samples.png(noise), SampleExif.exif(8)));

    ImageInfo fitted = fit(source, new Frame(400, 400, 20_000, BOTH));

    assertThat(fitted.format()).isEqualTo(ImageFormat.PNG);
    assertThat(Files.size(folder.resolve("to"))).isLessThanOrEqualTo(20_000);
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("source"), bytes);
  }

  private ImageInfo fit(Path source, Frame frame) {
    Path to = folder.resolve("to");
    ImageInfo fitted = ImageFitter.fit(source, ImageProbe.probe(source), frame, true, 0xFFFFFF, to);
    assertThat(ImageProbe.probe(to)).isEqualTo(fitted);
    return fitted;
  }
}
