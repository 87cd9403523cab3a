package io.retouch.image;

import static io.retouch.image.Bytes.ascii;
import static io.retouch.image.Bytes.box;
import static io.retouch.image.Bytes.exif;
import static io.retouch.image.Bytes.exifSegment;
import static io.retouch.image.Bytes.heif;
import static io.retouch.image.Bytes.insert;
import static io.retouch.image.Bytes.ispe;
import static io.retouch.image.Bytes.join;
import static io.retouch.image.Bytes.jpegSegment;
import static io.retouch.image.Bytes.pngChunk;
import static io.retouch.image.Bytes.raw;
import static io.retouch.image.Bytes.riffChunk;
import static io.retouch.image.Bytes.vp8;
import static io.retouch.image.Bytes.vp8x;
import static io.retouch.image.Bytes.webp;
import static io.retouch.image.Pictures.HEIGHT;
import static io.retouch.image.Pictures.WIDTH;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageProbeOrientationTest {
  private final Path directory;

  ImageProbeOrientationTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private ImageInfo probe(byte[] bytes) throws IOException {
    return ImageProbe.probe(Files.write(directory.resolve("misnamed.txt"), bytes));
  }

  private static ImageInfo upright(ImageFormat format) {
    return new ImageInfo(format, WIDTH, HEIGHT, 1);
  }

  static Stream<Arguments> orientations() {
    return IntStream.rangeClosed(1, 8)
        .boxed()
        .flatMap(
            orientation ->
                Stream.of(
                    Arguments.of(orientation, ByteOrder.BIG_ENDIAN),
                    Arguments.of(orientation, ByteOrder.LITTLE_ENDIAN)));
  }

  @ParameterizedTest
  @MethodSource("orientations")
  void readsEveryOrientationInBothByteOrders(int orientation, ByteOrder order) throws IOException {
    byte[] jpeg = insert(Pictures.jpeg(), 2, exifSegment(orientation, order));
    byte[] png = insert(Pictures.png(), 33, pngChunk("eXIf", exif(orientation, order)));
    byte[] webp =
        webp(
            vp8x(8, WIDTH, HEIGHT),
            vp8(WIDTH, HEIGHT, 40),
            riffChunk("EXIF", exif(orientation, order)));

    assertThat(probe(jpeg).orientation()).isEqualTo(orientation);
    assertThat(probe(png).orientation()).isEqualTo(orientation);
    assertThat(probe(webp).orientation()).isEqualTo(orientation);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 65_535})
  void takesOrientationOutsideOneToEightForUpright(int orientation) throws IOException {
    byte[] jpeg = insert(Pictures.jpeg(), 2, exifSegment(orientation, ByteOrder.BIG_ENDIAN));

    assertThat(probe(jpeg)).isEqualTo(upright(ImageFormat.JPEG));
  }

  @Test
  void takesDamagedExifForUpright() throws IOException {
    byte[] endless = exif(6, ByteOrder.BIG_ENDIAN);
    endless[4] = 0x7F;
    endless[8] = (byte) 0xFF;
    endless[9] = (byte) 0xFF;
    byte[] jpeg = insert(Pictures.jpeg(), 2, jpegSegment(0xE1, join(ascii("Exif\0\0"), endless)));

    assertThat(probe(jpeg)).isEqualTo(upright(ImageFormat.JPEG));
  }

  @Test
  void readsExifThatFollowsThePixelsOfAPng() throws IOException {
    byte[] png = Pictures.png();
    byte[] exif = pngChunk("eXIf", exif(3, ByteOrder.BIG_ENDIAN));

    assertThat(probe(insert(png, png.length - 12, exif)).orientation()).isEqualTo(3);
  }

  @Test
  void readsTiffOrientation() throws IOException {
    byte[] strip = raw(0, 0, 0);
    byte[] tiff =
        join(
            ascii("MM\0*"),
            Bytes.u32(8),
            Bytes.u16(7),
            entry(256, 1),
            entry(257, 1),
            entry(258, 8),
            entry(259, 1),
            entry(273, 8),
            entry(274, 7),
            entry(279, 3),
            Bytes.u32(0),
            strip);

    assertThat(probe(tiff)).isEqualTo(new ImageInfo(ImageFormat.TIFF, 1, 1, 7));
  }

  private static byte[] entry(int tag, int value) {
    return join(Bytes.u16(tag), Bytes.u16(3), Bytes.u32(1), Bytes.u16(value), Bytes.u16(0));
  }

  @Test
  void readsExifThatKeepsItsJpegPrefixInWebp() throws IOException {
    byte[] exif = join(ascii("Exif\0\0"), exif(5, ByteOrder.LITTLE_ENDIAN));

    ImageInfo info =
        probe(webp(vp8x(8, WIDTH, HEIGHT), vp8(WIDTH, HEIGHT, 40), riffChunk("EXIF", exif)));

    assertThat(info.orientation()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({
    "0, -1, 1",
    "0, 1, 2",
    "2, -1, 3",
    "0, 0, 4",
    "1, 0, 5",
    "3, -1, 6",
    "3, 0, 7",
    "1, -1, 8",
    "1, 1, 7",
    "3, 1, 5",
    "2, 0, 2",
    "2, 1, 4"
  })
  void givesTurnsAndFlipsOfHeicAsExifOrientation(int left, int axis, int orientation)
      throws IOException {
    byte[] turn = box("irot", raw(left));
    byte[] flip = axis < 0 ? box("free") : box("imir", raw(axis));

    ImageInfo info = probe(heif("avif", ispe(64, 64), ispe(300, 200), turn, flip));

    assertThat(info).isEqualTo(new ImageInfo(ImageFormat.AVIF, 300, 200, orientation));
  }
}
