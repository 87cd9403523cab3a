package io.retouch.preset;

import io.retouch.preset.RetouchConfig.PresetConfig;
import java.util.Map;
import java.util.Optional;

/** Reads how a preset's API gets its picture, if it gets one, and whether the dialects fit that. */
final class SourceRules {
  private final Problems problems;
  private final Values values;

  SourceRules(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  SourceForm read(String path, PresetConfig config) {
    boolean generates =
        values.word(path + ".kind", config.kind(), false, Map.of("edit", false, "generate", true));
    SourceForm form =
        values.word(
            path + ".source",
            config.source(),
            SourceForm.INLINE,
            Map.of("inline", SourceForm.INLINE, "link", SourceForm.LINK));
    if (!generates) {
      return form;
    }
    if (config.source().isPresent()) {
      problems.add(
          path + ".source", "means nothing where pictures are made from the prompt; remove it.");
    }
    boolean matches =
        config.match().bucket().isPresent()
            || config.match().prefix().isPresent()
            || config.match().suffixes().isPresent();
    if (matches) {
      problems.add(
          path + ".match", "means nothing where pictures are made from the prompt; remove it.");
    }
    if (config.allow().filter(words -> !words.isEmpty()).isPresent()) {
      problems.add(
          path + ".allow",
          "means nothing where pictures are made from the prompt, which have no metadata; remove it.");
    }
    return SourceForm.NONE;
  }

  /** One name has to give one key, on whatever day it is asked for: it is paid for once. */
  void checkKey(String path, SourceForm form, Optional<Output> output) {
    if (form == SourceForm.NONE && output.filter(to -> to.key().holdsDate()).isPresent()) {
      problems.add(
          path + ".output.key",
          "holds {date}, the day of an upload, and pictures made from the prompt have none; remove it.");
    }
  }

  /**
   * Checks that the dialect can do what is asked of it.
   *
   * @param property which property chose the provider
   */
  void check(String path, String property, SourceForm form, Optional<DialectRules> rules) {
    if (rules.isEmpty() || problems.has(path + ".kind")) {
      return;
    }
    String dialect = rules.get().dialect();
    boolean generates = form == SourceForm.NONE;
    if (rules.get().generates() && !generates) {
      problems.add(
          property,
          "speaks %s, which makes pictures from the prompt alone; set kind to generate, or use a provider that edits."
              .formatted(dialect));
    } else if (!rules.get().generates() && generates) {
      problems.add(
          property,
          "speaks %s, which edits pictures; remove kind, or use a provider that makes pictures."
              .formatted(dialect));
    } else if (form == SourceForm.LINK && !rules.get().takesLinks()) {
      problems.add(
          path + ".source",
          "%s takes no links; write inline, or remove the property.".formatted(dialect));
    }
  }
}
