package io.retouch.preset;

import static org.assertj.core.api.Assertions.assertThat;

import io.retouch.provider.ShippedDialects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The presets that are shipped with the deployment and with the local cloud start. */
class ShippedConfigurationTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"infra/aws/config/application.yaml", "infra/local/config/application.yaml"})
  void isRight(String file) throws IOException {
    String yaml = Files.readString(Path.of("..").resolve(file), StandardCharsets.UTF_8);

    Settings settings =
        Configurations.load(
            yaml,
            Map.of(),
            Map.of(
                "RETOUCH_UPLOAD_BUCKET", "uploads",
                "RETOUCH_OUTPUT_BUCKET", "edited",
                "RETOUCH_LEDGER_TABLE", "edits",
                "RETOUCH_API_KEY_PARAMETER", "/retouch/key"),
            ShippedDialects.all());

    assertThat(settings.presets()).isNotEmpty();
    assertThat(settings.ledgerTable()).contains("edits");
  }
}
