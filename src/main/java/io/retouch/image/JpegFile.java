package io.retouch.image;

import com.drew.imaging.jpeg.JpegSegmentType;
import com.drew.metadata.Metadata;
import com.drew.metadata.jpeg.JpegDirectory;
import com.drew.metadata.jpeg.JpegReader;
import java.io.IOException;
import java.util.Optional;

/**
 * JPEG (ITU-T T.81). The library reads the frame header and EXIF; its {@code JpegSegmentReader} is
 * not used to find them, as it keeps every APP1 segment (phones write megabytes of them) and does
 * not tell where the scan begins.
 *
 * <p>An end marker must follow the scan: the bytes FF D9 cannot occur inside one. What comes after
 * (further pictures, a video, padding) is ignored.
 */
final class JpegFile {
  private static final int MOST_SEGMENTS = 65_536;
  private static final int MOST_STRAY_BYTES = 1024 * 1024;

  /** How far behind the start of the scan the end marker is looked for, if not in the tail. */
  private static final long LONGEST_SCAN = 256L * 1024 * 1024;

  private static final int TAIL = 64 * 1024;
  private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};

  private final FileBytes file;
  private Optional<JpegDirectory> frame = Optional.empty();
  private int frameType;
  private int orientation = 1;
  private boolean exifSeen;
  private int strayBytes;

  private JpegFile(FileBytes file) {
    this.file = file;
  }

  static ImageInfo read(FileBytes file) throws IOException {
    return new JpegFile(file).read();
  }

  private ImageInfo read() throws IOException {
    long scan = readSegments();
    JpegDirectory header =
        frame.orElseThrow(
            () ->
                new InvalidImageException(
                    "The JPEG has no frame header, so no size: it is damaged."));
    long width = number(header, JpegDirectory.TAG_IMAGE_WIDTH);
    long height = number(header, JpegDirectory.TAG_IMAGE_HEIGHT);
    ImageInfo info = Plausibility.info(ImageFormat.JPEG, width, height, orientation);
    requireEnd(scan);
    boolean arithmetic = frameType >= 0xC9;
    Plausibility.requireRoomForPixels(
        width,
        height,
        file.size() - scan,
        arithmetic ? Plausibility.ANY_PIXELS : Plausibility.JPEG_PIXELS);
    return info;
  }

  /** Goes through the segments up to the first scan and returns where its header begins. */
  private long readSegments() throws IOException {
    long position = 2;
    for (int segments = 0; segments < MOST_SEGMENTS; segments++) {
      position = nextMarker(position);
      int marker = file.u8(position++);
      if (marker == 0xDA) {
        return position;
      }
      if (marker == 0xD9) {
        throw new InvalidImageException("The JPEG ends before any picture: it is damaged.");
      }
      if (standsAlone(marker)) {
        continue;
      }
      int length = file.u16(position);
      if (length < 2) {
        throw new InvalidImageException(
            "The JPEG has a segment of an impossible length: it is damaged.");
      }
      if (position + length > file.size()) {
        throw FileBytes.cutShort();
      }
      readSegment(marker, position + 2, length - 2);
      position += length;
    }
    throw new InvalidImageException(
        "The JPEG has more than 65,536 segments before its picture: it is made to mislead.");
  }

  /** The place of the next marker's code, past padding and, as decoders do, stray bytes. */
  private long nextMarker(long from) throws IOException {
    long position = from;
    while (file.u8(position) != 0xFF || file.u8(position + 1) == 0x00) {
      position++;
      countStray();
    }
    while (file.u8(position) == 0xFF) {
      position++;
      countStray();
    }
    return position;
  }

  private void countStray() {
    if (++strayBytes > MOST_STRAY_BYTES) {
      throw new InvalidImageException(
          "The JPEG has a megabyte of stray bytes in its header: it is damaged.");
    }
  }

  private static boolean standsAlone(int marker) {
    return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
  }

  private void readSegment(int marker, long start, int length) throws IOException {
    if (marker == 0xE1 && !exifSeen && length > EXIF.length) {
      readExif(start, length);
    } else if (isFrame(marker) && frame.isEmpty()) {
      readFrame(marker, start, length);
    }
  }

  private void readExif(long start, int length) throws IOException {
    for (int i = 0; i < EXIF.length; i++) {
      if (file.u8(start + i) != EXIF[i]) {
        return;
      }
    }
    exifSeen = true;
    orientation = TiffTags.orientation(file, start + EXIF.length, length - EXIF.length);
  }

  /** SOF0 to SOF15 (T.81, table B.1) without the tables and the reserved code among them. */
  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private void readFrame(int marker, long start, int length) throws IOException {
    if (length < 9 || length != 6 + 3 * file.u8(start + 5)) {
      throw new InvalidImageException("The JPEG's frame header cannot be read: it is damaged.");
    }
    Metadata metadata = new Metadata();
    new JpegReader().extract(file.bytes(start, length), metadata, JpegSegmentType.SOF0);
    frame = Optional.ofNullable(metadata.getFirstDirectoryOfType(JpegDirectory.class));
    frameType = marker;
  }

  private static long number(JpegDirectory header, int tag) {
    return Optional.ofNullable(header.getInteger(tag)).orElse(0);
  }

  private void requireEnd(long scan) throws IOException {
    long tail = Math.max(scan, file.size() - TAIL);
    if (file.hasPair(0xFF, 0xD9, tail, file.size())) {
      return;
    }
    long last = Math.min(scan + LONGEST_SCAN, file.size());
    if (!file.hasPair(0xFF, 0xD9, scan, last)) {
      throw FileBytes.cutShort();
    }
  }
}
