package io.retouch.local.host;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is put around a function's command, in the process that then becomes the function:
 *
 * <ul>
 *   <li>a session of its own where {@code setsid} is there, so that a terminal's Ctrl-C does not
 *       reach it and an invocation can end in peace;
 *   <li>a bound on its memory;
 *   <li>a watcher that kills it when standard input closes, which is when this JVM ends, in
 *       whatever way.
 * </ul>
 */
final class Launch {

  /**
   * The function's own standard input is empty, as on Lambda. A watcher must not hold the
   * function's output open, which is read to its end.
   */
  private static final String SCRIPT =
      """
      [ "$1" = unlimited ] || ulimit -d "$1" 2>/dev/null || :
      shift
      exec 3<&0 </dev/null
      { read -r nothing <&3; kill -KILL -- "-$$" || kill -KILL "$$"; } >/dev/null 2>&1 &
      exec 3<&-
      exec "$@"
      """;

  private static final String UNLIMITED = "unlimited";

  private Launch() {}

  /**
   * A command with the bound of the artifact's kind. A JVM gets none: what it commits beside its
   * heap (code, metadata, collector) says little about what it uses, so {@code -Xmx} bounds it.
   */
  static List<String> around(List<String> command, FunctionArtifact.Kind kind, HostLimits limits) {
    List<String> launch = new ArrayList<>();
    sessionLeader().ifPresent(launch::add);
    launch.addAll(List.of("sh", "-c", SCRIPT, "function"));
    launch.add(
        kind == FunctionArtifact.Kind.NATIVE ? Long.toString(limits.dataKilobytes()) : UNLIMITED);
    launch.addAll(command);
    return List.copyOf(launch);
  }

  private static Optional<String> sessionLeader() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, "setsid"))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
