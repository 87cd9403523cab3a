package io.retouch.local.cloud;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Everything that outlives a stop. The buckets are the folders that one sees; the rest lies in
 * {@code .cloud}, which is no bucket's name. Only one cloud uses a folder at a time: the lock is
 * the operating system's, so that it is gone with its process, however that ended.
 */
final class DataFolder implements AutoCloseable {
  private static final String INNER = ".cloud";

  private final Path root;
  private final FileChannel lock;

  private DataFolder(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Takes the folder, created if missing.
   *
   * @throws CloudException if it cannot be written, or another cloud uses it
   */
  static DataFolder take(Path folder) {
    Path root = folder.toAbsolutePath().normalize();
    FileChannel channel;
    try {
      Files.createDirectories(root.resolve(INNER));
      channel =
          FileChannel.open(
              root.resolve(INNER).resolve("lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new CloudException(
          "The folder " + root + " cannot be written; choose another with --data.", e);
    }
    return lock(root, channel);
  }

  private static DataFolder lock(Path root, FileChannel channel) {
    try {
      if (locked(channel) == null) {
        String holder = holder(channel);
        channel.close();
        throw new CloudException(
            "The folder %s is in use by another local cloud%s; stop that one, or choose another"
                    .formatted(root, holder)
                + " folder with --data.");
      }
      byte[] process =
          Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(process), 0);
      return new DataFolder(root, channel);
    } catch (IOException e) {
      throw new CloudException("The folder " + root + " cannot be locked: " + e + ".", e);
    }
  }

  private static @Nullable FileLock locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // It is this very process that holds it.
      return null;
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(20);
    channel.read(content, 0);
    String process = new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII);
    return process.matches("[0-9]+") ? " (process " + process + ")" : "";
  }

  /** The folder whose subfolders are the buckets. */
  Path buckets() {
    return root;
  }

  /** Where the queues are kept. */
  Path queue() {
    return root.resolve(INNER).resolve("queue");
  }

  /** Where the table is kept. */
  Path table() {
    return root.resolve(INNER).resolve("table");
  }

  /** Lets others in. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new CloudException("The lock of " + root + " cannot be released: " + e + ".", e);
    }
  }
}
