package io.retouch.local.chaos;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which process of this machine has a connection, from Linux' {@code /proc}. */
final class Callers {
  private static final Path PROC = Path.of("/proc");

  private Callers() {}

  /**
   * The process that calls from a port of the loopback address.
   *
   * @param candidates process ids
   */
  static Optional<Long> at(int port, List<Long> candidates) {
    String hex = String.format(":%04X", port);
    try {
      for (String table : List.of("net/tcp", "net/tcp6")) {
        Optional<String> inode = inode(PROC.resolve(table), hex);
        if (inode.isPresent()) {
          String socket = "socket:[" + inode.get() + "]";
          return candidates.stream().filter(process -> holds(process, socket)).findFirst();
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /**
   * Columns: number, local address, remote address, state, queues, timer, retries, uid, t, inode.
   */
  private static Optional<String> inode(Path table, String port) throws IOException {
    if (Files.notExists(table)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(table)) {
      return lines
          .map(line -> line.strip().split("\\s+"))
          .filter(columns -> columns.length > 9 && columns[1].endsWith(port))
          .map(columns -> columns[9])
          .filter(inode -> !inode.equals("0"))
          .findFirst();
    }
  }

  private static boolean holds(long process, String socket) {
    Path files = PROC.resolve(Long.toString(process)).resolve("fd");
    try (DirectoryStream<Path> open = Files.newDirectoryStream(files)) {
      for (Path file : open) {
        if (isLinkTo(file, socket)) {
          return true;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // It died meanwhile.
      return false;
    }
    return false;
  }

  private static boolean isLinkTo(Path file, String socket) {
    try {
      return Files.readSymbolicLink(file).toString().equals(socket);
    } catch (IOException e) {
      // Closed meanwhile.
      return false;
    }
  }
}
