package io.retouch.preset;

import java.util.Optional;

/**
 * Refuses what is part of the configuration's design and does not work yet: ignoring it would spend
 * money, or leave pictures alone, against what the configuration says. Whoever builds one of these
 * removes its line here.
 */
final class NotBuiltYet {
  private NotBuiltYet() {}

  static void check(RetouchConfig config, Problems problems) {
    config
        .presets()
        .forEach(
            (name, preset) ->
                refuse(
                    KnownProperties.named("presets", name) + ".oversize",
                    preset.oversize().filter("fit"::equals),
                    "fit is not there yet; write reject, or remove the property.",
                    problems));
  }

  private static void refuse(
      String property, Optional<String> value, String sentence, Problems problems) {
    if (value.isPresent()) {
      problems.add(property, sentence);
    }
  }
}
