package io.retouch.parts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Lays SQLite's native libraries, which DynamoDB Local loads, where they can be loaded from: the
 * build puts them on the class path, so that nobody has to start a JVM with {@code
 * java.library.path}.
 */
final class NativeSqlite {
  private static final String PLACE = "sqlite4java.library.path";
  private static final List<String> LIBRARIES =
      List.of(
          "libsqlite4java-linux-amd64.so", "libsqlite4java-osx.dylib", "sqlite4java-win32-x64.dll");

  private NativeSqlite() {}

  /** Once in a process; a place that somebody has set already stays. */
  static synchronized void provide() {
    if (System.getProperty(PLACE) != null) {
      return;
    }
    try {
      Path folder = Files.createTempDirectory("retouch-sqlite");
      folder.toFile().deleteOnExit();
      for (String library : LIBRARIES) {
        extract(library, folder.resolve(library));
      }
      System.setProperty(PLACE, folder.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("SQLite's native libraries cannot be laid out.", e);
    }
  }

  private static void extract(String library, Path to) throws IOException {
    try (InputStream bytes = NativeSqlite.class.getResourceAsStream("/native/" + library)) {
      if (bytes == null) {
        throw new IllegalStateException(
            "The library native/" + library + " is not on the class path; build infra/parts.");
      }
      Files.copy(bytes, to, StandardCopyOption.REPLACE_EXISTING);
      to.toFile().deleteOnExit();
    }
  }
}
