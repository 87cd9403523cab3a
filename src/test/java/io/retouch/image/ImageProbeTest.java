package io.retouch.image;

import static io.retouch.image.Bytes.ascii;
import static io.retouch.image.Bytes.exif;
import static io.retouch.image.Bytes.exifSegment;
import static io.retouch.image.Bytes.heif;
import static io.retouch.image.Bytes.insert;
import static io.retouch.image.Bytes.ispe;
import static io.retouch.image.Bytes.join;
import static io.retouch.image.Bytes.jpegSegment;
import static io.retouch.image.Bytes.raw;
import static io.retouch.image.Bytes.vp8;
import static io.retouch.image.Bytes.vp8l;
import static io.retouch.image.Bytes.webp;
import static io.retouch.image.Pictures.HEIGHT;
import static io.retouch.image.Pictures.WIDTH;
import static io.retouch.image.Pictures.resource;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageProbeTest {
  private final Path directory;

  ImageProbeTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private ImageInfo probe(byte[] bytes) throws IOException {
    return ImageProbe.probe(Files.write(directory.resolve("misnamed.txt"), bytes));
  }

  private static ImageInfo upright(ImageFormat format) {
    return new ImageInfo(format, WIDTH, HEIGHT, 1);
  }

  static Stream<Arguments> encodedByTheJdk() {
    return Stream.of(
        Arguments.of(ImageFormat.JPEG, Pictures.jpeg()),
        Arguments.of(ImageFormat.JPEG, Pictures.progressiveJpeg()),
        Arguments.of(ImageFormat.PNG, Pictures.png()),
        Arguments.of(ImageFormat.GIF, Pictures.gif()),
        Arguments.of(ImageFormat.BMP, Pictures.bmp()));
  }

  @ParameterizedTest
  @MethodSource("encodedByTheJdk")
  void tellsFormatAndSizeWhateverTheNameSays(ImageFormat format, byte[] picture)
      throws IOException {
    assertThat(probe(picture)).isEqualTo(upright(format));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "LZW", "Deflate", "ZLib", "PackBits", "JPEG"})
  void readsTiffOfEveryCompression(String compression) throws IOException {
    assertThat(probe(Pictures.tiff(compression))).isEqualTo(upright(ImageFormat.TIFF));
  }

  @ParameterizedTest
  @CsvSource({
    "lossy.webp, WEBP, 1",
    "lossless.webp, WEBP, 1",
    "alpha.webp, WEBP, 1",
    "animated.webp, WEBP, 1",
    "exif6.webp, WEBP, 6",
    "plain.heic, HEIC, 1",
    "exif6-unturned.heic, HEIC, 1",
    "plain.avif, AVIF, 1",
    "turned5.avif, AVIF, 5"
  })
  void readsWhatOtherEncodersMake(String name, ImageFormat format, int orientation)
      throws IOException {
    ImageInfo info = probe(resource(name));

    assertThat(info).isEqualTo(new ImageInfo(format, WIDTH, HEIGHT, orientation));
  }

  @Test
  void findsFrameAndExifBehindMegabytesOfSegments() throws IOException {
    byte[] xmp = jpegSegment(0xE1, join(ascii("http://ns.adobe.com/xmp/extension/\0"), filler()));
    byte[] profile = jpegSegment(0xE2, join(ascii("ICC_PROFILE\0"), filler()));
    byte[] jpeg = Pictures.jpeg();
    byte[][] segments = new byte[120][];
    for (int i = 0; i < segments.length; i++) {
      segments[i] = i % 2 == 0 ? xmp : profile;
    }
    byte[] exif = exifSegment(8, ByteOrder.LITTLE_ENDIAN);

    ImageInfo info = probe(insert(jpeg, 2, join(join(segments), exif)));

    assertThat(info).isEqualTo(new ImageInfo(ImageFormat.JPEG, WIDTH, HEIGHT, 8));
  }

  private static byte[] filler() {
    byte[] filler = new byte[65_000];
    Arrays.fill(filler, (byte) 0xD9);
    return filler;
  }

  @Test
  void findsJpegFrameBehindPaddingAndStrayBytes() throws IOException {
    byte[] jpeg = insert(Pictures.jpeg(), 2, raw(0xFF, 0xFF, 0xFF, 0xFE, 0, 2, 1, 2, 3, 0xFF, 0));

    assertThat(probe(jpeg)).isEqualTo(upright(ImageFormat.JPEG));
  }

  @Test
  void ignoresWhatFollowsACompleteImage() throws IOException {
    byte[] trailer = new byte[200_000];

    for (byte[] picture :
        new byte[][] {
          Pictures.jpeg(),
          Pictures.png(),
          Pictures.gif(),
          Pictures.bmp(),
          Pictures.tiff("LZW"),
          resource("lossy.webp")
        }) {
      assertThat(probe(join(picture, trailer)).width()).isEqualTo(WIDTH);
      assertThat(probe(join(picture, Pictures.jpeg())).width()).isEqualTo(WIDTH);
    }
    assertThat(probe(join(resource("plain.heic"), raw(0, 0, 1, 2, 0, 0, 0xFF, 1, 9))).width())
        .isEqualTo(WIDTH);
  }

  @Test
  void readsExtremeButTrueWebp() throws IOException {
    assertThat(probe(webp(vp8l(16_384, 16_384))))
        .isEqualTo(new ImageInfo(ImageFormat.WEBP, 16_384, 16_384, 1));
    // The two bits above the size ask for scaling on display.
    assertThat(probe(webp(vp8(WIDTH | 0x4000, HEIGHT | 0x8000, 40))))
        .isEqualTo(upright(ImageFormat.WEBP));
  }

  @Test
  void takesTheSizeOfThePrimaryItemAndNotOfItsTiles() throws IOException {
    byte[] grid = heif("heic", ispe(512, 512), ispe(4032, 3024));

    assertThat(probe(grid)).isEqualTo(new ImageInfo(ImageFormat.HEIC, 4032, 3024, 1));
  }

  @ParameterizedTest
  @CsvSource({"png, 6, 4096", "png, 12, 9000", "gif, 13, 4096", "jpeg, 10, 4096", "bmp, 12, 999"})
  void acceptsOneColouredPicturesHoweverWellTheyCompress(String format, int type, int side)
      throws IOException {
    assertThat(type).isIn(BufferedImage.TYPE_4BYTE_ABGR, 12, 13, BufferedImage.TYPE_BYTE_GRAY);

    ImageInfo info = probe(Pictures.oneColour(format, side, side, type));

    assertThat(info.width()).isEqualTo(side);
    assertThat(info.height()).isEqualTo(side);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LZW", "Deflate", "PackBits", "JPEG", "CCITT T.6"})
  void acceptsOneColouredTiff(String compression) throws IOException {
    int type = compression.startsWith("CCITT") ? 12 : BufferedImage.TYPE_BYTE_GRAY;
    BufferedImage image = new BufferedImage(4096, 4096, type);

    ImageInfo info = probe(Pictures.encode("tiff", image, 0, compression));

    assertThat(info).isEqualTo(new ImageInfo(ImageFormat.TIFF, 4096, 4096, 1));
  }

  @Test
  void acceptsGifWithoutTrailer() throws IOException {
    byte[] gif = Pictures.gif();

    assertThat(probe(Bytes.slice(gif, 0, gif.length - 1))).isEqualTo(upright(ImageFormat.GIF));
  }

  @Test
  void readsBmpStoredFromTheTopDown() throws IOException {
    byte[] bmp = Pictures.bmp();
    System.arraycopy(Bytes.u32LittleEndian(-HEIGHT), 0, bmp, 22, 4);

    assertThat(probe(bmp)).isEqualTo(upright(ImageFormat.BMP));
  }

  @Test
  void readsOldBmpWithUnsignedSize() throws IOException {
    byte[] header =
        join(ascii("BM"), new byte[8], Bytes.u32LittleEndian(26), Bytes.u32LittleEndian(12));
    byte[] size = raw(0x40, 0x9C, 1, 0, 1, 0, 1, 0);

    assertThat(probe(join(header, size, new byte[5000])))
        .isEqualTo(new ImageInfo(ImageFormat.BMP, 40_000, 1, 1));
  }
}
