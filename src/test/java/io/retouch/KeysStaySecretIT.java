package io.retouch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Looks for the tests' keys in everything that the module's tests have written: surefire keeps all
 * output and every failure's message in its reports. {@code .ci/run} looks at all modules.
 */
class KeysStaySecretIT {
  /** What the keys of all tests begin with; apart, so that this file is no finding itself. */
  private static final String KEY = "sk-" + "test-";

  private static final Path REPORTS = Path.of("target/surefire-reports");

  @Test
  void noOutputOfTheTestsHoldsAKey() throws IOException {
    assumeThat(REPORTS).as("the tests were run").isDirectory();
    List<Path> reports;
    try (Stream<Path> files = Files.walk(REPORTS)) {
      reports = files.filter(Files::isRegularFile).toList();
    }

    assertThat(reports)
        .filteredOn(report -> text(report).contains("\"outcome\":\"edited\""))
        .isNotEmpty();
    assertThat(reports).filteredOn(report -> text(report).contains(KEY)).isEmpty();
  }

  private static String text(Path report) {
    try {
      return Files.readString(report, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
