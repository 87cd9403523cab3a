package io.retouch.image.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retouch.image.ImageInfo;
import io.retouch.image.InvalidImageException;
import io.retouch.parts.sample.SampleJpegs;
import io.retouch.parts.sample.Samples;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How memory bounds what is decoded. */
class PictureSourceTest {
  /** Eight bits of three colours. */
  private static final int WHOLE = 80 * 60 * 3;

  /** Sixteen bits of luminance for every pixel, of two chromas for every fourth. */
  private static final int COEFFICIENTS = 80 * 60 * 3;

  @TempDir Path folder;

  @Test
  void takesFewerPixelsWhereAllDoNotFit() throws IOException {
    byte[] jpeg = SampleJpegs.jpeg(Samples.colours(80, 60));

    assertThat(decoded(jpeg, WHOLE).width()).isEqualTo(80);
    Decoded half = decoded(jpeg, WHOLE - 1);
    assertThat(half.width()).isEqualTo(40);
    assertThat(half.height()).isEqualTo(30);
    assertThat(half.step()).isEqualTo(2);
    assertThat(decoded(jpeg, WHOLE / 4 - 1).width()).isEqualTo(27);
  }

  @Test
  void countsWhatAProgressiveJpegNeedsBesides() throws IOException {
    byte[] jpeg = SampleJpegs.progressive(Samples.colours(80, 60));

    assertThat(decoded(jpeg, COEFFICIENTS + WHOLE).width()).isEqualTo(80);
    assertThat(decoded(jpeg, COEFFICIENTS + WHOLE / 4).width()).isEqualTo(40);
    assertThatThrownBy(() -> decoded(jpeg, COEFFICIENTS))
        .isInstanceOf(InvalidImageException.class)
        .hasMessage(
            "The picture of 80 x 60 pixels is stored in a way that needs more memory than there is:"
                + " make it smaller, or save it as a JPEG that is not progressive.");
  }

  @Test
  void makesWhatWasReadInPartNoLarger() throws IOException {
    Decoded half = decoded(SampleJpegs.jpeg(Samples.colours(80, 60)), WHOLE - 1);

    Pixels pixels = Scaling.scaled(half, 80, 60, WHOLE);

    assertThat(pixels.width()).isEqualTo(40);
    assertThat(pixels.height()).isEqualTo(30);
  }

  @Test
  void enlargesAsFarAsTheMemoryGoes() throws IOException {
    byte[] jpeg = SampleJpegs.jpeg(Samples.colours(80, 60));

    assertThat(Scaling.scaled(decoded(jpeg, WHOLE), 800, 600, WHOLE + 100 * WHOLE).width())
        .isEqualTo(800);
    assertThat(Scaling.scaled(decoded(jpeg, WHOLE), 800, 600, WHOLE + 25 * WHOLE).width())
        .isEqualTo(400);
    assertThat(Scaling.scaled(decoded(jpeg, WHOLE), 800, 600, WHOLE).width()).isEqualTo(80);
  }

  private Decoded decoded(byte[] picture, long budget) throws IOException {
    ImageInfo info = new Rendered(folder).probe(picture);
    try (PictureSource source = PictureSource.open(folder.resolve("source"), info)) {
      return source.decode(budget);
    }
  }
}
