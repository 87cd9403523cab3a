package io.retouch.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoisePicturesTest {
  private static final Percentage ABOUT = Percentage.withPercentage(3);

  private final NoisePictures pictures = new NoisePictures(1);

  private static BufferedImage decoded(byte[] picture) throws Exception {
    return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(picture)));
  }

  @ParameterizedTest
  @ValueSource(longs = {100_000, 1_000_000})
  void areOfTheSizeAndTrueToTheirFormat(long bytes) throws Exception {
    byte[] jpeg = pictures.jpeg(bytes);
    byte[] png = pictures.png(bytes);

    assertThat((long) jpeg.length).isCloseTo(bytes, ABOUT);
    assertThat(jpeg).startsWith(0xFF, 0xD8, 0xFF);
    assertThat(decoded(jpeg).getWidth()).isPositive();
    assertThat((long) png.length).isCloseTo(bytes, ABOUT);
    assertThat(png).startsWith(0x89, 'P', 'N', 'G');
    assertThat(decoded(png).getWidth()).isPositive();
  }

  @Test
  void areTheSameForOneSeedOnly() {
    byte[] picture = pictures.jpeg(50_000);

    assertThat(new NoisePictures(1).jpeg(50_000)).isEqualTo(picture);
    assertThat(new NoisePictures(2).jpeg(50_000)).isNotEqualTo(picture);
    assertThat(pictures.jpeg(50_000)).isSameAs(picture);
  }
}
