package io.retouch.image.fit;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Metadata;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import com.drew.metadata.exif.ExifThumbnailDirectory;
import com.drew.metadata.exif.GpsDirectory;
import io.retouch.image.ImageFormat;
import io.retouch.image.ImageProbe;
import io.retouch.parts.sample.SampleExif;
import io.retouch.parts.sample.SampleJpegs;
import io.retouch.parts.sample.Samples;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExifCopyTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = ImageFormat.class,
      names = {"JPEG", "PNG"})
  void takesExifToTheResultUprightWithoutThumbnail(ImageFormat format)
      throws IOException, ImageProcessingException, MetadataException {
    Path result = result(format);

    Path to = copy(source(6), result, true).orElseThrow();

    Metadata metadata = ImageMetadataReader.readMetadata(to.toFile());
    ExifIFD0Directory first = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
    assertThat(first.getInt(ExifIFD0Directory.TAG_ORIENTATION)).isEqualTo(1);
    assertThat(first.getString(ExifIFD0Directory.TAG_MAKE)).isEqualTo("Camera1");
    ExifSubIFDDirectory second = metadata.getFirstDirectoryOfType(ExifSubIFDDirectory.class);
    assertThat(second.getInt(ExifSubIFDDirectory.TAG_EXIF_IMAGE_WIDTH)).isEqualTo(30);
    assertThat(second.getInt(ExifSubIFDDirectory.TAG_EXIF_IMAGE_HEIGHT)).isEqualTo(20);
    assertThat(metadata.getFirstDirectoryOfType(GpsDirectory.class)).isNotNull();
    assertThat(metadata.getFirstDirectoryOfType(ExifThumbnailDirectory.class)).isNull();
    assertThat(text(to)).contains("PLACE42").doesNotContain("THUMBNL");
    assertThat(ImageProbe.probe(to).orientation()).isEqualTo(1);
    BufferedImage before = Samples.decode(Files.readAllBytes(result));
    assertThat(Samples.difference(Samples.decode(Files.readAllBytes(to)), before)).isZero();
  }

  @Test
  void keepsWhatCamerasAndPeopleWroteWhereItLies() throws IOException, ImageProcessingException {
    byte[] before = SampleExif.exif(6);
    byte[] after = ExifBlock.forResult(before, 30, 20, false).orElseThrow();

    assertThat(after).hasSameSizeAs(before);
    int end = SampleExif.NOTE_AT + SampleExif.NOTE.length();
    assertThat(Arrays.copyOfRange(after, SampleExif.NOTE_AT, end))
        .isEqualTo(SampleExif.NOTE.getBytes(StandardCharsets.ISO_8859_1));
    Path to = copy(source(6), result(ImageFormat.JPEG), false).orElseThrow();
    Metadata metadata = ImageMetadataReader.readMetadata(to.toFile());
    ExifIFD0Directory first = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
    ExifSubIFDDirectory second = metadata.getFirstDirectoryOfType(ExifSubIFDDirectory.class);
    assertThat(first.getDescription(ExifIFD0Directory.TAG_WIN_TITLE)).isEqualTo(SampleExif.TITLE);
    assertThat(second.getDescription(ExifSubIFDDirectory.TAG_USER_COMMENT))
        .isEqualTo(SampleExif.COMMENT);
    assertThat(second.getByteArray(ExifSubIFDDirectory.TAG_MAKERNOTE))
        .isEqualTo(SampleExif.NOTE.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void leavesNoPlaceBehindThatStandsInXmp() throws IOException {
    byte[] jpeg =
        SampleJpegs.withExif(SampleJpegs.jpeg(Samples.colours(40, 30)), SampleExif.exif(1));
    byte[] xmp =
        "http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude='52,30.5N'/>"
            .getBytes(StandardCharsets.ISO_8859_1);
    Path source = Files.write(folder.resolve("source"), SampleJpegs.withSegment(jpeg, 0xE1, xmp));

    assertThat(copy(source, result(ImageFormat.JPEG), false).map(ExifCopyTest::text))
        .hasValueSatisfying(text -> assertThat(text).contains("Camera1").doesNotContain("GPSLat"));
  }

  @Test
  void leavesNothingOfThePlaceBehind() throws IOException, ImageProcessingException {
    Path to = copy(source(1), result(ImageFormat.JPEG), false).orElseThrow();

    Metadata metadata = ImageMetadataReader.readMetadata(to.toFile());
    assertThat(metadata.getFirstDirectoryOfType(GpsDirectory.class)).isNull();
    assertThat(metadata.getFirstDirectoryOfType(ExifIFD0Directory.class).hasErrors()).isFalse();
    assertThat(text(to)).contains("Camera1").doesNotContain("PLACE42");
  }

  @Test
  void readsExifFromPngAndWebp() throws IOException {
    Path png = copy(source(3), result(ImageFormat.PNG), true).orElseThrow();
    Path kept = Files.move(png, folder.resolve("kept.png"));

    assertThat(copy(kept, result(ImageFormat.JPEG), true).map(ExifCopyTest::text))
        .hasValueSatisfying(text -> assertThat(text).contains("Camera1"));

    Path webp = folder.resolve("exif6.webp");
    Files.write(webp, Rendered.resource("exif6.webp"));
    assertThat(copy(webp, result(ImageFormat.JPEG), true)).isPresent();
  }

  @Test
  void replacesWhatTheResultHasOfItsOwn() throws IOException {
    Path result = folder.resolve("own");
    byte[] jpeg = SampleJpegs.jpeg(Samples.colours(30, 20));
    Files.write(
        result,
        SampleJpegs.withExif(
            jpeg, "II*\0\10\0\0\0\0\0\0\0\0\0OWN".getBytes(StandardCharsets.ISO_8859_1)));

    Path to = copy(source(1), result, true).orElseThrow();

    assertThat(text(to)).contains("Camera1").doesNotContain("OWN");
  }

  @Test
  void copiesNothingWhereThereIsNothingOrOnlyDamage() throws IOException {
    byte[] jpeg = SampleJpegs.jpeg(Samples.colours(30, 20));
    Path none = Files.write(folder.resolve("none"), jpeg);
    byte[] exif = SampleExif.exif(6);
    exif[8] = (byte) 0xFF;
    exif[9] = (byte) 0xFF;
    Path damaged = Files.write(folder.resolve("damaged"), SampleJpegs.withExif(jpeg, exif));

    assertThat(copy(none, result(ImageFormat.JPEG), true)).isEmpty();
    assertThat(copy(damaged, result(ImageFormat.JPEG), true)).isEmpty();
  }

  @Test
  void neverFailsWhateverTheBlockHolds() {
    byte[] whole = SampleExif.exif(6);
    for (int at = 0; at < whole.length; at++) {
      for (int value : new int[] {0, 1, 127, 128, 255}) {
        byte[] bent = whole.clone();
        bent[at] = (byte) value;
        ExifBlock.forResult(bent, 10, 10, false);
      }
    }
    assertThat(ExifBlock.forResult(whole, 10, 10, false)).isPresent();
  }

  private Optional<Path> copy(Path source, Path result, boolean location) {
    Path to = folder.resolve("to");
    boolean copied =
        ExifCopy.copy(
            source, ImageProbe.probe(source), result, ImageProbe.probe(result), location, to);
    return copied ? Optional.of(to) : Optional.empty();
  }

  private Path source(int orientation) throws IOException {
    byte[] jpeg = SampleJpegs.jpeg(Samples.colours(40, 30));
    return Files.write(
        folder.resolve("source"), SampleJpegs.withExif(jpeg, SampleExif.exif(orientation)));
  }

  private Path result(ImageFormat format) throws IOException {
    byte[] bytes =
        format == ImageFormat.PNG
            ? Samples.png(Samples.colours(30, 20))
            : SampleJpegs.jpeg(Samples.colours(30, 20));
    return Files.write(folder.resolve("result"), bytes);
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
