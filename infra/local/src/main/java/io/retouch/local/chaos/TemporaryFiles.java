package io.retouch.local.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What dead processes have left behind. Each process of the function has a folder of its own with a
 * lock file beside it; where the lock can be had, the process is dead and its files should be gone.
 */
final class TemporaryFiles {
  private static final String LOCKS = "retouch-*.lock";

  private TemporaryFiles() {}

  /**
   * The leftovers of this run, and the files that idle processes hold.
   *
   * @param processes those that are alive
   * @param since when the run began: what is older is somebody else's
   */
  static List<String> leftBehind(List<Long> processes, Instant since) {
    Set<Path> own = new TreeSet<>();
    for (long process : processes) {
      own.addAll(locksOf(process));
    }
    if (own.isEmpty() && Files.exists(Path.of("/proc/self/fd"))) {
      return List.of("no living process has a folder for temporary files");
    }
    List<String> found = new ArrayList<>();
    try {
      for (Path lock : own) {
        files(folder(lock)).forEach(file -> found.add("an idle process keeps " + file));
        Path base = lock.resolveSibling("");
        try (DirectoryStream<Path> locks = Files.newDirectoryStream(base, LOCKS)) {
          for (Path other : locks) {
            if (!own.contains(other) && isDead(other, since)) {
              found.add("a dead process left " + other);
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(found);
  }

  private static List<Path> locksOf(long process) {
    List<Path> locks = new ArrayList<>();
    Path files = Path.of("/proc", Long.toString(process), "fd");
    try (DirectoryStream<Path> open = Files.newDirectoryStream(files)) {
      for (Path file : open) {
        Path target = Files.readSymbolicLink(file);
        if (target.toString().matches(".*/retouch-[0-9a-f-]{36}\\.lock")) {
          locks.add(target);
        }
      }
    } catch (IOException e) {
      return List.copyOf(locks);
    }
    return List.copyOf(locks);
  }

  private static boolean isDead(Path lock, Instant since) throws IOException {
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock ours = channel.tryLock()) {
      return ours != null && Files.getLastModifiedTime(lock).toInstant().isAfter(since);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static Path folder(Path lock) {
    String name = String.valueOf(lock.getFileName());
    return lock.resolveSibling(name.substring(0, name.length() - ".lock".length()));
  }

  private static List<Path> files(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile).toList();
    }
  }
}
