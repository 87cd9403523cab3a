package io.retouch.local.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The folders of one function, laid out as on Lambda: the unpacked artifact in {@code var/task},
 * and for each execution environment a temporary folder of its own that outlives a killed process.
 *
 * @param root holds them all; deleted at the end
 */
record Folders(Path root) implements AutoCloseable {

  static Folders create() throws IOException {
    Folders folders = new Folders(Files.createTempDirectory("retouch-function-"));
    Files.createDirectories(folders.task());
    return folders;
  }

  Path task() {
    return root.resolve("var/task");
  }

  /** The temporary folder of the environment with that number, created where it is missing. */
  Path temporary(int environment) throws IOException {
    return Files.createDirectories(root.resolve("environment-" + environment).resolve("tmp"));
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
