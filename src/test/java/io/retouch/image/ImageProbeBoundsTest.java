package io.retouch.image;

import static io.retouch.image.Bytes.ascii;
import static io.retouch.image.Bytes.join;
import static io.retouch.image.Bytes.pngChunk;
import static io.retouch.image.Bytes.pngHeader;
import static io.retouch.image.Bytes.raw;
import static io.retouch.image.Bytes.u16;
import static io.retouch.image.Bytes.u32;
import static io.retouch.image.Bytes.u32LittleEndian;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageProbeBoundsTest {
  private static final long TWO_GIGABYTES = 2L << 30;
  private static final long HEAP = 1_000_000;
  private static final Duration TIME = Duration.ofSeconds(10);

  private final Path directory;

  ImageProbeBoundsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  /** A file with these bytes at its beginning and at its end, and a hole between. */
  private Path sparse(long size, byte[] first, byte[] last) throws IOException {
    Path file = directory.resolve("sparse");
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.write(first);
      access.setLength(size);
      access.seek(size - last.length);
      access.write(last);
    }
    return file;
  }

  /** Probes once to load classes, and then again, counting what is allocated. */
  private static void assertBounded(Runnable probe) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Assertions.assertTimeout(TIME, probe::run);

    long before = threads.getCurrentThreadAllocatedBytes();
    probe.run();
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isLessThan(HEAP);
  }

  private static void assertAccepted(Path file) {
    assertBounded(() -> assertThat(ImageProbe.probe(file).width()).isPositive());
  }

  private static void assertRefused(Path file) {
    assertBounded(
        () ->
            assertThatThrownBy(() -> ImageProbe.probe(file))
                .isInstanceOf(InvalidImageException.class));
  }

  @Test
  void readsImagesOfTwoGigabytesWithinBounds() throws IOException {
    byte[] png = pngHeader(40_000, 30_000, 8, 6);
    long data = TWO_GIGABYTES - 1000;
    byte[] header = join(png, u32(data), ascii("IDAT"));
    byte[] end = pngChunk("IEND", new byte[0]);

    assertAccepted(sparse(header.length + data + 4 + end.length, header, end));
    assertAccepted(sparse(TWO_GIGABYTES + 5000, Pictures.jpeg(), raw(0)));
    assertAccepted(sparse(TWO_GIGABYTES + 5000, Pictures.gif(), raw(0)));
    assertAccepted(sparse(TWO_GIGABYTES + 5000, Pictures.tiff("LZW"), raw(0)));
    assertAccepted(sparse(TWO_GIGABYTES + 5000, Pictures.bmp(), raw(0)));
  }

  @Test
  void refusesCutImagesOfTwoGigabytesWithinBounds() throws IOException {
    byte[] jpeg = Pictures.jpeg();
    byte[] gif = Pictures.gif();

    assertRefused(sparse(TWO_GIGABYTES, Bytes.slice(jpeg, 0, jpeg.length - 2), raw(0)));
    assertRefused(sparse(TWO_GIGABYTES, Bytes.slice(gif, 0, gif.length - 3), raw(0)));
    assertRefused(sparse(TWO_GIGABYTES, raw(0xFF, 0xD8, 0xFF), raw(0)));
    assertRefused(sparse(TWO_GIGABYTES, pngHeader(9, 9, 8, 0), raw(0)));
    assertRefused(sparse(TWO_GIGABYTES, raw(0), raw(0)));
  }

  @Test
  void stopsAtTiffValuesThatCountWithoutEnd() throws IOException {
    byte[] endless = join(u16(4096), u16(4), u32(500_000_000), u32(8));
    byte[][] entries = new byte[60_000][];
    Arrays.fill(entries, endless);
    byte[] tiff = join(ascii("MM\0*"), u32(8), u16(entries.length), join(entries), u32(0));

    assertRefused(sparse(TWO_GIGABYTES + 500_000, tiff, raw(0)));
  }

  @Test
  void passesOverLongTiffTablesUnread() throws IOException {
    byte[] table = join(u16(273), u16(4), u32(500_000), u32(512));
    byte[] tiff =
        join(
            ascii("MM\0*"),
            u32(8),
            u16(4),
            join(u16(256), u16(4), u32(1), u32(500)),
            join(u16(257), u16(4), u32(1), u32(500_000)),
            join(u16(259), u16(3), u32(1), u16(5), u16(0)),
            table,
            u32(0));

    assertAccepted(sparse(50_000_000, tiff, raw(0)));
  }

  @Test
  void allocatesNothingThatAChunkClaims() throws IOException {
    byte[] exif = join(pngHeader(9, 9, 8, 0), u32(TWO_GIGABYTES - 5000), ascii("eXIfMM\0*"));
    byte[] webp =
        join(
            ascii("RIFF"),
            u32LittleEndian(TWO_GIGABYTES - 8),
            ascii("WEBP"),
            Bytes.vp8x(8, 40, 40),
            ascii("EXIF"),
            u32LittleEndian(TWO_GIGABYTES - 8 - 4 - 18 - 8));
    byte[] profile = join(Bytes.slice(Pictures.bmp(), 0, 14), u32LittleEndian(124), new byte[120]);

    assertRefused(sparse(TWO_GIGABYTES, exif, raw(0)));
    assertRefused(sparse(TWO_GIGABYTES, webp, raw(0)));
    assertRefused(sparse(TWO_GIGABYTES, profile, raw(0)));
  }

  @Test
  void stopsAtChunksWithoutNumber() throws IOException {
    byte[] empty = pngChunk("tEXt", new byte[0]);
    byte[][] chunks = new byte[1_000_001][];
    Arrays.fill(chunks, empty);
    Path file = directory.resolve("chunks");
    Files.write(file, join(pngHeader(9, 9, 8, 0), join(chunks)));

    assertThatThrownBy(() -> ImageProbe.probe(file))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("more than a million chunks");
  }

  @Test
  void readsLittleOfALargeJpeg() throws IOException {
    byte[] jpeg = Pictures.jpeg();
    byte[] picture = new byte[3_000_000];
    Arrays.fill(picture, (byte) 0x55);
    Path file =
        Files.write(directory.resolve("large"), Bytes.insert(jpeg, jpeg.length - 2, picture));

    try (FileBytes bytes = FileBytes.open(file)) {
      ImageProbe.probe(bytes);

      assertThat(bytes.fetched()).isLessThan(80_000);
    }
  }
}
