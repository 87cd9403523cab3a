package io.retouch.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path folder = Path.of("");

  @Test
  void isUsedByOneCloudAtATime() {
    long process = ProcessHandle.current().pid();

    try (DataFolder first = DataFolder.take(folder)) {
      assertThat(first.buckets()).isEqualTo(folder);
      assertThatThrownBy(() -> DataFolder.take(folder))
          .isInstanceOf(CloudException.class)
          .hasMessage(
              "The folder %s is in use by another local cloud (process %d); stop that one, or choose"
                  + " another folder with --data.",
              folder, process);
    }

    DataFolder.take(folder).close();
  }

  @Test
  void saysThatAFileIsNoFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text");

    assertThatThrownBy(() -> DataFolder.take(file.resolve("data")))
        .isInstanceOf(CloudException.class)
        .hasMessageContaining("cannot be written; choose another with --data.");
  }
}
