package io.retouch.edit;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * The process' own directory for temporary files, below {@code java.io.tmpdir}. What a dead process
 * left there is deleted when the next one starts, because {@code /tmp} survives a killed function.
 */
@Singleton
public class Workspace {
  private static final Logger LOG = Logger.getLogger(Workspace.class);

  private final AtomicLong edits = new AtomicLong();
  private final ProcessDirectory directory;

  @Inject
  Workspace() {
    this(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * @param base the directory in which the process' own one is made
   * @throws UncheckedIOException if it cannot be made
   */
  Workspace(Path base) {
    try {
      Files.createDirectories(base);
      directory = ProcessDirectory.create(base);
      directory.deleteThoseOfDeadProcesses();
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary files can be made in " + base, e);
    }
  }

  /** Files for one edit, deleted when it closes. */
  EditFiles open() {
    return new EditFiles(directory.path(), edits.incrementAndGet());
  }

  /** One file, not there yet, deleted when it closes. */
  public Scratch scratch() {
    return new Scratch(directory.path().resolve(edits.incrementAndGet() + "-scratch"));
  }

  @PreDestroy
  void close() {
    try {
      directory.close();
    } catch (IOException e) {
      LOG.debugf(e, "Temporary files in %s are left to the next start", directory.path());
    }
  }
}
