package io.retouch.local.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs one function as Lambda does. A process is started at the first invocation and serves the
 * following ones; where it was killed or died, the next invocation gets a fresh one. Invocations
 * are served one at a time; a second one waits.
 *
 * <p>The process and the host's temporary files are gone after {@link #close()}, and also when this
 * JVM is ended by Ctrl-C or a signal other than SIGKILL.
 */
public final class FunctionHost implements AutoCloseable {
  private final Folders folders;
  private final List<String> command;
  private final Map<String, String> variables;
  private final String functionArn;
  private final HostLimits limits;
  private final LogListener log;
  private final Thread atExit = new Thread(this::stop, "function-host-exit");
  private final Object lock = new Object();
  private @Nullable FunctionProcess current;
  private boolean stopped;

  private FunctionHost(
      Folders folders,
      FunctionArtifact artifact,
      LambdaEnvironment environment,
      HostLimits limits,
      LogListener log) {
    this.folders = folders;
    this.command = artifact.command(folders.task(), folders.temporary(), limits.heapMegabytes());
    this.variables = environment.variables(artifact, limits, folders.task(), folders.temporary());
    this.functionArn = environment.functionArn();
    this.limits = limits;
    this.log = log;
  }

  /**
   * Unpacks the artifact; no process is started yet.
   *
   * @param name the function's name
   * @param configuration put into the unpacked artifact as {@code config/application.yaml}, as the
   *     deployment does
   * @param environment the function's own variables; AWS region and credentials are expected here
   * @throws IOException if the artifact cannot be unpacked
   */
  public static FunctionHost open(
      String name,
      FunctionArtifact artifact,
      Optional<Path> configuration,
      Map<String, String> environment,
      HostLimits limits,
      LogListener log)
      throws IOException {
    Folders folders = Folders.create();
    try {
      artifact.unpack(folders.task());
      if (configuration.isPresent()) {
        Path target = folders.task().resolve("config/application.yaml");
        Files.createDirectories(target.resolveSibling(""));
        Files.deleteIfExists(target);
        Files.copy(configuration.get(), target);
      }
    } catch (IOException | RuntimeException e) {
      folders.close();
      throw e;
    }
    FunctionHost host =
        new FunctionHost(folders, artifact, new LambdaEnvironment(name, environment), limits, log);
    Runtime.getRuntime().addShutdownHook(host.atExit);
    return host;
  }

  /**
   * Hands one event to the function and waits for what comes of it.
   *
   * @param event JSON
   * @throws InterruptedException if the waiting thread is interrupted; the process is killed then
   */
  public synchronized Result invoke(byte[] event) throws InterruptedException {
    try {
      FunctionProcess running;
      try {
        running = runningProcess();
      } catch (IOException e) {
        return new Result.NotStarted(
            "The function's process cannot be started: " + e.getMessage(), List.of());
      }
      Optional<Result.NotStarted> failure = running.awaitStart(limits.start());
      return failure.isPresent() ? failure.get() : running.invoke(event, limits.invocation());
    } catch (InterruptedException e) {
      killProcess();
      throw e;
    }
  }

  /** The id of the function's process, where one is alive. */
  public Optional<Long> processId() {
    synchronized (lock) {
      return current != null && current.isAlive()
          ? Optional.of(current.handle().pid())
          : Optional.empty();
    }
  }

  private FunctionProcess runningProcess() throws IOException {
    synchronized (lock) {
      if (stopped) {
        throw new IllegalStateException("The host is closed.");
      }
      if (current != null && current.isAlive()) {
        return current;
      }
      killProcess();
      current = new FunctionProcess(command, folders.task(), variables, functionArn, log);
      return current;
    }
  }

  private void killProcess() {
    synchronized (lock) {
      if (current != null) {
        current.close();
        current = null;
      }
    }
  }

  private void stop() {
    synchronized (lock) {
      stopped = true;
      killProcess();
    }
    try {
      folders.close();
    } catch (UncheckedIOException e) {
      log.line("Temporary files are left in " + folders.root() + ": " + e.getMessage());
    }
  }

  /** Kills the process and deletes the temporary files. */
  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The JVM is ending already, and the hook does the same once more.
      return;
    }
  }
}
