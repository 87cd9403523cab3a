package io.retouch.local.kit;

import io.retouch.local.host.FunctionArtifact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where a test finds what the build has made, and where it keeps what it makes itself. */
final class KitFiles {
  private static final String ARTIFACT = "functions/upload/target/function.zip";
  private static final String RUNTIME_CLIENT = "infra/local/target/ric";

  private KitFiles() {}

  /** The upload function of this checkout, as the build has left it: JVM or native. */
  static FunctionArtifact uploadFunction() {
    Path root = root();
    try {
      return FunctionArtifact.open(
          root.resolve(ARTIFACT), FunctionArtifact.FUNQY_HANDLER, root.resolve(RUNTIME_CLIENT));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The function " + root.resolve(ARTIFACT) + " is missing; build functions/upload.", e);
    }
  }

  private static Path root() {
    for (Path path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
      if (Files.isDirectory(path.resolve("functions/upload"))) {
        return path;
      }
    }
    throw new IllegalStateException("The kit has to be used within a checkout of Retouch.");
  }

  /** A folder of this test alone. */
  static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("retouch-kit-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
