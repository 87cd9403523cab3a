package io.retouch.edit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * A directory that belongs to one process, with a lock file beside it that tells whether the
 * process lives: the system gives the lock back when it dies, however it dies.
 */
final class ProcessDirectory implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ProcessDirectory.class);
  private static final String PREFIX = "retouch-";
  private static final String SUFFIX = ".lock";

  private final Path lockFile;
  private final FileChannel lock;

  private ProcessDirectory(Path lockFile, FileChannel lock) {
    this.lockFile = lockFile;
    this.lock = lock;
  }

  static ProcessDirectory create(Path base) throws IOException {
    Optional<ProcessDirectory> created = Optional.empty();
    while (created.isEmpty()) {
      created = lock(base.resolve(PREFIX + UUID.randomUUID() + SUFFIX));
    }
    Files.createDirectory(created.get().path());
    return created.get();
  }

  /** Nothing if another process took the new file for a left-over before it was locked. */
  private static Optional<ProcessDirectory> lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    if (channel.tryLock() != null && Files.exists(file)) {
      return Optional.of(new ProcessDirectory(file, channel));
    }
    channel.close();
    return Optional.empty();
  }

  Path path() {
    return directoryOf(lockFile);
  }

  void deleteThoseOfDeadProcesses() throws IOException {
    Path base = Optional.ofNullable(lockFile.getParent()).orElse(Path.of(""));
    try (DirectoryStream<Path> locks = Files.newDirectoryStream(base, PREFIX + "*" + SUFFIX)) {
      for (Path other : locks) {
        if (!other.equals(lockFile)) {
          deleteIfDead(other);
        }
      }
    }
  }

  private static void deleteIfDead(Path other) {
    try (FileChannel channel = FileChannel.open(other, StandardOpenOption.WRITE);
        FileLock ours = channel.tryLock()) {
      if (ours != null) {
        deleteAll(directoryOf(other));
        Files.deleteIfExists(other);
      }
    } catch (OverlappingFileLockException e) {
      LOG.debugf("%s belongs to this process", other);
    } catch (NoSuchFileException e) {
      LOG.debugf("%s was deleted by another process", other);
    } catch (IOException e) {
      LOG.warnf("Temporary files of an earlier process stay behind: %s", e.toString());
    }
  }

  @Override
  public void close() throws IOException {
    deleteAll(path());
    Files.deleteIfExists(lockFile);
    lock.close();
  }

  private static Path directoryOf(Path lock) {
    String name = String.valueOf(lock.getFileName());
    return lock.resolveSibling(name.substring(0, name.length() - SUFFIX.length()));
  }

  private static void deleteAll(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
