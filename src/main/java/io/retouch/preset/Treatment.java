package io.retouch.preset;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What is done to a picture before and after its edit.
 *
 * @param upright whether a picture that lies on its side is turned before it is sent; default true
 * @param fit whether a picture beyond the model's limits is made to fit, instead of being rejected;
 *     default false
 * @param background what transparency is laid on where a format has none, 0xRRGGBB; default white
 * @param format of the result; default as the model made it
 * @param quality of a JPEG result that is written anew, 1 to 100; default 92
 * @param metadata what becomes of the source's EXIF; default all but the location
 * @param size of the result; default as the model made it
 */
public record Treatment(
    boolean upright,
    boolean fit,
    int background,
    Format format,
    int quality,
    Metadata metadata,
    Size size) {
  public static final Treatment DEFAULT =
      new Treatment(true, false, 0xFFFFFF, Format.KEEP, 92, Metadata.STRIP_LOCATION, Size.MODEL);

  public Treatment {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(metadata, "metadata");
    Objects.requireNonNull(size, "size");
    if (background < 0 || background > 0xFFFFFF) {
      throw new IllegalArgumentException("background must be 0 to FFFFFF: " + background);
    }
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("quality must be 1 to 100: " + quality);
    }
  }

  /** A result's format. */
  public enum Format {
    KEEP,
    PNG,
    JPEG
  }

  /** What becomes of the source's EXIF. */
  public enum Metadata {
    KEEP,
    STRIP_LOCATION,
    STRIP
  }

  /** How large a result is. */
  public enum Size {
    MODEL,
    SOURCE
  }

  /**
   * What differs from the default and decides how a result looks, by the words of the
   * configuration: it enters the {@link Fingerprint}.
   */
  Map<String, String> identity() {
    Map<String, String> settings = new TreeMap<>();
    if (upright != DEFAULT.upright) {
      settings.put("orientation", "keep");
    }
    if (fit != DEFAULT.fit) {
      settings.put("oversize", "fit");
    }
    if (background != DEFAULT.background) {
      settings.put("background", String.format(Locale.ROOT, "#%06x", background));
    }
    if (format != DEFAULT.format) {
      settings.put("format", word(format));
    }
    if (quality != DEFAULT.quality) {
      settings.put("quality", Integer.toString(quality));
    }
    if (metadata != DEFAULT.metadata) {
      settings.put("metadata", word(metadata));
    }
    if (size != DEFAULT.size) {
      settings.put("size", word(size));
    }
    return settings;
  }

  /** The word that stands for it in the configuration. */
  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
