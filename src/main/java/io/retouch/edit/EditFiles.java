package io.retouch.edit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The temporary files of one edit.
 *
 * @param source the picture as it was uploaded
 * @param result the picture as the API made it
 * @param report a report to be written
 */
record EditFiles(Path source, Path result, Path report) implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(EditFiles.class);

  EditFiles(Path directory, long number) {
    this(
        directory.resolve(number + "-source"),
        directory.resolve(number + "-result"),
        directory.resolve(number + "-report.json"));
  }

  @Override
  public void close() {
    for (Path file : List.of(source, result, report)) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        LOG.warnf("A temporary file stays behind: %s", e.toString());
      }
    }
  }
}
