package io.retouch.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {
  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void isInTheReadmeWithItsStatusAndWhetherItIsRepeated(ErrorCode code) throws IOException {
    String readme = Files.readString(Path.of("../../README.md"));

    assertThat(readme.lines())
        .anyMatch(
            line ->
                line.startsWith("| `%s` | %d |".formatted(code.word(), code.status()))
                    && line.endsWith(code.isRetryable() ? "| yes |" : "| no |"));
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void isSaidInOneSentence(ErrorCode code) {
    assertThat(code.sentence()).matches("[A-Z].*[.]");
  }
}
