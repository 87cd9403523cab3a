package io.retouch.image;

import static io.retouch.image.Bytes.ascii;
import static io.retouch.image.Bytes.box;
import static io.retouch.image.Bytes.heif;
import static io.retouch.image.Bytes.ispe;
import static io.retouch.image.Bytes.join;
import static io.retouch.image.Bytes.jpegSegment;
import static io.retouch.image.Bytes.pngHeader;
import static io.retouch.image.Bytes.raw;
import static io.retouch.image.Bytes.u16;
import static io.retouch.image.Bytes.u32;
import static io.retouch.image.Bytes.u32LittleEndian;
import static io.retouch.image.Bytes.vp8;
import static io.retouch.image.Bytes.vp8x;
import static io.retouch.image.Bytes.webp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ImageProbeRefusalTest {
  private final Path directory;

  ImageProbeRefusalTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private ImageInfo probe(byte[] bytes) throws IOException {
    return ImageProbe.probe(Files.write(directory.resolve("picture.png"), bytes));
  }

  private AbstractThrowableAssert<?, ?> assertRefused(byte[] bytes) {
    return assertThatThrownBy(() -> probe(bytes)).isInstanceOf(InvalidImageException.class);
  }

  static Stream<Arguments> whole() {
    return Stream.of(
        Arguments.of("jpeg", Pictures.jpeg()),
        Arguments.of("progressive jpeg", Pictures.progressiveJpeg()),
        Arguments.of("png", Pictures.png()),
        Arguments.of("gif", Pictures.gif()),
        Arguments.of("bmp", Pictures.bmp()),
        Arguments.of("tiff", Pictures.tiff("")),
        Arguments.of("lossy webp", Pictures.resource("lossy.webp")),
        Arguments.of("lossless webp", Pictures.resource("lossless.webp")),
        Arguments.of("webp with exif", Pictures.resource("exif6.webp")),
        Arguments.of("animated webp", Pictures.resource("animated.webp")),
        Arguments.of("heic", Pictures.resource("plain.heic")),
        Arguments.of("avif", Pictures.resource("plain.avif")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("whole")
  void refusesAnImageThatIsCutAnywhere(String name, byte[] picture) throws IOException {
    assertThat(probe(picture).width()).isEqualTo(Pictures.WIDTH);

    // A BMP's last row may do without its padding, and a WebP without its last padding byte; a
    // TIFF's
    // last bytes here are values of tags that say nothing of the picture.
    int tolerated =
        Map.of("bmp", 1, "gif", 1, "tiff", 60).getOrDefault(name, name.contains("webp") ? 1 : 0);
    Path file = directory.resolve("picture.png");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int length = picture.length - tolerated - 1; length >= 0; length--) {
        channel.truncate(length);
        assertThatThrownBy(() -> ImageProbe.probe(file))
            .as("cut to %d bytes", length)
            .isInstanceOf(InvalidImageException.class);
      }
    }
  }

  @Test
  void refusesAnEmptyFile() {
    assertRefused(new byte[0]).hasMessage("The file is empty: upload it again.");
  }

  @Test
  void leavesAFileThatCannotBeReadToTheCaller() {
    assertThatThrownBy(() -> ImageProbe.probe(directory.resolve("absent.png")))
        .isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> ImageProbe.probe(directory)).isInstanceOf(UncheckedIOException.class);
  }

  static Stream<Arguments> otherFiles() throws IOException {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream entries = new ZipOutputStream(zip)) {
      entries.putNextEntry(new ZipEntry("picture.png"));
      entries.write(Pictures.png());
    }
    return Stream.of(
        Arguments.of("a ZIP archive", zip.toByteArray()),
        Arguments.of("an HTML page", ascii("\n<!DOCTYPE html><html><body>404</body></html>")),
        Arguments.of("a PDF", ascii("%PDF-1.7\n%\u00e2\u00e3")),
        Arguments.of("an SVG drawing", ascii("<?xml version='1.0'?><svg width='9'/>")),
        Arguments.of("an XML document", ascii("<Error><Code>AccessDenied</Code></Error>")),
        Arguments.of("a JSON document", ascii("{\"error\": {\"code\": 400}}")),
        Arguments.of("a text file", "Grüße, 你好".getBytes(StandardCharsets.UTF_8)),
        Arguments.of("a text file", ascii("BMW makes motor cars and motor cycles.")),
        Arguments.of("an MPEG-4 or QuickTime video", box("ftyp", ascii("isom"), u32(512))),
        Arguments.of(
            "a raw camera picture", join(ascii("II*\0"), u32LittleEndian(16), ascii("CR\2\0"))),
        Arguments.of("a JPEG XL image", raw(0xFF, 0x0A, 0x7F, 0x01)),
        Arguments.of("a Photoshop document", ascii("8BPS\0\1")),
        Arguments.of("a WAV sound file", ascii("RIFF\0\0\0\0WAVEfmt ")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("otherFiles")
  void saysWhatAnotherFileSeemsToBe(String kind, byte[] bytes) {
    assertRefused(bytes)
        .hasMessage(
            "This is "
                + kind
                + (kind.equals("a ZIP archive") ? " (or an Office or app file)" : "")
                + ", not an image that can be edited; accepted are JPEG, PNG, WebP, GIF, HEIC, AVIF,"
                + " TIFF, BMP.");
  }

  @Test
  void saysWhatIsAcceptedIfItCannotTellWhatAFileIs() {
    assertRefused(raw(1, 2, 3))
        .hasMessage(
            "This is no image that can be edited; accepted are JPEG, PNG, WebP, GIF, HEIC, AVIF,"
                + " TIFF, BMP.");
  }

  @Test
  void refusesADamagedPngHeader() {
    byte[] png = Pictures.png();
    png[19] ^= 1;

    assertRefused(png).hasMessageContaining("checksum");
  }

  @Test
  void refusesAPngChunkWithoutEnd() {
    byte[] endless = join(pngHeader(9, 9, 8, 0), u32(0x7FFFFFFF), ascii("IDAT"), new byte[99]);
    byte[] impossible = join(pngHeader(9, 9, 8, 0), u32(0xFFFFFFFFL), ascii("eXIf"), new byte[99]);

    assertRefused(endless).hasMessageContaining("cut short");
    assertRefused(impossible).hasMessageContaining("impossible length");
  }

  @Test
  void refusesAJpegWithoutFrameOrPicture() {
    byte[] start = raw(0xFF, 0xD8);
    byte[] scan = jpegSegment(0xDA, raw(1, 1, 0, 0, 63, 0));
    byte[] end = raw(0xFF, 0xD9);

    assertRefused(join(start, scan, new byte[50], end)).hasMessageContaining("no frame header");
    assertRefused(join(start, jpegSegment(0xE0, new byte[9]), end))
        .hasMessageContaining("before any picture");
    assertRefused(join(start, raw(0xFF, 0xE0, 0, 1), end))
        .hasMessageContaining("impossible length");
    assertRefused(join(start, jpegSegment(0xC0, raw(8, 0, 9, 0, 9, 3, 1)), scan, end))
        .hasMessageContaining("frame header cannot be read");
  }

  @Test
  void refusesAWebpWhoseHeaderAndPictureDisagree() {
    assertRefused(webp(vp8x(0, 4000, 4000), vp8(40, 40, 40)))
        .hasMessageContaining("one size in its header and another");
    assertRefused(webp(vp8x(0, 40, 40))).hasMessageContaining("no picture");
    assertRefused(webp(vp8x(2, 40, 40))).hasMessageContaining("no frames");
  }

  @Test
  void refusesHeifWithoutStillPicture() {
    byte[] brands = box("ftyp", ascii("avis"), u32(0), ascii("avis"));

    assertRefused(join(brands, box("moov", new byte[40]))).hasMessageContaining("no still picture");
    assertRefused(heif("heic", ispe(9, 9))).hasMessageContaining("how large its picture is");
    assertRefused(heif("mif1", ispe(9, 9), ispe(9, 9)))
        .hasMessageContaining("neither HEVC nor AV1");
  }

  @Test
  void refusesBoxesOfImpossibleLength() {
    byte[] brands = box("ftyp", ascii("heic"), u32(0), ascii("heic"));

    assertRefused(join(brands, u32(7), ascii("meta"), new byte[40]))
        .hasMessageContaining("impossible length");
    assertRefused(join(brands, u32(1), ascii("meta"), u32(-1), u32(-1), new byte[40]))
        .hasMessageContaining("impossible length");
  }

  @Test
  void refusesTiffDirectoriesThatLoopOrLie() {
    byte[] toItself = join(ascii("MM\0*"), u32(8), u16(1), entry(330, 8), u32(8));
    byte[] beyond = join(ascii("II*\0"), u32LittleEndian(5000), new byte[40]);
    byte[] nowhere = join(ascii("MM\0*"), u32(8), u16(2), entry(256, 900), entry(257, 900), u32(0));
    byte[] big = join(ascii("II+\0"), new byte[60]);

    assertRefused(toItself).hasMessageContaining("names no size");
    assertRefused(beyond).hasMessageContaining("cut short");
    assertRefused(nowhere).hasMessageContaining("does not say where its picture lies");
    assertRefused(big).hasMessageContaining("BigTIFF");
  }

  private static byte[] entry(int tag, long value) {
    return join(u16(tag), u16(4), u32(1), u32(value));
  }

  @Test
  void refusesAGifWithoutPicture() {
    byte[] header = join(ascii("GIF89a"), raw(9, 0, 9, 0, 0, 0, 0));

    assertRefused(join(header, raw(0x3B))).hasMessage("The GIF holds no picture.");
    assertRefused(join(header, raw(0x77))).hasMessageContaining("no GIF block");
  }
}
