package io.retouch.local.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An unpacked artifact and the execution environments that share it. Processes and files are gone
 * after {@link #close()}, and when this JVM ends by itself or by a signal other than SIGKILL; after
 * that one, the processes alone.
 */
final class Deployment implements AutoCloseable {
  private final Folders folders;
  private final FunctionArtifact artifact;
  private final LambdaEnvironment environment;
  private final HostLimits limits;
  private final PoolListener listener;
  private final List<ExecutionEnvironment> environments = new CopyOnWriteArrayList<>();
  private final Thread atExit = new Thread(this::stop, "function-exit");

  private Deployment(
      Folders folders,
      FunctionArtifact artifact,
      LambdaEnvironment environment,
      HostLimits limits,
      PoolListener listener) {
    this.folders = folders;
    this.artifact = artifact;
    this.environment = environment;
    this.limits = limits;
    this.listener = listener;
  }

  /**
   * Unpacks the artifact; no process is started yet.
   *
   * @param configuration put into the unpacked artifact as {@code config/application.yaml}
   * @throws IOException if the artifact cannot be unpacked
   */
  static Deployment unpack(
      FunctionArtifact artifact,
      Optional<Path> configuration,
      LambdaEnvironment environment,
      HostLimits limits,
      PoolListener listener)
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
    Deployment deployment = new Deployment(folders, artifact, environment, limits, listener);
    Runtime.getRuntime().addShutdownHook(deployment.atExit);
    return deployment;
  }

  /**
   * One more environment for the function, with a temporary folder of its own.
   *
   * @param freeze whether its process is stopped between invocations
   */
  ExecutionEnvironment addEnvironment(boolean freeze) throws IOException {
    return add(
        freeze,
        temporary -> {
          List<String> command =
              artifact.command(folders.task(), temporary, limits.heapMegabytes());
          return Launch.around(command, artifact.kind(), limits);
        });
  }

  /**
   * One more environment, whose process is the artifact's own command and nothing around it: no
   * session, no bound, no watcher, and for an executable none but the options that it was built
   * with. It is never frozen, and survives this JVM where that is killed.
   */
  ExecutionEnvironment addBareEnvironment(List<String> options) throws IOException {
    return add(
        false,
        temporary ->
            artifact.bareCommand(folders.task(), temporary, limits.heapMegabytes(), options));
  }

  private interface Command {
    List<String> of(Path temporary) throws IOException;
  }

  private ExecutionEnvironment add(boolean freeze, Command command) throws IOException {
    int number = environments.size();
    Path temporary = folders.temporary(number);
    Map<String, String> variables =
        environment.variables(artifact, limits, folders.task(), temporary);
    ProcessTemplate template =
        new ProcessTemplate(
            command.of(temporary), folders.task(), variables, environment.functionArn(), freeze);
    ExecutionEnvironment added = new ExecutionEnvironment(number, template, limits, listener);
    environments.add(added);
    return added;
  }

  private void stop() {
    environments.forEach(ExecutionEnvironment::stop);
    try {
      folders.close();
    } catch (UncheckedIOException e) {
      listener.line(0, "Temporary files are left in " + folders.root() + ": " + e.getMessage());
    }
  }

  /** Kills the processes and deletes the files. */
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
