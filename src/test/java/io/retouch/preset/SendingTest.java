package io.retouch.preset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is asked, with what, and who is asked instead. */
class SendingTest {
  private static final String TWO =
      """
      retouch:
        limits: { processes: 2 }
        providers:
          first:
            dialect: fake-links
            base-url: https://first.example.com/v1
            api-key-parameter: /retouch/first
            headers: { X-Tenant: shop, "X.Trace": "on" }
            allowance: { concurrency: 10, requests-per-minute: 200 }
          second:
            dialect: fake-links
            base-url: https://second.example.com/v1
          plain:
            dialect: fake
            base-url: https://plain.example.com/v1
          maker:
            dialect: fake-generator
            base-url: https://maker.example.com/v1
        presets:
          "watercolour":
            match: { bucket: uploads }
            provider: first
            model: large
            prompt: Paint
            source: link
            parameters: { steps: 8 }
            fallback: { provider: second, model: small, parameters: { steps: 9, seed: 1 } }
            output: { bucket: results }
      """;

  private static final String MAKER =
      """
      retouch:
        providers:
          maker:
            dialect: fake-generator
            base-url: https://maker.example.com/v1
          editor:
            dialect: fake
            base-url: https://editor.example.com/v1
        presets:
          "animals":
            kind: generate
            provider: maker
            model: any
            prompt: A cat
            output: { bucket: results }
      """;

  private static final String PRESET = "retouch.presets.watercolour.";
  private static final String FALLBACK = PRESET + "fallback.";

  @Test
  void readsEverythingThatIsSent() {
    Preset preset = Configurations.onlyPreset(TWO);

    assertThat(preset.source()).isEqualTo(SourceForm.LINK);
    assertThat(preset.provider().apiKeyParameter()).contains("/retouch/first");
    assertThat(preset.provider().headers().values())
        .isEqualTo(Map.of("X-Tenant", "shop", "X.Trace", "on"));
    assertThat(preset.provider()).asString().contains("X-Tenant").doesNotContain("shop");
    Preset fallback = preset.onFallback().orElseThrow();
    assertThat(fallback.provider().name()).isEqualTo("second");
    assertThat(fallback.model()).isEqualTo("small");
    assertThat(fallback.prompt()).isEqualTo("Paint");
    assertThat(fallback.parameters()).isEqualTo(Map.of("steps", "9", "seed", "1"));
    assertThat(fallback.onFallback()).isEmpty();
    assertThat(fallback.fingerprint()).isEqualTo(preset.fingerprint());
  }

  @Test
  void aFallbackTakesASeedThatItsModelKnowsOrItsParametersSet() {
    String documented = TWO.replace("steps: 9, seed: 1", "steps: 9");
    String unknown = documented.replace("model: small", "model: seedless");
    String configured = TWO.replace("model: small", "model: seedless");

    assertThat(seeded(documented)).isEqualTo(Map.of("steps", "9", "seed", "7"));
    assertThat(seeded(configured)).isEqualTo(Map.of("steps", "9", "seed", "7"));
    assertThat(seeded(unknown)).isEqualTo(Map.of("steps", "9"));
  }

  @Test
  void aSeedOfAPictureBelongsToTheFingerprint() {
    Preset preset = Configurations.onlyPreset(TWO);
    String configured = TWO.replace("steps: 8", "steps: 8, seed: 7").replace("seed: 1", "seed: 7");

    assertThat(preset.withSeed("7").fingerprint()).isEqualTo(fingerprint(configured));
    assertThat(Configurations.onlyPreset(configured).withSeed("7"))
        .isEqualTo(Configurations.onlyPreset(configured));
  }

  @Test
  void aFallbackBelongsToTheFingerprintAndTheFormOfTheSourceDoesNot() {
    String without = TWO.replaceFirst("(?m)^ *fallback: .*\n", "");
    String changed = TWO.replace("model: small", "model: other");

    assertThat(fingerprint(without))
        .isEqualTo(fingerprint(without.replace("source: link", "source: inline")));
    assertThat(List.of(fingerprint(TWO), fingerprint(without), fingerprint(changed)))
        .doesNotHaveDuplicates();
    assertThat(fingerprint(without))
        .isEqualTo(Fingerprint.of("fake-links", "large", "Paint", Map.of("steps", "8")));
  }

