package io.retouch.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedactionTest {
  private final Redaction redaction;

  RedactionTest(@TempDir Path directory) throws IOException {
    this.redaction =
        Redaction.of(
            Calls.call(
                directory,
                Calls.preset(
                    Calls.provider(URI.create("https://api.example.com"), false),
                    Map.of("negative_prompt", "no people, no cars", "steps", "8")),
                Duration.ofSeconds(1)));
  }

  @Test
  void takesOutThePromptWholeOrInParts() {
    assertThat(redaction.clean("bad: " + Calls.PROMPT + "!")).isEqualTo("bad: (prompt)!");
    assertThat(redaction.clean("bad: " + Calls.PROMPT.substring(3, 14) + "..."))
        .isEqualTo("bad: (prompt)...");
  }

  @Test
  void takesOutKeysAndLongerParameters() {
    assertThat(redaction.clean("key " + Calls.KEY + " is wrong")).isEqualTo("key (key) is wrong");
    assertThat(redaction.clean("'no people, no cars' and 8 steps"))
        .isEqualTo("'(parameter)' and 8 steps");
  }

  @Test
  void makesOneLineOfAtMost300Characters() {
    assertThat(redaction.clean(" a\r\n\tb\u0000\u001bc\u202e ")).isEqualTo("a b c");
    assertThat(redaction.clean("x".repeat(300))).isEqualTo("x".repeat(300));
    assertThat(redaction.clean("x".repeat(301))).isEqualTo("x".repeat(299) + "…");
    assertThat(redaction.clean("x".repeat(298) + "𠮷𠮷")).isEqualTo("x".repeat(298) + "…");
  }
}
