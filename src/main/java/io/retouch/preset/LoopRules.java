package io.retouch.preset;

import io.retouch.preset.PresetDraft.Location;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Nothing that Retouch writes may match a preset: it would be edited again and again, each time for
 * money. Suffixes do not count, since the suffix of a result depends on the API.
 */
final class LoopRules {
  private LoopRules() {}

  static void check(List<PresetDraft> presets, Problems problems) {
    for (PresetDraft preset : presets) {
      for (Location location : preset.locations()) {
        check(location, presets, problems);
      }
    }
  }

  private static void check(Location location, List<PresetDraft> presets, Problems problems) {
    String sources =
        presets.stream()
            .filter(preset -> takesFrom(preset.match(), location))
            .map(
                preset ->
                    "preset \"%s\" (prefix \"%s\")"
                        .formatted(preset.name(), preset.match().map(Match::prefix).orElse("")))
            .collect(Collectors.joining(" and "));
    if (sources.isEmpty()) {
      return;
    }
    if (location.prefix().isEmpty()) {
      problems.add(
          location.property(),
          ("begins with a placeholder, so what is written to bucket %s could be edited again by %s;"
                  + " begin it with a fixed text, as in edited/, or use another bucket.")
              .formatted(location.bucket(), sources));
      return;
    }
    problems.add(
        location.property(),
        ("what is written under \"%s\" in bucket %s would be edited again by %s; use another bucket,"
                + " or prefixes of which none begins with the other.")
            .formatted(location.prefix(), location.bucket(), sources));
  }

  private static boolean takesFrom(Optional<Match> match, Location location) {
    return match
        .filter(source -> source.bucket().equals(location.bucket()))
        .filter(source -> OverlapRules.oneBeginsWithTheOther(source.prefix(), location.prefix()))
        .isPresent();
  }
}
