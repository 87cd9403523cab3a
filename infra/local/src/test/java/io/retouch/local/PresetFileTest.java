package io.retouch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresetFileTest {
  @TempDir Path folder = Path.of("");

  private Path file(String... lines) throws IOException {
    return Files.writeString(folder.resolve("application.yaml"), String.join("\n", lines));
  }

  @Test
  void theFileOfThisRepositoryOffersPresetsOfEveryDialect() {
    PresetFile presets = PresetFile.read(Path.of("config/application.yaml"));

    assertThat(presets.names())
        .isEqualTo("watercolour, white-background, dusk, comic, winter, pencil");
    assertThat(presets.first().prefix()).isEqualTo("uploads/watercolour/");
    assertThat(presets.first().baseUrl()).startsWith("${STEP_BASE_URL:");
    assertThat(presets.variables())
        .containsExactlyInAnyOrder(
            "RETOUCH_TIME_LIMIT",
            "RETOUCH_LEDGER_TABLE",
            "STEP_BASE_URL",
            "STEP_API_KEY",
            "MODELVERSE_BASE_URL",
            "MODELVERSE_API_KEY",
            "OPENAI_BASE_URL",
            "OPENAI_API_KEY",
            "RETOUCH_LOCAL_STAND_IN",
            "RETOUCH_UPLOAD_BUCKET",
            "RETOUCH_OUTPUT_BUCKET");
  }

  @Test
  void keepsTheOrderOfTheFile() throws IOException {
    Path file =
        file(
            "retouch:",
            "  presets:",
            "    \"zebra\": { match: { prefix: z/ } }",
            "    \"apple\": { match: { prefix: a/, suffixes: [.JPG] } }");

    PresetFile presets = PresetFile.read(file);

    assertThat(presets.first().name()).isEqualTo("zebra");
    assertThat(presets.named("apple").keyFor("b.jpg")).isEqualTo("a/b.jpg");
  }

  @Test
  void listsThePresetsWhereOneIsUnknown() throws IOException {
    PresetFile presets = PresetFile.read(file("retouch: { presets: { one: {}, two: {} } }"));

    assertThatThrownBy(() -> presets.named("three"))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("There is no preset three")
        .hasMessageEndingWith("has one, two.");
  }

  @Test
  void namesTheLineThatIsNoYaml() throws IOException {
    Path file = file("retouch:", "  presets: [", "  a: b");

    assertThatThrownBy(() -> PresetFile.read(file))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("is not valid YAML in line 3");
  }

  @Test
  void refusesAFileWithoutPresets() throws IOException {
    Path empty = file("");

    assertThatThrownBy(() -> PresetFile.read(empty)).hasMessageContaining("has no presets");
    assertThatThrownBy(() -> PresetFile.read(folder.resolve("missing.yaml")))
        .hasMessageContaining("cannot be read");
  }
}
