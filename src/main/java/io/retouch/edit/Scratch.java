package io.retouch.edit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jboss.logging.Logger;

/**
 * A temporary file that lives as long as it is in use.
 *
 * @param path where it is, or will be
 */
public record Scratch(Path path) implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Scratch.class);

  public Scratch {
    Objects.requireNonNull(path, "path");
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.warnf("A temporary file stays behind: %s", e.toString());
    }
  }
}
