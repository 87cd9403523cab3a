package io.retouch.preset;

import java.util.List;

/**
 * A manifest lies under its result's key and {@value Output#MANIFEST_ENDING}, and nothing else that
 * Retouch writes may be meant to lie there: no result, and no report, whose key ends like this too.
 * Two manifests have one key only where their results have.
 */
final class ManifestRules {
  private ManifestRules() {}

  static void check(List<PresetDraft> presets, Problems problems) {
    for (PresetDraft preset : presets) {
      preset
          .output()
          .filter(Output::manifest)
          .ifPresent(
              output -> {
                String property = preset.path() + ".manifest";
                presets.forEach(
                    other ->
                        other
                            .output()
                            .filter(to -> to.bucket().equals(output.bucket()))
                            .ifPresent(to -> check(property, output, other.name(), to, problems)));
              });
    }
  }

  private static void check(
      String property, Output output, String otherName, Output other, Problems problems) {
    String prefix = output.key().literalPrefix();
    if (OverlapRules.oneBeginsWithTheOther(prefix, other.rejections())) {
      problems.add(
          property,
          ("is written beside results under \"%s\" in bucket %s, where it could replace a report that"
                  + " preset \"%s\" writes under \"%s\"; begin output.key with a fixed text, and"
                  + " output.rejections with another one.")
              .formatted(prefix, output.bucket(), otherName, other.rejections()));
    }
    if (other.key().mayEndWith(Output.MANIFEST_ENDING)
        && OverlapRules.oneBeginsWithTheOther(prefix, other.key().literalPrefix())) {
      problems.add(
          property,
          ("is written beside results in bucket %s, as in photo.png%s, and a result of preset \"%s\""
                  + " could have that name too; end its output.key with .{ext}.")
              .formatted(output.bucket(), Output.MANIFEST_ENDING, otherName));
    }
  }
}
