package io.retouch.image;

import com.drew.imaging.tiff.TiffProcessingException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * TIFF (TIFF 6.0): the first directory's picture. The library reads the directory, through the
 * bounds of {@link TiffTags}. All strips or tiles must lie within the file and, without
 * compression, be long enough together.
 *
 * <p>Not read: BigTIFF, a directory beyond 2 GiB, and raw camera files, whose first directory shows
 * a preview.
 */
final class TiffFile {
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS = 258;
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int STRIP_OFFSETS = 273;
  private static final int SAMPLES = 277;
  private static final int STRIP_LENGTHS = 279;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_LENGTHS = 325;
  private static final int OLD_JPEG_OFFSET = 513;
  private static final int RAW_CAMERA_VERSION = 50706;

  private static final Set<Integer> TAGS =
      Set.of(
          WIDTH,
          HEIGHT,
          BITS,
          COMPRESSION,
          PHOTOMETRIC,
          STRIP_OFFSETS,
          TiffTags.ORIENTATION,
          SAMPLES,
          STRIP_LENGTHS,
          TILE_OFFSETS,
          TILE_LENGTHS,
          OLD_JPEG_OFFSET,
          RAW_CAMERA_VERSION);

  private final FileBytes file;
  private final TiffTags tags;

  private TiffFile(FileBytes file, TiffTags tags) {
    this.file = file;
    this.tags = tags;
  }

  static ImageInfo read(FileBytes file) throws IOException {
    requireDirectory(file);
    try {
      TiffTags tags = TiffTags.read(new ByteRegion(file, 0, file.size()), TAGS);
      return new TiffFile(file, tags).read();
    } catch (TiffProcessingException e) {
      throw new InvalidImageException("The TIFF's directory cannot be read: it is damaged.", e);
    }
  }

  private static void requireDirectory(FileBytes file) throws IOException {
    boolean littleEndian = file.u8(0) == 'I';
    int number = littleEndian ? file.u8(2) | file.u8(3) << 8 : file.u16(2);
    if (number == 43) {
      throw new InvalidImageException(
          "The image is a BigTIFF, which is not supported: save it as a classic TIFF or as PNG.");
    }
    long directory = littleEndian ? file.u32LittleEndian(4) : file.u32(4);
    if (directory > file.size() - 2) {
      throw FileBytes.cutShort();
    }
    if (directory > Integer.MAX_VALUE - 65_536L * 12) {
      throw new InvalidImageException(
          "The TIFF keeps its directory beyond 2 GB, which is not supported: save it smaller.");
    }
  }

  private ImageInfo read() {
    if (tags.has(RAW_CAMERA_VERSION)) {
      throw new InvalidImageException(
          "The file is a raw camera picture (DNG): develop it and upload a JPEG or PNG.");
    }
    Optional<Long> width = tags.first(WIDTH);
    Optional<Long> height = tags.first(HEIGHT);
    if (width.isEmpty() || height.isEmpty()) {
      throw new InvalidImageException(
          "The TIFF's directory names no size: it is damaged or cut short.");
    }
    ImageInfo info =
        Plausibility.info(ImageFormat.TIFF, width.get(), height.get(), tags.orientation());
    requirePixels(info);
    return info;
  }

  private void requirePixels(ImageInfo info) {
    boolean tiled = tags.has(TILE_OFFSETS);
    Optional<long[]> offsets = tags.all(tiled ? TILE_OFFSETS : STRIP_OFFSETS);
    Optional<long[]> lengths = tags.all(tiled ? TILE_LENGTHS : STRIP_LENGTHS);
    if (offsets.isEmpty() && !tags.has(OLD_JPEG_OFFSET)) {
      throw new InvalidImageException(
          "The TIFF does not say where its picture lies: it is damaged or cut short.");
    }
    long held = file.size();
    boolean listed =
        offsets.isPresent() && lengths.isPresent() && offsets.get().length == lengths.get().length;
    if (listed && offsets.get().length > 0) {
      held = heldBytes(offsets.get(), lengths.get());
    }
    requireRoom(info, held);
  }

  /** The bytes of all strips or tiles that lie within the file. */
  private long heldBytes(long[] offsets, long[] lengths) {
    boolean uncompressed = compression() == 1;
    long held = 0;
    for (int i = 0; i < offsets.length; i++) {
      long room = file.size() - offsets[i];
      // Writers claim a whole last strip where only part of it is needed and there.
      if (room < 0 || (lengths[i] > room && !uncompressed)) {
        throw FileBytes.cutShort();
      }
      held += Math.min(lengths[i], room);
    }
    return held;
  }

  private void requireRoom(ImageInfo info, long held) {
    double pixels = (double) info.width() * info.height();
    double row = Math.ceil((double) info.width() * bitsForEachPixel() / 8);
    double raw = row * info.height();
    int width = info.width();
    int height = info.height();
    switch (compression()) {
      case 1 -> Plausibility.requireRoom(width, height, raw, held, 1);
      // CCITT: a row like the one before costs one bit (T.6, 2.2).
      case 2, 3, 4 -> Plausibility.requireRoom(width, height, height, held, 8);
      case 5 -> Plausibility.requireRoom(width, height, raw, held, Plausibility.LZW_BYTES);
      case 6, 7 -> Plausibility.requireRoom(width, height, pixels, held, Plausibility.JPEG_PIXELS);
      case 8, 32946 ->
          Plausibility.requireRoom(width, height, raw, held, Plausibility.DEFLATE_BYTES);
      case 32773 ->
          Plausibility.requireRoom(width, height, raw, held, Plausibility.PACK_BITS_BYTES);
      default -> Plausibility.requireRoom(width, height, pixels, held, Plausibility.ANY_PIXELS);
    }
  }

  private int compression() {
    return tags.first(COMPRESSION).orElse(1L).intValue();
  }

  /** The least that a pixel can take: YCbCr may share its colour among sixteen pixels. */
  private double bitsForEachPixel() {
    double samples = tags.first(PHOTOMETRIC).orElse(0L) == 6 ? 1 : tags.first(SAMPLES).orElse(1L);
    long bits = Long.MAX_VALUE;
    for (long sample : tags.all(BITS).orElse(new long[] {1})) {
      bits = Math.min(bits, sample);
    }
    return bits > 64 ? 1 : Math.max(1, bits * samples);
  }
}
