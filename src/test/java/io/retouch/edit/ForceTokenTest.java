package io.retouch.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retouch.preset.KeyTemplate;
import io.retouch.preset.Match;
import io.retouch.preset.Output;
import io.retouch.preset.Preset;
import io.retouch.preset.Preset.OnUnknownOutcome;
import io.retouch.preset.Preset.Wish;
import io.retouch.preset.Provider;
import io.retouch.preset.SourceForm;
import io.retouch.preset.Storage;
import io.retouch.preset.Treatment;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The literal hashes hold an edit's identity: a change would pay for every edit again. */
class ForceTokenTest {
  private static final Preset ALLOWED = preset(Set.of(Wish.FORCE));
  private static final Preset NOT_ALLOWED = preset(Set.of());

  @Test
  void anEditWithoutATokenStaysAsItIsForEver() {
    assertThat(id(Optional.empty()).value())
        .isEqualTo("895f6946a8655befe1d8689589a1cd78c0069ac9f030e6c03466092b1cf37e4c");
  }

  @Test
  void aTokenEntersTheIdentity() {
    assertThat(id(Optional.of(new ForceToken("2026-11-20"))).value())
        .isEqualTo("241396f90d149e62199dd235129e8dae398cca8eef50e022e176fb0defdc3de3");
    assertThat(id(Optional.of(new ForceToken("2026-11-21"))))
        .isNotEqualTo(id(Optional.of(new ForceToken("2026-11-20"))));
  }

  static List<String> right() {
    return List.of("1", "2026-11-20T12:00:00Z", "!~", "x".repeat(64));
  }

  @ParameterizedTest
  @MethodSource("right")
  void takesPrintableTokens(String token) {
    assertThat(ForceToken.of(ALLOWED, Map.of("retouch-force", token)))
        .contains(new ForceToken(token));
    assertThat(SourceWishes.ignored(ALLOWED, true, Map.of("retouch-force", token))).isEmpty();
  }

  static List<String> wrong() {
    return List.of("", " ", "a b", "Blüte", "a\nb", "\u007f", "x".repeat(65));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void ignoresOtherTokensAndSaysSo(String token) {
    assertThat(ForceToken.of(ALLOWED, Map.of("retouch-force", token))).isEmpty();
    assertThat(SourceWishes.ignored(ALLOWED, true, Map.of("retouch-force", token)))
        .containsExactly(
            "retouch-force is ignored: write 1 to 64 printable ASCII characters without spaces");
    assertThatThrownBy(() -> new ForceToken(token)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "a b"})
  void ignoresEveryTokenWhereThePresetDoesNotAllowIt(String token) {
    assertThat(ForceToken.of(NOT_ALLOWED, Map.of("retouch-force", token))).isEmpty();
    assertThat(SourceWishes.ignored(NOT_ALLOWED, false, Map.of("retouch-force", token)))
        .containsExactly(
            "retouch-force is ignored: preset watercolour does not allow it (allow: [force])");
  }

  @Test
  void saysNothingWhereThereIsNoToken() {
    assertThat(SourceWishes.ignored(NOT_ALLOWED, false, Map.of("photographer", "Ada"))).isEmpty();
  }

  private static EditId id(Optional<ForceToken> token) {
    return EditId.of("uploads", "in/photo.png", "etag", ALLOWED, token, Optional.empty());
  }

  private static Preset preset(Set<Wish> allow) {
    Provider provider =
        new Provider(
            "stepfun",
            "openai-edits",
            URI.create("https://api.stepfun.com/v1"),
            Optional.empty(),
            3,
            Duration.ofSeconds(15),
            5,
            100,
            Set.of(),
            false,
            Provider.MISCONFIGURED_WORDS,
            Optional.empty());
    return new Preset(
        "watercolour",
        new Match("uploads", "in/", List.of()),
        provider,
        "step-image-edit-2",
        "Repaint",
        Map.of(),
        SourceForm.INLINE,
        Optional.empty(),
        new Output(
            "edited",
            KeyTemplate.parse("out/{name}.{ext}"),
            Output.Overwrite.ALWAYS,
            "rejected/",
            Storage.DEFAULT),
        OnUnknownOutcome.RETRY,
        allow,
        Treatment.DEFAULT,
        "fp");
  }
}
