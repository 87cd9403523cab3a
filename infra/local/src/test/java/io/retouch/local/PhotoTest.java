package io.retouch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoTest {
  private static final long LARGEST = 100L * 1024 * 1024;

  @TempDir Path folder = Path.of("");

  private Path file(String name, long bytes) throws IOException {
    Path file = folder.resolve(name);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(bytes);
    }
    return file;
  }

  @Test
  void takesFilesOfUpToAHundredMegabytes() throws IOException {
    Path largest = file("largest.jpg", LARGEST);
    Path larger = file("larger.jpg", LARGEST + 1);

    assertThat(Photo.at(largest).bytes()).isEqualTo(LARGEST);
    assertThatThrownBy(() -> Photo.at(larger)).hasMessageContaining("100 MB");
  }

  @Test
  void refusesWhatCannotBeUploaded() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.jpg"));

    assertThatThrownBy(() -> Photo.at(empty)).hasMessage(empty + " is empty.");
    assertThatThrownBy(() -> Photo.at(folder)).hasMessageContaining("is a folder");
    assertThatThrownBy(() -> Photo.at(folder.resolve("no.jpg")))
        .hasMessage("There is no file " + folder.resolve("no.jpg") + ".");
  }

  @Test
  void declaresTheTypeThatTheNameSuggests() throws IOException {
    assertThat(Photo.at(file("A.JPG", 1)).contentType()).isEqualTo("image/jpeg");
    assertThat(Photo.at(file("a.webp", 1)).contentType()).isEqualTo("image/webp");
    assertThat(Photo.at(file("png", 1)).contentType()).isEqualTo("image/png");
    assertThat(Photo.at(file("a.xyz", 1)).contentType()).isEqualTo("application/octet-stream");
  }
}