  @Test
  void holdsTheFallbackAgainstItsOwnDialect() {
    assertThat(problems(FALLBACK + "provider", "third"))
        .containsExactly(
            FALLBACK
                + "provider: \"third\" is not a configured provider; the configured ones are: first,"
                + " maker, plain, second.");
    assertThat(problems(FALLBACK + "provider", "first"))
        .containsExactly(
            FALLBACK + "provider: is the preset's own provider; a fallback is another one.");
    assertThat(problems(FALLBACK + "parameters.steps", "51"))
        .containsExactly(FALLBACK + "parameters.steps: is out of range; write 1 to 50.");
    assertThat(problems(FALLBACK + "provider", "plain"))
        .containsExactly(
            PRESET + "source: fake takes no links; write inline, or remove the property.");
    assertThat(problems(FALLBACK + "provider", "maker"))
        .containsExactly(
            FALLBACK
                + "provider: speaks fake-generator, which makes pictures from the prompt alone; set"
                + " kind to generate, or use a provider that edits.");
    assertThat(problems(FALLBACK + "model", ""))
        .containsExactly(FALLBACK + "model: is missing; write the provider's name of a model.");
  }

  @Test
  void takesAnAllowanceAtItsLimitAndNotOnePastIt() {
    String concurrency = "retouch.providers.first.concurrency";

    assertThat(problems(concurrency, "5")).isEmpty();
    assertThat(problems(concurrency, "6"))
        .containsExactly(
            concurrency
                + ": 6 in each of 2 processes (retouch.limits.processes) is more than the account"
                + " allows: retouch.providers.first.allowance.concurrency is 10.");
    assertThat(problems("retouch.providers.first.requests-per-minute", "101")).hasSize(1);
    assertThat(problems("retouch.providers.second.concurrency", "1000")).isEmpty();
  }

  @Test
  void refusesTwoKeysAndTwoSpellingsOfAHeader() {
    assertThat(problems("retouch.providers.first.api-key", "sk-1"))
        .containsExactly(
            "retouch.providers.first.api-key-parameter: is there beside api-key; keep one of"
                + " them.");
    assertThat(problems("retouch.providers.first.headers.x-tenant", "other"))
        .containsExactly(
            "retouch.providers.first.headers.x-tenant: is there twice, in different cases; remove"
                + " one.");
  }

  @Test
  void aPresetThatMakesPicturesMatchesNoObject() {
    Settings settings = Configurations.load(MAKER);

    assertThat(settings.generatingPreset("animals")).isPresent();
    assertThat(settings.generatingPreset("animal")).isEmpty();
    assertThat(settings.presetFor("", "cat.png")).isEmpty();
    assertThat(settings.presetFor("results", "cat.png")).isEmpty();
    assertThat(Configurations.load(TWO).generatingPreset("watercolour")).isEmpty();
  }

  @Test
  void aPresetThatMakesPicturesHasNoSource() {
    String preset = "retouch.presets.animals.";
    Map<String, String> source = Map.of(preset + "source", "link", preset + "match.bucket", "in");

    assertThat(Configurations.problems(MAKER, source))
        .containsExactly(
            preset + "match: means nothing where pictures are made from the prompt; remove it.",
            preset + "source: means nothing where pictures are made from the prompt; remove it.");
    assertThat(Configurations.problems(MAKER, Map.of(preset + "allow", "prompt")))
        .containsExactly(
            preset
                + "allow: means nothing where pictures are made from the prompt, which have no"
                + " metadata; remove it.");
    assertThat(Configurations.problems(MAKER, Map.of(preset + "allow", ""))).isEmpty();
    assertThat(Configurations.problems(MAKER, Map.of(preset + "provider", "editor")))
        .containsExactly(
            preset
                + "provider: speaks fake, which edits pictures; remove kind, or use a provider that"
                + " makes pictures.");
  }

  @Test
  void aPresetThatMakesPicturesHasNoDayInItsKeys() {
    String key = "retouch.presets.animals.output.key";

    assertThat(Configurations.problems(MAKER, Map.of(key, "out/{date}/{name}.{ext}")))
        .containsExactly(
            key
                + ": holds {date}, the day of an upload, and pictures made from the prompt have none;"
                + " remove it.");
    assertThat(Configurations.problems(MAKER, Map.of(key, "out/{dir}{name}-{id}.{ext}"))).isEmpty();
  }

  private static List<String> problems(String property, String value) {
    return Configurations.problems(TWO, new HashMap<>(Map.of(property, value)));
  }

  private static Map<String, String> seeded(String yaml) {
    return Configurations.onlyPreset(yaml).withSeed("7").onFallback().orElseThrow().parameters();
  }

  private static String fingerprint(String yaml) {
    return Configurations.onlyPreset(yaml).fingerprint();
  }
}
