package io.retouch.local;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What a run has to know of a preset; everything else is for the function.
 *
 * @param prefix of the keys that it edits
 * @param suffixes of the keys that it edits, in lower case; empty means any
 * @param provider the provider's name
 * @param baseUrl the provider's base URL as written, placeholders included; may be empty
 */
record LocalPreset(
    String name, String prefix, List<String> suffixes, String provider, String baseUrl) {

  LocalPreset {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(prefix, "prefix");
    suffixes = suffixes.stream().map(suffix -> suffix.toLowerCase(Locale.ROOT)).toList();
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(baseUrl, "baseUrl");
  }

  /**
   * The key under which this preset finds a file.
   *
   * @throws RunException if the file's ending is none that the preset takes
   */
  String keyFor(String fileName) {
    String lower = fileName.toLowerCase(Locale.ROOT);
    if (!suffixes.isEmpty() && suffixes.stream().noneMatch(lower::endsWith)) {
      throw RunException.usage(
          "%s does not end in %s, which is what the preset %s takes."
              .formatted(fileName, alternatives(), name));
    }
    return prefix + fileName;
  }

  private String alternatives() {
    if (suffixes.size() == 1) {
      return suffixes.get(0);
    }
    int last = suffixes.size() - 1;
    return String.join(", ", suffixes.subList(0, last)) + " or " + suffixes.get(last);
  }
}
