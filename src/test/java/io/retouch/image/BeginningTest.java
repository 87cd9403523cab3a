package io.retouch.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.retouch.parts.sample.SampleExif;
import io.retouch.parts.sample.SampleJpegs;
import io.retouch.parts.sample.SamplePngs;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the first bytes of a picture say, and that they never say more than they hold. */
class BeginningTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"png, PNG", "jpg, JPEG"})
  void tellsFormatAndSize(String name, ImageFormat format) throws IOException {
    byte[] picture = picture(name);

    assertThat(ImageProbe.probeBeginning(file(picture)))
        .contains(new ImageInfo(format, 320, 200, 1));
    assertThat(ImageProbe.probeBeginning(file(Arrays.copyOf(picture, picture.length / 2))))
        .contains(new ImageInfo(format, 320, 200, 1));
  }

  @ParameterizedTest
  @CsvSource({"png, PNG", "jpg, JPEG"})
  void tellsTheOrientation(String name, ImageFormat format) throws IOException {
    byte[] exif = SampleExif.exif(6);
    byte[] picture =
        name.equals("png")
            ? SamplePngs.withExif(picture(name), exif)
            : SampleJpegs.withExif(picture(name), exif);

    assertThat(ImageProbe.probeBeginning(file(Arrays.copyOf(picture, picture.length - 40))))
        .contains(new ImageInfo(format, 320, 200, 6));
  }

  @Test
  void findsTheSizeBehindWhatComesBeforeIt() throws IOException {
    byte[] jpeg = picture("jpg");
    ByteArrayOutputStream padded = new ByteArrayOutputStream();
    padded.write(jpeg, 0, 2);
    for (int i = 0; i < 3; i++) {
      // A colour profile's segment of the largest length, with frame headers in it.
      padded.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xE2, (byte) 0xFF, (byte) 0xFF});
      byte[] content = new byte[0xFFFF - 2];
      Arrays.fill(content, (byte) 0xC0);
      padded.writeBytes(content);
      padded.write(0xFF);
    }
    padded.write(jpeg, 2, jpeg.length - 2);

    assertThat(ImageProbe.probeBeginning(file(padded.toByteArray())))
        .contains(new ImageInfo(ImageFormat.JPEG, 320, 200, 1));
    assertThat(ImageProbe.probeBeginning(file(Arrays.copyOf(padded.toByteArray(), 190_000))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gif", "bmp"})
  void saysNothingOfOtherFormats(String name) throws IOException {
    assertThat(ImageProbe.probeBeginning(file(picture(name)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg"})
  void saysNothingWhereverItIsCutBeforeTheSize(String name) throws IOException {
    byte[] picture = picture(name);
    for (int length = 0; length < 20; length++) {
      assertThat(ImageProbe.probeBeginning(file(Arrays.copyOf(picture, length)))).isEmpty();
    }
  }

  @Test
  void saysNothingOfASizeThatIsNone() throws IOException {
    byte[] flat = picture("png");
    Arrays.fill(flat, 16, 20, (byte) 0);
    byte[] huge = picture("png");
    huge[16] = (byte) 0x80;

    assertThat(ImageProbe.probeBeginning(file(flat))).isEmpty();
    assertThat(ImageProbe.probeBeginning(file(huge))).isEmpty();
    assertThat(ImageProbe.probeBeginning(file(new byte[] {(byte) 0xFF, (byte) 0xD8, 0, 0})))
        .isEmpty();
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("beginning"), bytes);
  }

  private static byte[] picture(String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BufferedImage image = new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB);
    assertThat(ImageIO.write(image, format, bytes)).isTrue();
    return bytes.toByteArray();
  }
}
