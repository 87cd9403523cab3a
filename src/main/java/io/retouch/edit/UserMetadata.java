package io.retouch.edit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.commons.codec.EncoderException;
import org.apache.commons.codec.net.BCodec;

/**
 * The user metadata of an object that Retouch writes: our marker first, then as much of the
 * source's as S3 takes.
 *
 * @param entries names without their header prefix, values in ASCII (RFC 2047 where they were not)
 * @param dropped the source's names that did not fit, in alphabetical order
 */
record UserMetadata(Map<String, String> entries, List<String> dropped) {
  /**
   * The sum of the bytes of all names and values, as S3 counts it (Amazon S3 User Guide, "Working
   * with object metadata": 2 KB).
   */
  static final int MAX_BYTES = 2048;

  /** Begins the names of the marker; a source's own entries of that name are not kept. */
  static final String MARKER_PREFIX = "retouch-";

  private static final String EDIT = MARKER_PREFIX + "edit";
  static final String SEED = MARKER_PREFIX + "seed";

  UserMetadata {
    entries = Map.copyOf(entries);
    dropped = List.copyOf(dropped);
  }

  /** Whether Retouch wrote the object that carries this metadata. */
  static boolean isMarked(Map<String, String> metadata) {
    return metadata.containsKey(EDIT);
  }

  /** Whether this very edit wrote the object that carries this metadata. */
  static boolean isMarkedBy(EditId edit, Map<String, String> metadata) {
    return edit.value().equals(metadata.get(EDIT));
  }

  /**
   * The marker and what fits of the source's metadata. Room for the seed is kept, whether it comes
   * or not, so that what is dropped is known before anything is paid for.
   */
  static UserMetadata of(
      EditId edit, String preset, String model, Map<String, String> sourceMetadata) {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put(EDIT, edit.value());
    entries.put(MARKER_PREFIX + "preset", ascii(preset));
    entries.put(MARKER_PREFIX + "model", ascii(model));
    int size =
        entries.entrySet().stream().mapToInt(entry -> size(entry.getKey(), entry.getValue())).sum()
            + size(SEED, Long.toString(Long.MIN_VALUE));
    List<String> dropped = new ArrayList<>();
    for (Map.Entry<String, String> entry : new TreeMap<>(sourceMetadata).entrySet()) {
      String name = entry.getKey();
      String value = ascii(entry.getValue());
      if (name.startsWith(MARKER_PREFIX)) {
        continue;
      }
      if (size + size(name, value) > MAX_BYTES) {
        dropped.add(name);
        continue;
      }
      size += size(name, value);
      entries.put(name, value);
    }
    return new UserMetadata(entries, dropped);
  }

  /** The same with the seed that the edit was made with. */
  UserMetadata withSeed(OptionalLong seed) {
    if (seed.isEmpty()) {
      return this;
    }
    Map<String, String> all = new LinkedHashMap<>(entries);
    all.put(SEED, Long.toString(seed.getAsLong()));
    return new UserMetadata(all, dropped);
  }

  /** The marker alone, for what is written beside a source and is no picture. */
  UserMetadata markerOnly() {
    Map<String, String> marker = new LinkedHashMap<>(entries);
    marker.keySet().removeIf(name -> !name.startsWith(MARKER_PREFIX));
    return new UserMetadata(marker, List.of());
  }

  private static int size(String name, String value) {
    return name.getBytes(StandardCharsets.UTF_8).length
        + value.getBytes(StandardCharsets.UTF_8).length;
  }

  /** S3 takes ASCII only and gives anything else back as RFC 2047 encoded words. */
  private static String ascii(String value) {
    Objects.requireNonNull(value, "value");
    if (value.chars().allMatch(c -> c >= ' ' && c < 127)) {
      return value;
    }
    try {
      return new BCodec(StandardCharsets.UTF_8).encode(value);
    } catch (EncoderException e) {
      throw new IllegalStateException("UTF-8 encodes every string", e);
    }
  }
}
