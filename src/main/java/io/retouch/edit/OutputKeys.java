package io.retouch.edit;

import io.retouch.edit.ObjectStore.StoredObject;
import io.retouch.image.ImageFormat;
import io.retouch.preset.KeyTemplate;
import io.retouch.preset.Output;
import io.retouch.preset.Preset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where an edit's objects go. */
final class OutputKeys {
  private OutputKeys() {}

  /** The result's place, its format still open. */
  static Place place(
      Preset preset, String sourceKey, Optional<String> name, StoredObject source, EditId id) {
    return new Place(
        preset.output().bucket(),
        preset.output().key().resolveWithOpenExt(values(preset, sourceKey, name, source, id)));
  }

  /** The key of a result in this format. */
  static String result(PreparedEdit edit, ImageFormat format) {
    return result(edit, edit.id(), format);
  }

  /** Every key that a result may have, whatever its format. */
  static List<String> results(PreparedEdit edit) {
    return results(edit, edit.id());
  }

  /** Every key that the result of another edit of the same source may have. */
  static List<String> results(PreparedEdit edit, EditId id) {
    return Arrays.stream(ImageFormat.values())
        .map(format -> result(edit, id, format))
        .distinct()
        .toList();
  }

  private static String result(PreparedEdit edit, EditId id, ImageFormat format) {
    return edit.preset()
        .output()
        .key()
        .resolve(
            values(edit.preset(), edit.job().key(), edit.job().name(), edit.source(), id),
            format.extension());
  }

  /** The key of the manifest beside the result under this key. */
  static String manifest(String result) {
    return result + Output.MANIFEST_ENDING;
  }

  /** Every key that an edit which succeeds may write to. */
  static List<String> written(PreparedEdit edit) {
    List<String> results = results(edit);
    return edit.preset().output().manifest()
        ? Stream.concat(results.stream(), results.stream().map(OutputKeys::manifest)).toList()
        : results;
  }

  /** Whether S3 takes every key that the result, and its manifest, may have. */
  static boolean fit(PreparedEdit edit) {
    return written(edit).stream().allMatch(OutputKeys::fits);
  }

  /**
   * The key of the report that says why there is no result: the source's, or the name that was
   * asked for, below the rejection location; or the edit's id where that would be too long.
   */
  static String report(Preset preset, String sourceKey, Optional<String> name, EditId id) {
    String rejections = preset.output().rejections();
    String key = rejections + name.orElse(sourceKey) + ".json";
    return fits(key) ? key : rejections + id + ".json";
  }

  private static boolean fits(String key) {
    return key.getBytes(StandardCharsets.UTF_8).length <= KeyTemplate.MAX_KEY_BYTES;
  }

  private static KeyTemplate.Values values(
      Preset preset, String sourceKey, Optional<String> name, StoredObject source, EditId id) {
    LocalDate date = LocalDate.ofInstant(source.lastModified(), ZoneOffset.UTC);
    if (name.isEmpty()) {
      return KeyTemplate.Values.of(preset.name(), preset.match(), sourceKey, date, id.value());
    }
    int file = name.get().lastIndexOf('/') + 1;
    return new KeyTemplate.Values(
        preset.name(), name.get().substring(0, file), name.get().substring(file), date, id.value());
  }
}
