package io.retouch.preset;

import java.util.List;
import java.util.Optional;

/** No two presets edit the same object, and no two write all their results over each other. */
final class OverlapRules {
  private OverlapRules() {}

  static void check(List<PresetDraft> presets, Problems problems) {
    for (int i = 0; i < presets.size(); i++) {
      for (int j = i + 1; j < presets.size(); j++) {
        checkMatches(presets.get(i), presets.get(j), problems);
        checkOutputs(presets.get(i), presets.get(j), problems);
      }
    }
  }

  private static void checkMatches(PresetDraft one, PresetDraft other, Problems problems) {
    if (one.match().isEmpty() || other.match().isEmpty()) {
      return;
    }
    if (overlap(one.match().get(), other.match().get())) {
      problems.add(
          other.path() + ".match",
          ("objects in bucket %s can match both this and preset \"%s\" (prefixes \"%s\" and \"%s\");"
                  + " give them prefixes of which none begins with the other, or different suffixes.")
              .formatted(
                  other.match().get().bucket(),
                  one.name(),
                  other.match().get().prefix(),
                  one.match().get().prefix()));
    }
  }

  private static void checkOutputs(PresetDraft one, PresetDraft other, Problems problems) {
    Optional<Output> first = one.output();
    Optional<Output> second = other.output();
    if (first.isEmpty() || second.isEmpty() || first.get().key().holdsId()) {
      return;
    }
    boolean same =
        first.get().bucket().equals(second.get().bucket())
            && first.get().key().equals(second.get().key());
    if (same) {
      problems.add(
          other.path() + ".output.key",
          ("gives results the same keys in bucket %s as preset \"%s\" does, so that they would"
                  + " replace each other; add {preset}.")
              .formatted(second.get().bucket(), one.name()));
    }
  }

  /** Whether an object could match both. */
  static boolean overlap(Match one, Match other) {
    return one.bucket().equals(other.bucket())
        && oneBeginsWithTheOther(one.prefix(), other.prefix())
        && suffixesOverlap(one.suffixes(), other.suffixes());
  }

  /** Whether one key could begin with both. */
  static boolean oneBeginsWithTheOther(String one, String other) {
    return one.startsWith(other) || other.startsWith(one);
  }

  private static boolean suffixesOverlap(List<String> ones, List<String> others) {
    if (ones.isEmpty() || others.isEmpty()) {
      return true;
    }
    return ones.stream()
        .anyMatch(
            one -> others.stream().anyMatch(other -> one.endsWith(other) || other.endsWith(one)));
  }
}
