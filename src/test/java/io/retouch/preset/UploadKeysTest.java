package io.retouch.preset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Keys and the preset that edits each. The deployment's tests run the same keys against the filters
 * of its notifications, so that what a preset matches is announced.
 */
class UploadKeysTest {
  @ParameterizedTest
  @CsvFileSource(
      resources = "/uploads/keys.csv",
      delimiter = '|',
      useHeadersInDisplayName = true,
      emptyValue = "")
  void editsWhatThePresetMatches(String key, String preset, boolean announced) throws IOException {
    Settings settings =
        Configurations.load(
            fixture(),
            Map.of(),
            Map.of("RETOUCH_UPLOAD_BUCKET", "uploads", "RETOUCH_OUTPUT_BUCKET", "edited"));

    assertThat(settings.presetFor("uploads", key).map(Preset::name).orElse(null)).isEqualTo(preset);
    assertThat(announced || preset == null).as("what a preset edits is announced").isTrue();
  }

  private static String fixture() throws IOException {
    try (InputStream file = UploadKeysTest.class.getResourceAsStream("/uploads/application.yaml")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
