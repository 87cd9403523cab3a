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
 * @param fitted the picture as it is sent, where that is not as it was uploaded
 * @param result the picture as the API made it
 * @param rendered the result in the form that is wanted
 * @param finished the same with the source's EXIF
 * @param report a report, or a manifest, to be written
 */
record EditFiles(Path source, Path fitted, Path result, Path rendered, Path finished, Path report)
    implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(EditFiles.class);

  EditFiles(Path directory, long number) {
    this(
        directory.resolve(number + "-source"),
        directory.resolve(number + "-fitted"),
        directory.resolve(number + "-result"),
        directory.resolve(number + "-rendered"),
        directory.resolve(number + "-finished"),
        directory.resolve(number + "-report.json"));
  }

  @Override
  public void close() {
    for (Path file : List.of(source, fitted, result, rendered, finished, report)) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        LOG.warnf("A temporary file stays behind: %s", e.toString());
      }
    }
  }
}
