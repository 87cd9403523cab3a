package io.retouch.local.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What dead processes have left behind. Each process of the function has a folder of its own with a
 * lock file beside it; where the lock can be had, the process is dead and its files should be gone.
 * Other functions of this machine use the same folder, so that only those count that were seen to
 * be ours.
 */
final class TemporaryFiles {
  private final Set<Path> seen = ConcurrentHashMap.newKeySet();

  /** Remembers what belongs to these processes. */
  void note(List<Long> processes) {
    processes.forEach(process -> seen.addAll(locksOf(process)));
  }

  /**
   * The leftovers of this run, and the files that idle processes hold.
   *
   * @param processes those that are alive
   */
  List<String> leftBehind(List<Long> processes) {
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
      }
      for (Path lock : seen) {
        if (!own.contains(lock) && isDead(lock)) {
          found.add("a dead process left " + lock);
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
    } catch (IOException | DirectoryIteratorException e) {
      // It died meanwhile.
      return List.copyOf(locks);
    }
    return List.copyOf(locks);
  }

  private static boolean isDead(Path lock) throws IOException {
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock ours = channel.tryLock()) {
      return ours != null;
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
