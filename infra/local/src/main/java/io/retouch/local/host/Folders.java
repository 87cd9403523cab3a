package io.retouch.local.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The folders of one function: the unpacked artifact, and a temporary one that, as on Lambda,
 * outlives a killed process.
 *
 * @param root holds both; deleted at the end
 */
record Folders(Path root) implements AutoCloseable {

  static Folders create() throws IOException {
    Folders folders = new Folders(Files.createTempDirectory("retouch-function-"));
    Files.createDirectory(folders.task());
    Files.createDirectory(folders.temporary());
    return folders;
  }

  Path task() {
    return root.resolve("task");
  }

  Path temporary() {
    return root.resolve("tmp");
  }

  /** Deletes everything; what is gone already is no error. */
  @Override
  public void close() {
    if (Files.notExists(root)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
