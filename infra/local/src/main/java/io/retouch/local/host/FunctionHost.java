package io.retouch.local.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs one function as Lambda does. A process is started at the first invocation and serves the
 * following ones; where it was killed or died, the next invocation gets a fresh one. Invocations
 * are served one at a time; a second one waits. The process is not frozen between them. Several
 * processes of one function are a {@link FunctionPool}.
 *
 * <p>The process and the host's temporary files are gone after {@link #close()}, and also when this
 * JVM ends; SIGKILL leaves the files behind.
 */
public final class FunctionHost implements Invocable, AutoCloseable {
  private final Deployment deployment;
  private final ExecutionEnvironment environment;

  private FunctionHost(Deployment deployment, ExecutionEnvironment environment) {
    this.deployment = deployment;
    this.environment = environment;
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
    PoolListener listener =
        new PoolListener() {
          @Override
          public void line(int process, String line) {
            log.line(line);
          }
        };
    Deployment deployment =
        Deployment.unpack(
            artifact, configuration, new LambdaEnvironment(name, environment), limits, listener);
    return new FunctionHost(deployment, deployment.addEnvironment(false));
  }

  /**
   * As {@link #open}, for measuring: the process is the artifact's own command and nothing around
   * it, so that its start, its memory and its processor time are the function's own. An executable
   * has the heap that it was built with. What {@link #open} puts around a process is missing: the
   * bound on its memory, and the watcher that ends it with a JVM that is killed.
   *
   * @param options of the process, such as system properties; on Lambda there are none
   * @param listener is told of starts and lines
   * @throws IOException if the artifact cannot be unpacked
   */
  public static FunctionHost openBare(
      String name,
      FunctionArtifact artifact,
      Optional<Path> configuration,
      Map<String, String> environment,
      List<String> options,
      HostLimits limits,
      PoolListener listener)
      throws IOException {
    Deployment deployment =
        Deployment.unpack(
            artifact, configuration, new LambdaEnvironment(name, environment), limits, listener);
    return new FunctionHost(deployment, deployment.addBareEnvironment(options));
  }

  @Override
  public Result invoke(byte[] event) throws InterruptedException {
    return environment.invoke(event);
  }

  /** The id of the function's process, where one is alive. */
  public Optional<Long> processId() {
    return environment.processId();
  }

  /** Kills the process, if there is one, so that the next invocation starts another. */
  public void kill() {
    environment.kill();
  }

  /** Kills the process and deletes the temporary files. */
  @Override
  public void close() {
    deployment.close();
  }
}
