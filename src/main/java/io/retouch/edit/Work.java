package io.retouch.edit;

import io.retouch.edit.EditOutcome.Waiting;
import io.retouch.preset.Preset;
import java.util.Objects;
import java.util.Optional;

/**
 * What is left to be tried for an edit before it has to wait.
 *
 * @param preset who is asked, and for what
 * @param source with which picture
 * @param picture what that picture is; nothing where it is made from the prompt alone
 * @param fallback who is asked next if this one cannot, where its model takes the picture
 * @param before why whoever was asked first could not
 */
record Work(
    Preset preset,
    ImageEditor.Source source,
    Optional<Sendable> picture,
    Optional<Preset> fallback,
    Optional<Waiting> before) {
  Work {
    Objects.requireNonNull(preset, "preset");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(picture, "picture");
    Objects.requireNonNull(fallback, "fallback");
    Objects.requireNonNull(before, "before");
  }

  static Work of(
      Preset preset,
      ImageEditor.Source source,
      Optional<Sendable> picture,
      Optional<Preset> fallback) {
    return new Work(preset, source, picture, fallback, Optional.empty());
  }

  /** The fallback's turn. */
  Work onFallback(Preset other, Waiting why) {
    return new Work(other, source, picture, Optional.empty(), Optional.of(why));
  }

  /** The wait of whoever was asked first, if it is over sooner. */
  Waiting soonest(Waiting waiting) {
    return before.filter(first -> first.until().isBefore(waiting.until())).orElse(waiting);
  }
}
