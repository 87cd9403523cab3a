package io.retouch.edit;

import io.retouch.preset.Preset;
import io.retouch.preset.Preset.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a picture wants to be different from what its preset says, for itself alone: user metadata
 * {@code retouch-prompt}, {@code retouch-seed} and {@code retouch-skip}, as far as the preset
 * allows them. What is not right is part of it all the same: it makes an edit of its own, which is
 * rejected before anything is paid for.
 *
 * @param prompt in place of the preset's; as it was transferred where that cannot be read
 * @param seed in place of the preset's parameter, or beside its parameters
 * @param skip whether the picture is to be left alone
 * @param problems what is wrong with prompt and seed whatever the model is, a sentence each; none
 *     of them quotes the prompt
 */
record Overrides(
    Optional<String> prompt, Optional<String> seed, boolean skip, List<String> problems) {
  static final String PROMPT = SourceWishes.name(Wish.PROMPT);
  static final String SEED = SourceWishes.name(Wish.SEED);

  private static final String SKIP = SourceWishes.name(Wish.SKIP);
  private static final Overrides NONE =
      new Overrides(Optional.empty(), Optional.empty(), false, List.of());

  /** As the documents of models have them, none of which knows larger ones. */
  private static final Pattern WHOLE = Pattern.compile("0|-?[1-9]\\d{0,17}");

  Overrides {
    Objects.requireNonNull(prompt, "prompt");
    Objects.requireNonNull(seed, "seed");
    problems = List.copyOf(problems);
  }

  /**
   * What a source asks for.
   *
   * @param requested whether somebody asked for an edit of its own of this source: that says itself
   *     what it is
   */
  static Overrides of(Preset preset, boolean requested, Map<String, String> metadata) {
    if (requested) {
      return NONE;
    }
    List<String> problems = new ArrayList<>();
    Optional<String> raw = SourceWishes.asked(preset, metadata, Wish.PROMPT);
    Optional<String> prompt = raw.flatMap(EncodedWords::decode);
    if (raw.isPresent() && prompt.isEmpty()) {
      problems.add(
          PROMPT
              + " cannot be read: write ASCII, or RFC 2047 encoded words, as in =?UTF-8?B?...?=");
    }
    if (prompt.filter(Overrides::holdsControls).isPresent()) {
      problems.add(PROMPT + " holds a line break or a control character: remove it");
    }
    Optional<String> seed = SourceWishes.asked(preset, metadata, Wish.SEED);
    if (seed.filter(value -> !WHOLE.matcher(value).matches()).isPresent()) {
      problems.add(SEED + " is no whole number: write one, as in 7");
    }
    boolean skip =
        SourceWishes.asked(preset, metadata, Wish.SKIP).filter("true"::equals).isPresent();
    return new Overrides(prompt.or(() -> raw), seed, skip, problems);
  }

  /** Why a wish to be left alone that is allowed does not count. */
  static Optional<String> ignoredSkip(Preset preset, Map<String, String> metadata) {
    return SourceWishes.asked(preset, metadata, Wish.SKIP)
        .filter(value -> !value.equals("true") && !value.equals("false"))
        .map(value -> SKIP + " is ignored: write true or false");
  }

  /** The preset as this picture wants it. */
  Preset applyTo(Preset preset) {
    Preset worded = prompt.map(text -> preset.with(text, preset.parameters())).orElse(preset);
    return seed.map(worded::withSeed).orElse(worded);
  }

  /** The words of what it changes. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    prompt.ifPresent(text -> words.add(Wish.PROMPT.word()));
    seed.ifPresent(value -> words.add(Wish.SEED.word()));
    return List.copyOf(words);
  }

  private static boolean holdsControls(String text) {
    return text.codePoints().anyMatch(Character::isISOControl);
  }
}
