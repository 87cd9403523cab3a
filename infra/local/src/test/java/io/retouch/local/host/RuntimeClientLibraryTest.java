package io.retouch.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeClientLibraryTest {
  @TempDir Path folder = Path.of("");

  @Test
  void givesEveryProcessALibraryOfItsOwn() throws IOException {
    String option = RuntimeClientLibrary.option(Path.of("target/ric"), folder).orElseThrow();

    Path library = Path.of(option.substring(option.indexOf('=') + 1));
    assertThat(library).startsWith(folder);
    assertThat(Files.size(library)).isPositive();
  }

  @Test
  void leavesAClientWithoutLibrariesToItself() throws IOException {
    assertThat(RuntimeClientLibrary.option(folder, folder)).isEmpty();
    assertThat(RuntimeClientLibrary.option(folder.resolve("none"), folder)).isEmpty();
  }
}
