package io.retouch.preset;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A preset as far as it can be read, so that presets are compared even where one has mistakes.
 *
 * @param name as configured
 * @param match which objects it edits, if that is right
 * @param output where its results go, if that is right
 * @param preset the whole preset, if all of it can be read
 */
record PresetDraft(
    String name, Optional<Match> match, Optional<Output> output, Optional<Preset> preset) {
  PresetDraft {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(match, "match");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(preset, "preset");
  }

  /** The property that holds this preset. */
  String path() {
    return KnownProperties.named("presets", name);
  }

  /**
   * The places that its results and reports are written to. A manifest lies beside its result, so
   * its key begins as the result's does.
   */
  List<Location> locations() {
    return output
        .map(
            to ->
                List.of(
                    new Location(path() + ".output.key", to.bucket(), to.key().literalPrefix()),
                    new Location(path() + ".output.rejections", to.bucket(), to.rejections())))
        .orElse(List.of());
  }

  /**
   * What everything that is written there begins with.
   *
   * @param property which property says so
   */
  record Location(String property, String bucket, String prefix) {}
}
