package io.retouch.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.retouch.parts.FunctionUrl;
import io.retouch.parts.LocalEditApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * OpenAI's own client for JavaScript, unchanged, behind a function URL. Skipped where there is no
 * Node, or its packages cannot be had.
 */
@QuarkusTest
@QuarkusTestResource(value = LocalCloud.class, restrictToAnnotatedClass = true)
class OpenAiNodeTest {
  private static final Path SOURCES = Path.of("src/test/node");
  private static final Path HOME = Path.of("target/node");

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  LocalEditApi api;

  @Test
  void editsAndReadsErrors() throws Exception {
    assumeTrue(run(folder, "node", "--version").isPresent(), "There is no Node.");
    install();
    api.reset();
    Path picture = Files.write(folder.resolve("photo.png"), Pictures.png());

    JsonNode outcomes;
    try (FunctionUrl url = Gateway.open(Optional.empty())) {
      String told =
          run(HOME, "node", "client.mjs", url.address() + "/v1", LocalCloud.TOKEN, picture + "")
              .orElseThrow();
      outcomes = new ObjectMapper().readTree(told);
    }

    assertThat(outcomes.at("/link/data/0/url").asText()).startsWith("http://");
    byte[] bytes = Base64.getDecoder().decode(outcomes.at("/bytes/data/0/b64_json").asText());
    assertThat(bytes).startsWith(0x89, 'P', 'N', 'G');
    assertError(outcomes.path("several"), 400, "several_images", "image");
    assertError(outcomes.path("prompt"), 400, "prompt_not_allowed", "prompt");
    assertError(outcomes.path("preset"), 404, "preset_not_found", "model");
    assertThat(api.paid()).isEqualTo(2);
  }

  private static void assertError(JsonNode outcome, int status, String code, String param) {
    assertThat(outcome.path("status").asInt()).isEqualTo(status);
    assertThat(outcome.path("code").asText()).isEqualTo(code);
    assertThat(outcome.path("param").asText()).isEqualTo(param);
    assertThat(outcome.path("type").asText()).isEqualTo("invalid_request_error");
    assertThat(outcome.path("id").asText()).isNotEmpty();
  }

  private void install() throws IOException, InterruptedException {
    Files.createDirectories(HOME);
    for (String file : List.of("package.json", "package-lock.json", ".npmrc", "client.mjs")) {
      Files.write(HOME.resolve(file), Files.readAllBytes(SOURCES.resolve(file)));
    }
    boolean installed =
        Files.isDirectory(HOME.resolve("node_modules/openai"))
            || run(HOME, "npm", "ci", "--prefer-offline").isPresent();
    assumeTrue(installed, "The openai package cannot be had from npm.");
  }

  /** What a command prints; nothing if it cannot be run, fails, or does not end. */
  private Optional<String> run(Path in, String... command)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output-" + command[0]);
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(List.of(command)))
            .directory(in.toFile())
            .redirectOutput(output.toFile())
            .redirectError(folder.resolve("errors").toFile());
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return Optional.empty();
    }
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      return Optional.empty();
    }
    return process.exitValue() == 0
        ? Optional.of(Files.readString(output, StandardCharsets.UTF_8).strip())
        : Optional.empty();
  }
}
