package io.retouch.image;

import static io.retouch.image.Bytes.ascii;
import static io.retouch.image.Bytes.heif;
import static io.retouch.image.Bytes.ispe;
import static io.retouch.image.Bytes.join;
import static io.retouch.image.Bytes.jpegSegment;
import static io.retouch.image.Bytes.pngChunk;
import static io.retouch.image.Bytes.pngHeader;
import static io.retouch.image.Bytes.raw;
import static io.retouch.image.Bytes.riffChunk;
import static io.retouch.image.Bytes.u16;
import static io.retouch.image.Bytes.u32;
import static io.retouch.image.Bytes.vp8;
import static io.retouch.image.Bytes.vp8x;
import static io.retouch.image.Bytes.webp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ImageProbePlausibilityTest {
  private final Path directory;

  ImageProbePlausibilityTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private ImageInfo probe(byte[] bytes) throws IOException {
    return ImageProbe.probe(Files.write(directory.resolve("picture.png"), bytes));
  }

  private AbstractThrowableAssert<?, ?> assertRefused(byte[] bytes) {
    return assertThatThrownBy(() -> probe(bytes)).isInstanceOf(InvalidImageException.class);
  }

  private static byte[] entry(int tag, long value) {
    return join(u16(tag), u16(4), u32(1), u32(value));
  }

  static Stream<Arguments> lying() {
    byte[] frame = join(raw(8), u16(65_535), u16(65_535), raw(1, 1, 0x11, 0));
    byte[] start = raw(0xFF, 0xD8);
    byte[] scan = jpegSegment(0xDA, raw(1, 1, 0, 0, 63, 0));
    byte[] end = raw(0xFF, 0xD9);
    byte[] gif = Pictures.gif();
    byte[] bmp = Pictures.bmp();
    for (int i = 6; i < 10; i++) {
      gif[i] = (byte) 0xFF;
    }
    for (int i : new int[] {18, 19, 22, 23}) {
      bmp[i] = (byte) 0xFF;
    }
    return Stream.of(
        Arguments.of("jpeg", join(start, jpegSegment(0xC0, frame), scan, new byte[900], end)),
        Arguments.of(
            "progressive", join(start, jpegSegment(0xC2, frame), scan, new byte[900], end)),
        Arguments.of("arithmetic", join(start, jpegSegment(0xC9, frame), scan, new byte[900], end)),
        Arguments.of(
            "png",
            join(
                pngHeader(65_535, 65_535, 8, 6),
                pngChunk("IDAT", new byte[900]),
                pngChunk("IEND", new byte[0]))),
        Arguments.of("gif", gif),
        Arguments.of("bmp", bmp),
        Arguments.of("tiff", tiff(1)),
        Arguments.of("lzw tiff", tiff(5)),
        Arguments.of("group 4 tiff", tiff(4)),
        Arguments.of("deflate tiff", tiff(8)),
        Arguments.of("lossy webp", webp(vp8(16_383, 16_383, 1000))),
        Arguments.of(
            "webp animation", webp(vp8x(2, 65_535, 65_535), riffChunk("ANMF", new byte[900]))),
        Arguments.of("heic", heif("heic", ispe(9, 9), ispe(65_535, 65_535))),
        Arguments.of("avif", heif("avif", ispe(9, 9), ispe(65_535, 65_535))));
  }

  private static byte[] tiff(int compression) {
    return join(
        ascii("MM\0*"),
        u32(8),
        u16(5),
        entry(256, 65_535),
        entry(257, 65_535),
        entry(259, compression),
        entry(273, 8),
        entry(279, 900),
        u32(0),
        new byte[900]);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lying")
  void refusesASizeThatSoFewBytesCannotHold(String name, byte[] bytes) {
    assertRefused(bytes).hasMessageContaining("cannot hold that many");
  }

  @Test
  void drawsTheLineOfPlausiblePngAtTheFormatsBestCompression() throws IOException {
    // 1032 bytes of raw picture are the most that one byte of deflate can give.
    byte[] atTheLimit = greyPng(1032 * 60, 1, 60);
    byte[] onePast = greyPng(1032 * 60 + 1, 1, 60);

    assertThat(probe(atTheLimit).width()).isEqualTo(1032 * 60);
    assertRefused(onePast).hasMessageContaining("61,921 x 1");
  }

  private static byte[] greyPng(int width, int height, int bytes) {
    return join(
        pngHeader(width, height, 8, 0),
        pngChunk("IDAT", new byte[bytes]),
        pngChunk("IEND", new byte[0]));
  }

  @ParameterizedTest
  @CsvSource({"0, 5", "5, 0", "4294967295, 5", "5, 2147483648"})
  void refusesSizesThatNoPictureHas(long width, long height) {
    byte[] png =
        join(
            pngHeader(width, height, 8, 0),
            pngChunk("IDAT", new byte[9]),
            pngChunk("IEND", new byte[0]));

    assertRefused(png).hasMessageContaining(width + " x " + height);
    assertRefused(heif("heic", ispe(9, 9), ispe(width, height)))
        .hasMessageContaining(width + " x " + height);
  }
}
