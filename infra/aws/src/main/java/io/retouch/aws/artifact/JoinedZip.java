package io.retouch.aws.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * A function with its configuration. The same function and the same configuration make the same
 * bytes, so that nothing is deployed that has not changed.
 */
public final class JoinedZip {
  private static final FileTime TIME = FileTime.from(Instant.parse("2026-11-01T00:00:00Z"));

  private JoinedZip() {}

  /**
   * Writes the function's zip with the configuration as {@code config/application.yaml}, which
   * replaces one that is there.
   *
   * @throws UncheckedIOException if a file cannot be read or written
   */
  public static void write(FunctionZip function, Path config, Path target) {
    try {
      Files.createDirectories(Objects.requireNonNull(target.toAbsolutePath().getParent()));
      Files.copy(function.file(), target, StandardCopyOption.REPLACE_EXISTING);
      try (FileSystem zip =
          FileSystems.newFileSystem(target, Map.of("enablePosixFileAttributes", "true"))) {
        Path folder = zip.getPath("/config");
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setLastModifiedTime(folder, TIME);
        Path file = folder.resolve("application.yaml");
        Files.write(file, Files.readAllBytes(config));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setLastModifiedTime(file, TIME);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The function and its configuration cannot be joined in " + target + ".", e);
    }
  }
}
