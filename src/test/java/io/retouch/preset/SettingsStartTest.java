package io.retouch.preset;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SettingsStartTest.Configured.class)
class SettingsStartTest {
  @Inject Settings settings;

  @Test
  void settingsCanBeInjectedAndUnknownNamesDoNotStopTheMapping() {
    Preset preset = Configurations.onlyPreset(settings);

    assertThat(preset.name()).isEqualTo("product-white");
    assertThat(preset.prompt()).isEqualTo("White, with soft light");
    assertThat(preset.provider().dialect()).isEqualTo("openai-edits");
  }

  /** The least that starts. */
  public static class Configured implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.ofEntries(
          Map.entry("quarkus.devservices.enabled", "false"),
          Map.entry("retouch.providers.stepfun.dialect", "openai-edits"),
          Map.entry("retouch.providers.stepfun.base-url", "https://api.stepfun.com/v1"),
          Map.entry("retouch.presets.product-white.match.bucket", "uploads"),
          Map.entry("retouch.presets.product-white.provider", "stepfun"),
          Map.entry("retouch.presets.product-white.model", "step-image-edit-2"),
          Map.entry("retouch.presets.product-white.prompt", "White, with soft light"),
          Map.entry("retouch.presets.product-white.output.bucket", "results"));
    }
  }
}
