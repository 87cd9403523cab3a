package io.retouch.image;

import static io.retouch.image.Pictures.resource;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageProbeFuzzTest {
  private static final int CASES_EACH = 400;
  private static final int[] TELLING = {0, 1, 0x7F, 0x80, 0xFE, 0xFF};

  private final Path directory;

  ImageProbeFuzzTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void answersOrRefusesWhateverTheBytesAre() throws IOException {
    List<byte[]> pictures =
        List.of(
            Bytes.insert(Pictures.jpeg(), 2, Bytes.exifSegment(6, ByteOrder.BIG_ENDIAN)),
            Pictures.progressiveJpeg(),
            Pictures.png(),
            Pictures.gif(),
            Pictures.bmp(),
            Pictures.tiff(""),
            Pictures.tiff("LZW"),
            resource("lossy.webp"),
            resource("lossless.webp"),
            resource("exif6.webp"),
            resource("animated.webp"),
            resource("plain.heic"),
            resource("exif6-unturned.heic"),
            resource("turned5.avif"),
            Bytes.heif("heic", Bytes.ispe(64, 64), Bytes.ispe(300, 200)));
    Random random = new Random(20_261_120);
    Path file = directory.resolve("mutated");
    int answered = 0;
    int refused = 0;

    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE)) {
      for (byte[] picture : pictures) {
        for (int i = 0; i < CASES_EACH; i++) {
          byte[] mutated = mutate(picture, random);
          channel.write(ByteBuffer.wrap(mutated), 0);
          channel.truncate(mutated.length);
          if (answers(file, mutated)) {
            answered++;
          } else {
            refused++;
          }
        }
      }
    }

    assertThat(answered).isPositive();
    assertThat(refused).isPositive();
  }

  private static boolean answers(Path file, byte[] mutated) {
    try {
      assertThat(ImageProbe.probe(file)).isNotNull();
      return true;
    } catch (InvalidImageException e) {
      assertThat(e).hasMessageMatching("[A-Z].*\\.");
      return false;
    } catch (RuntimeException | Error e) {
      return fail("not refused: " + Arrays.toString(mutated), e);
    }
  }

  private static byte[] mutate(byte[] picture, Random random) {
    byte[] mutated = picture.clone();
    // Most structure lies in the first bytes.
    int reach = random.nextBoolean() ? Math.min(120, mutated.length) : mutated.length;
    for (int changes = random.nextInt(6); changes > 0; changes--) {
      int telling = TELLING[random.nextInt(TELLING.length)];
      mutated[random.nextInt(reach)] =
          (byte) (random.nextBoolean() ? telling : random.nextInt(256));
    }
    if (random.nextInt(3) == 0) {
      return Arrays.copyOf(mutated, random.nextInt(mutated.length + 50));
    }
    return mutated;
  }
}
