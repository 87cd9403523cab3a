package io.retouch.edit;

import io.retouch.preset.Preset;
import io.retouch.preset.Preset.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a source asks for in its own user metadata, under {@code retouch-} and the wish's word. Only
 * what its preset allows counts.
 */
final class SourceWishes {
  private SourceWishes() {}

  /** The name of a wish's metadata, without its header prefix. */
  static String name(Wish wish) {
    return UserMetadata.MARKER_PREFIX + wish.word();
  }

  /** What the source says of a wish, where its preset allows that. */
  static Optional<String> asked(Preset preset, Map<String, String> metadata, Wish wish) {
    return Optional.ofNullable(metadata.get(name(wish)))
        .filter(value -> preset.allow().contains(wish));
  }

  /**
   * Why what is there does not count, a sentence each, in none of which its value stands.
   *
   * @param requested whether somebody asked for an edit of its own of this source
   */
  static List<String> ignored(Preset preset, boolean requested, Map<String, String> metadata) {
    List<String> sentences = new ArrayList<>();
    for (Wish wish : Wish.values()) {
      if (!metadata.containsKey(name(wish))) {
        continue;
      }
      if (!preset.allow().contains(wish)) {
        sentences.add(
            "%s is ignored: preset %s does not allow it (allow: [%s])"
                .formatted(name(wish), preset.name(), wish.word()));
      } else if (wish == Wish.FORCE) {
        ForceToken.ignored(preset, metadata).ifPresent(sentences::add);
      } else if (requested) {
        sentences.add(
            name(wish) + " is ignored: a request asked for this edit, and says itself what it is");
      } else if (wish == Wish.SKIP) {
        Overrides.ignoredSkip(preset, metadata).ifPresent(sentences::add);
      }
    }
    return List.copyOf(sentences);
  }
}
