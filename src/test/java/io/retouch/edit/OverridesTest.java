package io.retouch.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.retouch.edit.ObjectStore.StoredObject;
import io.retouch.preset.Fallback;
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
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OverridesTest {
  private static final Preset OPEN = preset(EnumSet.allOf(Wish.class), Map.of("steps", "8"));
  private static final Preset CLOSED = preset(Set.of(), Map.of("steps", "8"));
  private static final String SECRET = "a secret garden";

  @Test
  void changesPromptAndSeedAndNothingElse() {
    Preset changed = changed(Map.of("retouch-prompt", "In rain", "retouch-seed", "7"));

    assertThat(changed.prompt()).isEqualTo("In rain");
    assertThat(changed.parameters()).isEqualTo(Map.of("steps", "8", "seed", "7"));
    assertThat(changed.fingerprint()).isNotEqualTo(OPEN.fingerprint());
    assertThat(changed.with("Repaint", Map.of("steps", "8"))).isEqualTo(OPEN);
  }

  @Test
  void replacesTheSeedOfThePreset() {
    Preset seeded = preset(Set.of(Wish.SEED), Map.of("seed", "1"));

    Preset changed = Overrides.of(seeded, false, Map.of("retouch-seed", "2")).applyTo(seeded);

    assertThat(changed.parameters()).isEqualTo(Map.of("seed", "2"));
  }

  @Test
  void decodesThePrompt() {
    assertThat(changed(Map.of("retouch-prompt", "=?UTF-8?B?5oi/5a2Q?=")).prompt()).isEqualTo("房子");
  }

  @Test
  void seedsTheFallbackWhereItsModelTakesASeed() {
    assertThat(fallbackOf(true)).isEqualTo(Map.of("steps", "9", "seed", "7"));
    assertThat(fallbackOf(false)).isEqualTo(Map.of("steps", "9"));
  }

  private static Map<String, String> fallbackOf(boolean takesSeed) {
    Fallback fallback = new Fallback(OPEN.provider(), "other", Map.of("steps", "9"), takesSeed);
    Preset preset = preset(EnumSet.allOf(Wish.class), Map.of("steps", "8"), Optional.of(fallback));
    Preset changed = Overrides.of(preset, false, Map.of("retouch-seed", "7")).applyTo(preset);
    return changed.onFallback().orElseThrow().parameters();
  }

  @Test
  void whatIsNotAllowedChangesNothing() {
    Map<String, String> metadata =
        Map.of("retouch-prompt", SECRET, "retouch-seed", "x", "retouch-skip", "true");

    Overrides overrides = Overrides.of(CLOSED, false, metadata);

    assertThat(overrides.applyTo(CLOSED)).isSameAs(CLOSED);
    assertThat(overrides.skip()).isFalse();
    assertThat(overrides.problems()).isEmpty();
    assertThat(SourceWishes.ignored(CLOSED, false, metadata))
        .containsExactly(
            "retouch-prompt is ignored: preset watercolour does not allow it (allow: [prompt])",
            "retouch-seed is ignored: preset watercolour does not allow it (allow: [seed])",
            "retouch-skip is ignored: preset watercolour does not allow it (allow: [skip])");
  }

  @Test
  void whatARequestAsksForIsNotChanged() {
    Map<String, String> metadata =
        Map.of("retouch-prompt", SECRET, "retouch-seed", "7", "retouch-skip", "true");

    Overrides overrides = Overrides.of(OPEN, true, metadata);

    assertThat(overrides.applyTo(OPEN)).isSameAs(OPEN);
    assertThat(overrides.skip()).isFalse();
    assertThat(SourceWishes.ignored(OPEN, true, metadata))
        .hasSize(3)
        .allMatch(sentence -> sentence.contains("is ignored: a request asked for this edit"));
  }

  @Test
  void saysNothingOfWhatCounts() {
    assertThat(
            SourceWishes.ignored(
                OPEN,
                false,
                Map.of(
                    "photographer", "Ada",
                    "retouch-prompt", SECRET,
                    "retouch-seed", "7",
                    "retouch-skip", "false",
                    "retouch-force", "1")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "true,true,0",
    "false,false,0",
    "TRUE,false,1",
    "yes,false,1",
    "1,false,1",
    "'',false,1"
  })
  void isStrictAboutSkip(String value, boolean skip, int sentences) {
    Map<String, String> metadata = Map.of("retouch-skip", value);

    assertThat(Overrides.of(OPEN, false, metadata).skip()).isEqualTo(skip);
    assertThat(SourceWishes.ignored(OPEN, false, metadata))
        .hasSize(sentences)
        .allMatch("retouch-skip is ignored: write true or false"::equals);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "7", "-1", "2147483648", "999999999999999999"})
  void leavesTheRangeOfSeedsToTheModel(String seed) {
    assertThat(Overrides.of(OPEN, false, Map.of("retouch-seed", seed)).problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "1.0",
        "007",
        "+7",
        "-0",
        "1e3",
        "0x7",
        "7 8",
        "１",
        "9999999999999999999"
      })
  void namesASeedThatIsNoWholeNumber(String seed) {
    assertThat(Overrides.of(OPEN, false, Map.of("retouch-seed", seed)).problems())
        .containsExactly("retouch-seed is no whole number: write one, as in 7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a secret\u0000garden",
        "=?UTF-8?Q?a_secret=0Agarden?=",
        "=?UTF-8?Q?a_secret=7Fgarden?=",
        "=?UTF-8?Q?a_secret=C2=85garden?="
      })
  void namesAPromptWithControlCharacters(String prompt) {
    assertThat(Overrides.of(OPEN, false, Map.of("retouch-prompt", prompt)).problems())
        .containsExactly("retouch-prompt holds a line break or a control character: remove it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a secret gärden", "a secret =?UTF-8?B?%%%?= garden", "secret =?UTF-8?B?5oi"})
  void namesAPromptThatCannotBeReadWithoutQuotingIt(String prompt) {
    Overrides overrides = Overrides.of(OPEN, false, Map.of("retouch-prompt", prompt));

    assertThat(overrides.problems())
        .singleElement()
        .asString()
        .startsWith("retouch-prompt cannot be read: write ASCII, or RFC 2047 encoded words")
        .doesNotContain("secret");
  }

  @Test
  void everyOverrideMakesAnotherEditAndTheSameTheSame() {
    assertThat(
            List.of(
                id(Map.of()),
                id(Map.of("retouch-prompt", "a")),
                id(Map.of("retouch-prompt", "b")),
                id(Map.of("retouch-prompt", "\u00ff")),
                id(Map.of("retouch-seed", "1")),
                id(Map.of("retouch-seed", "x")),
                id(Map.of("retouch-prompt", "a", "retouch-seed", "1")),
                id(Map.of("retouch-prompt", "a", "retouch-force", "1"))))
        .doesNotHaveDuplicates();
    assertThat(id(Map.of("retouch-prompt", "a", "photographer", "Ada")))
        .isEqualTo(id(Map.of("retouch-prompt", "=?UTF-8?Q?a?=")));
    assertThat(id(Map.of("retouch-prompt", OPEN.prompt(), "retouch-skip", "false")))
        .isEqualTo(id(Map.of()));
  }

  /** Reconciling and the ledger's check for changes ask with what they have of an edit. */
  @Test
  void anEditAlreadyChangedIsNotChangedTwice() {
    Map<String, String> metadata = Map.of("retouch-prompt", "a", "retouch-seed", "1");
    DueEdit due = due(OPEN, metadata);

    assertThat(due(due.preset(), metadata)).isEqualTo(due);
    assertThat(due.changes()).containsExactly("prompt", "seed");
  }

  /** The literal hash holds an edit's identity: a change would pay for every such edit again. */
  @Test
  void anOverriddenEditStaysAsItIsForEver() {
    assertThat(id(Map.of("retouch-prompt", "=?UTF-8?B?5oi/5a2Q?=", "retouch-seed", "7")).value())
        .isEqualTo("020ea6ae80800b46ecc7e68c3cfe8c95dc464b61e29a2eb069dbe53e756ff3fe");
  }

  @Test
  void theResultTakesOverNoneOfThem() {
    Map<String, String> source = new HashMap<>();
    for (Wish wish : Wish.values()) {
      source.put(SourceWishes.name(wish), "7");
    }
    source.put("photographer", "Ada");

    assertThat(UserMetadata.isMarked(source)).isFalse();
    assertThat(UserMetadata.of(id(source), "watercolour", "model", source).entries())
        .containsOnlyKeys("retouch-edit", "retouch-preset", "retouch-model", "photographer");
  }

  private static Preset changed(Map<String, String> metadata) {
    Overrides overrides = Overrides.of(OPEN, false, metadata);
    assertThat(overrides.problems()).isEmpty();
    return overrides.applyTo(OPEN);
  }

  private static EditId id(Map<String, String> metadata) {
    return due(OPEN, metadata).id();
  }

  private static DueEdit due(Preset preset, Map<String, String> metadata) {
    return DueEdit.of(preset, "in/photo.png", new StoredObject(1, "etag", Instant.EPOCH, metadata));
  }

  private static Preset preset(Set<Wish> allow, Map<String, String> parameters) {
    return preset(allow, parameters, Optional.empty());
  }

  private static Preset preset(
      Set<Wish> allow, Map<String, String> parameters, Optional<Fallback> fallback) {
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
            "",
            Map.of(),
            SourceForm.INLINE,
            fallback,
            new Output(
                "edited",
                KeyTemplate.parse("out/{name}.{ext}"),
                Output.Overwrite.ALWAYS,
                "rejected/",
                Storage.DEFAULT),
            OnUnknownOutcome.RETRY,
            allow,
            Treatment.DEFAULT,
            "")
        .with("Repaint", parameters);
  }
}
