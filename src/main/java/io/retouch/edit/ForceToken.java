package io.retouch.edit;

import io.retouch.preset.Preset;
import io.retouch.preset.Preset.Wish;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A source's wish to be edited once more although it was edited before: user metadata {@code
 * retouch-force}. Each new token makes a new edit, so that the same one never pays twice.
 *
 * @param value 1 to 64 printable ASCII characters, none of them a space
 */
record ForceToken(String value) {
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]{1,64}");

  ForceToken {
    if (!PRINTABLE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "is not 1 to 64 printable ASCII characters without spaces");
    }
  }

  /** The token that counts: right, and allowed by the preset. */
  static Optional<ForceToken> of(Preset preset, Map<String, String> metadata) {
    return SourceWishes.asked(preset, metadata, Wish.FORCE)
        .filter(value -> PRINTABLE.matcher(value).matches())
        .map(ForceToken::new);
  }

  /** Why a token that is allowed does not count. */
  static Optional<String> ignored(Preset preset, Map<String, String> metadata) {
    return SourceWishes.asked(preset, metadata, Wish.FORCE)
        .filter(value -> !PRINTABLE.matcher(value).matches())
        .map(
            value ->
                SourceWishes.name(Wish.FORCE)
                    + " is ignored: write 1 to 64 printable ASCII characters without spaces");
  }
}
