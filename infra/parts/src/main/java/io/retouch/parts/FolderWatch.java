package io.retouch.parts;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Announces files that somebody lays into a bucket's folder, at any depth, once their size and time
 * of change have stood still for a second. It scans the folder about three times a second, because
 * the kernel's notifications have limits and miss whole folders that are moved in.
 *
 * <p>A file is announced once for each content, over restarts too: what was announced, and what the
 * store itself has written, carries a stamp, the extended attribute {@code user.retouch.announced}.
 * A listener that throws is called again a second later. Never announced: empty, hidden and
 * temporary files, partial downloads, what lies in folders of such names, and symbolic links.
 */
public final class FolderWatch implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(FolderWatch.class.getName());
  private static final Duration PAUSE = Duration.ofMillis(300);
  static final Duration STILL = Duration.ofSeconds(1);

  /** Unfinished files of browsers, download tools and editors, until they are renamed. */
  private static final List<String> UNFINISHED =
      List.of(
          ".part",
          ".partial",
          ".crdownload",
          ".download",
          ".opdownload",
          ".filepart",
          ".aria2",
          ".tmp",
          ".temp",
          ".swp",
          ".swo",
          ".swx",
          "~");

  /** S3Proxy 4.1.0 writes {@code <key>-<random UUID>} and renames it. */
  private static final Pattern STORES_OWN =
      Pattern.compile(".*-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final Path folder;
  private final Consumer<Path> listener;
  private final Predicate<Path> busy;
  private final Duration still;
  private final ScheduledExecutorService scans;

  /** Files that need nothing, as they were seen last. */
  private final Map<Path, FileStamp> settled = new HashMap<>();

  private final Map<Path, Changing> changing = new HashMap<>();
  private final Map<Path, FileStamp> failed = new HashMap<>();

  private record Changing(FileStamp stamp, long sinceNanos) {}

  private FolderWatch(Path folder, Consumer<Path> listener, Predicate<Path> busy, Duration still) {
    this.folder = folder;
    this.listener = listener;
    this.busy = busy;
    this.still = still;
    this.scans =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "folder-watch");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Watches until it is closed.
   *
   * @param bucketFolder need not exist yet
   * @param listener called on one thread, with a path below the folder
   */
  public static FolderWatch of(Path bucketFolder, Consumer<Path> listener) {
    return of(bucketFolder, listener, file -> false, STILL);
  }

  /**
   * Watches until it is closed.
   *
   * @param busy says which files somebody else is about to stamp; they are looked at again later
   * @param still how long size and time of change must stay the same
   */
  static FolderWatch of(
      Path bucketFolder, Consumer<Path> listener, Predicate<Path> busy, Duration still) {
    FolderWatch watch = new FolderWatch(bucketFolder.toAbsolutePath(), listener, busy, still);
    var unused =
        watch.scans.scheduleWithFixedDelay(watch::scan, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    return watch;
  }

  /** Ends the watch; a listener that is being called is waited for, ten seconds at most. */
  @Override
  public void close() {
    scans.shutdown();
    try {
      if (!scans.awaitTermination(10, TimeUnit.SECONDS)) {
        scans.shutdownNow();
      }
    } catch (InterruptedException e) {
      scans.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void scan() {
    try {
      Map<Path, FileStamp> found = found();
      settled.keySet().retainAll(found.keySet());
      changing.keySet().retainAll(found.keySet());
      failed.keySet().retainAll(found.keySet());
      found.forEach(this::look);
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "The folder " + folder + " cannot be looked through.", e);
    }
  }

  private void look(Path file, FileStamp now) {
    if (now.equals(settled.get(file)) || scans.isShutdown()) {
      return;
    }
    Changing before = changing.get(file);
    if (before == null || !before.stamp().equals(now)) {
      changing.put(file, new Changing(now, System.nanoTime()));
      return;
    }
    if (System.nanoTime() - before.sinceNanos() < still.toNanos() || busy.test(file)) {
      return;
    }
    changing.remove(file);
    try {
      if (!now.isOn(file)) {
        listener.accept(file);
        if (FileStamp.of(folder, file).equals(now)) {
          now.putOn(file);
        }
      }
      settled.put(file, now);
    } catch (IOException | RuntimeException e) {
      boolean known = now.equals(failed.put(file, now));
      LOG.log(
          known ? Level.FINE : Level.WARNING,
          "The file " + file + " could not be announced; trying again.",
          e);
    }
  }

  private Map<Path, FileStamp> found() throws IOException {
    Map<Path, FileStamp> found = new HashMap<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return directory.equals(folder) || isFinished(directory)
                ? FileVisitResult.CONTINUE
                : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && attributes.size() > 0 && isFinished(file)) {
              found.put(file, FileStamp.of(folder, file, attributes));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  private static boolean isFinished(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return !name.startsWith(".")
        && !name.startsWith("#")
        && UNFINISHED.stream().noneMatch(name::endsWith)
        && !STORES_OWN.matcher(name).matches();
  }
}
