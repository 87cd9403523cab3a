package io.retouch.preset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The literal hashes hold the encoding: a change would pay for every edit again. */
class FingerprintTest {
  private static final String BASE = Configurations.MINIMAL;

  @Test
  void staysAsItIsForEver() {
    assertThat(Fingerprint.of("openai-edits", "step-image-edit-2", "Paint", Map.of()))
        .isEqualTo("966491ecd752d35e30549429b7098c9f96ea1371422f9b70c20f92f24b6f0221");
    assertThat(
            Fingerprint.of(
                "openai-edits",
                "step-image-edit-2",
                "Repaint as a loose watercolour on rough paper",
                Map.of("steps", "8", "seed", "7")))
        .isEqualTo("3ffb5e1e4c3f35edbd651c8a13cbf5440fcdfdb90c55edd6bece9284220a36e9");
    assertThat(
            Fingerprint.of(
                "openai-edits", "step-image-edit-2", "变成一只英短猫", Map.of("cfg_scale", "1.0")))
        .isEqualTo("6b1f2af7f139be9b0ec712c4ba30b0e915236e020bb87494cb1855d888d39bbf");
  }

  @Test
  void ignoresWhatDoesNotDecideHowTheResultLooks() {
    Map<String, String> others =
        Map.of(
            "retouch.time-limit", "120s",
            "retouch.providers.stepfun.base-url", "https://api.stepfun.com/step_plan/v1",
            "retouch.providers.stepfun.api-key", "sk-2",
            "retouch.providers.stepfun.attempts", "9",
            "retouch.providers.stepfun.attempt-timeout", "44s",
            "retouch.presets.watercolour.match.prefix", "in/",
            "retouch.presets.watercolour.output.bucket", "elsewhere",
            "retouch.presets.watercolour.output.key", "x/{id}",
            "retouch.presets.watercolour.output.overwrite", "never",
            "retouch.presets.watercolour.on-unknown-outcome", "park");

    String fingerprint =
        Configurations.onlyPreset(Configurations.load(BASE, others, Map.of())).fingerprint();

    assertThat(fingerprint).isEqualTo(Configurations.onlyPreset(BASE).fingerprint());
  }

  @Test
  void ignoresWhatPicturesMayAskFor() {
    Map<String, String> allow =
        Map.of("retouch.presets.watercolour.allow", "force,prompt,seed,skip");

    assertThat(Configurations.onlyPreset(Configurations.load(BASE, allow, Map.of())).fingerprint())
        .isEqualTo(Configurations.onlyPreset(BASE).fingerprint());
  }

  @Test
  void ignoresTheNamesOfPresetAndProvider() {
    String renamed = BASE.replace("watercolour", "aquarelle").replace("stepfun:", "other:");
    renamed = renamed.replace("provider: stepfun", "provider: other");

    assertThat(Configurations.onlyPreset(renamed).fingerprint())
        .isEqualTo(Configurations.onlyPreset(BASE).fingerprint());
  }

  @Test
  void changesWithEverythingThatDecidesHowTheResultLooks() {
    Stream<String> fingerprints =
        Stream.of(
            Fingerprint.of("d", "m", "p", Map.of()),
            Fingerprint.of("d2", "m", "p", Map.of()),
            Fingerprint.of("d", "m2", "p", Map.of()),
            Fingerprint.of("d", "m", "p2", Map.of()),
            Fingerprint.of("d", "m", "p", Map.of("steps", "8")),
            Fingerprint.of("d", "m", "p", Map.of("steps", "9")),
            Fingerprint.of("d", "m", "p", Map.of("seed", "8")),
            Fingerprint.of("d", "m", "p", Map.of("steps", "8", "seed", "8")));

    assertThat(fingerprints).doesNotHaveDuplicates();
  }

  @Test
  void staysAsItIsWithTheSettingsOfFormAtTheirDefaults() {
    String defaults =
        String.join(
            "\n      ",
            "      orientation: upright",
            "oversize: reject",
            "background: \"#FFFFFF\"",
            "format: keep",
            "quality: 92",
            "metadata: strip-location",
            "size: model\n");

    String written = BASE.replace("      prompt: Paint\n", "      prompt: Paint\n" + defaults);

    assertThat(Configurations.onlyPreset(written).fingerprint())
        .isEqualTo(Configurations.onlyPreset(BASE).fingerprint());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orientation: keep",
        "oversize: fit",
        "background: \"#000000\"",
        "format: png",
        "quality: 91",
        "metadata: strip",
        "size: source"
      })
  void changesWithEverySettingOfForm(String setting) {
    String written =
        BASE.replace("      prompt: Paint\n", "      prompt: Paint\n      " + setting + "\n");

    assertThat(Configurations.onlyPreset(written).fingerprint())
        .isNotEqualTo(Configurations.onlyPreset(BASE).fingerprint());
  }

  @Test
  void tellsApartWhatWouldReadTheSameInARow() {
    assertThat(
            Stream.of(
                Fingerprint.of("d", "m", "p", Map.of("a", "b\nparameter:1:c:1:d")),
                Fingerprint.of("d", "m", "p", Map.of("a", "b", "c", "d")),
                Fingerprint.of("d", "m", "p\nparameter:1:a:1:b", Map.of("c", "d")),
                Fingerprint.of("d", "mp", "", Map.of()),
                Fingerprint.of("d", "m", "p", Map.of("a:1", "b")),
                Fingerprint.of("d", "m", "p", Map.of("a", "1:b"))))
        .doesNotHaveDuplicates();
  }

  @Test
  void noParametersAndNoneSetAreTheSame() {
    String prompt = "prompt: Paint\n";
    String emptyMap = BASE.replace(prompt, prompt + "      parameters: {}\n");
    String emptyValue =
        BASE.replace(prompt, prompt + "      parameters: { negative_prompt: \"\" }\n");

    assertThat(Configurations.onlyPreset(emptyMap).fingerprint())
        .isEqualTo(Configurations.onlyPreset(emptyValue).fingerprint())
        .isEqualTo(Configurations.onlyPreset(BASE).fingerprint());
  }
}
