package io.retouch.image;

import com.drew.imaging.tiff.TiffProcessingException;
import com.drew.imaging.tiff.TiffReader;
import com.drew.lang.RandomAccessReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.tiff.DirectoryTiffHandler;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The whole-number tags that are wanted from the first directory of a TIFF structure, read by the
 * metadata library's {@link TiffReader}.
 *
 * <p>The library by itself follows every directory, recursively, and keeps every value. Here no
 * second directory is entered, so none can loop or nest; values that are not wanted, or take more
 * than 32 KiB, are passed over unread; and the library's loop over the elements of a value, which a
 * lying count makes endless, is stopped.
 */
final class TiffTags extends DirectoryTiffHandler {
  static final int ORIENTATION = 0x0112;

  /** Room for the places of 8,192 strips; longer lists are left unread. */
  private static final int LARGEST_VALUE = 32 * 1024;

  private static final int MOST_ELEMENTS = 4_000_000;

  private final Set<Integer> wanted;
  private final Map<Integer, long[]> values = new HashMap<>();
  private int elementsSeen;

  private TiffTags(Set<Integer> wanted) {
    super(new Metadata(), null);
    this.wanted = wanted;
  }

  static TiffTags read(RandomAccessReader reader, Set<Integer> wanted)
      throws IOException, TiffProcessingException {
    TiffTags tags = new TiffTags(wanted);
    new TiffReader().processTiff(reader, tags, 0);
    return tags;
  }

  /**
   * The EXIF orientation of a TIFF structure embedded in an image; 1 where there is none, where it
   * is outside 1 to 8 (EXIF 2.32, 4.6.4 A), or where the structure is damaged: a picture with bad
   * EXIF is still a picture. Only the first 64 KiB are looked at, which is all that a JPEG can
   * hold.
   */
  static int orientation(FileBytes file, long start, long length) {
    try {
      return read(
              new ByteRegion(file, start, Math.min(length, FileBytes.LARGEST_READ)),
              Set.of(ORIENTATION))
          .orientation();
    } catch (IOException | TiffProcessingException | RuntimeException e) {
      return 1;
    }
  }

  int orientation() {
    long orientation = first(ORIENTATION).orElse(1L);
    return orientation < 1 || orientation > 8 ? 1 : (int) orientation;
  }

  Optional<Long> first(int tag) {
    return all(tag).filter(numbers -> numbers.length > 0).map(numbers -> numbers[0]);
  }

  Optional<long[]> all(int tag) {
    return Optional.ofNullable(values.get(tag));
  }

  /** Whether the directory names the tag, even if its value was passed over as too long. */
  boolean has(int tag) {
    return values.containsKey(tag);
  }

  @Override
  public void setTiffMarker(int marker) throws TiffProcessingException {
    if (marker != 42) {
      throw new TiffProcessingException("not the TIFF number 42: " + marker);
    }
    // An instance, not a class: the library would make one by reflection.
    pushDirectory(new ExifIFD0Directory());
  }

  @Override
  public boolean tryEnterSubIfd(int tagId) {
    if (++elementsSeen > MOST_ELEMENTS) {
      throw new InvalidImageException(
          "The image's TIFF directory lists millions of values: it is damaged or made to mislead.");
    }
    return false;
  }

  @Override
  public boolean hasFollowerIfd() {
    return false;
  }

  @Override
  public Long tryCustomProcessFormat(int tagId, int formatCode, long componentCount) {
    return 0L;
  }

  @Override
  public boolean customProcessTag(
      int tagOffset,
      Set<Integer> processedIfdOffsets,
      int tiffHeaderOffset,
      RandomAccessReader reader,
      int tagId,
      int byteCount) {
    if (!wanted.contains(tagId) || byteCount == 0) {
      return true;
    }
    if (byteCount < 0 || byteCount > LARGEST_VALUE) {
      values.put(tagId, new long[0]);
      return true;
    }
    return false;
  }

  @Override
  public void warn(String message) {
    // Damage shows as a missing tag.
  }

  @Override
  public void error(String message) {
    // Damage shows as a missing tag.
  }

  @Override
  public void setInt8u(int tagId, short value) {
    values.put(tagId, new long[] {value});
  }

  @Override
  public void setInt16u(int tagId, int value) {
    values.put(tagId, new long[] {value});
  }

  @Override
  public void setInt32u(int tagId, long value) {
    values.put(tagId, new long[] {value});
  }

  @Override
  public void setInt16uArray(int tagId, int[] array) {
    long[] numbers = new long[array.length];
    for (int i = 0; i < array.length; i++) {
      numbers[i] = array[i];
    }
    values.put(tagId, numbers);
  }

  @Override
  public void setInt32uArray(int tagId, long[] array) {
    values.put(tagId, array.clone());
  }
}
