package io.retouch.local.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A function with up to {@link #concurrency()} processes, each of which serves one event at a time,
 * as Lambda runs a function with reserved concurrency. Processes are started when an event finds
 * all others busy; the most recently used idle one comes first; where all are busy, the event is
 * refused at once. Safe for use by several threads.
 *
 * <p>Processes and temporary files are gone after {@link #close()}, and also when this JVM ends;
 * SIGKILL leaves the files behind.
 */
public final class FunctionPool implements Invocable, AutoCloseable {
  private static final int LARGEST = 1000;

  private final Deployment deployment;
  private final List<ExecutionEnvironment> environments;
  private final Deque<ExecutionEnvironment> idle;
  private final PoolListener listener;

  private FunctionPool(
      Deployment deployment, List<ExecutionEnvironment> environments, PoolListener listener) {
    this.deployment = deployment;
    this.environments = List.copyOf(environments);
    this.idle = new ArrayDeque<>(environments);
    this.listener = listener;
  }

  /**
   * Unpacks the artifact; no process is started yet.
   *
   * @param functionName as Lambda tells it to the function
   * @param configuration put into the unpacked artifact as {@code config/application.yaml}, as the
   *     deployment does
   * @param environment the function's own variables; AWS region and credentials are expected here
   * @param concurrency how many processes there may be, 1 to 1000 (Lambda's default for an account)
   * @param freeze whether a process is stopped between two invocations, as on Lambda, so that the
   *     connections which it keeps grow old
   * @throws IOException if the artifact cannot be unpacked
   */
  public static FunctionPool open(
      String functionName,
      FunctionArtifact artifact,
      Optional<Path> configuration,
      Map<String, String> environment,
      HostLimits limits,
      int concurrency,
      boolean freeze,
      PoolListener listener)
      throws IOException {
    if (concurrency < 1 || concurrency > LARGEST) {
      throw new IllegalArgumentException("A function can have 1 to 1000 processes.");
    }
    Deployment deployment =
        Deployment.unpack(
            artifact,
            configuration,
            new LambdaEnvironment(functionName, environment),
            limits,
            listener);
    List<ExecutionEnvironment> environments = new ArrayList<>();
    try {
      while (environments.size() < concurrency) {
        environments.add(deployment.addEnvironment(freeze));
      }
    } catch (IOException | RuntimeException e) {
      deployment.close();
      throw e;
    }
    return new FunctionPool(deployment, environments, listener);
  }

  /**
   * Hands one event to an idle process, or to a new one.
   *
   * @return {@link Result.Throttled} at once where all processes are busy
   * @throws IllegalStateException after {@link #close()}
   */
  @Override
  public Result invoke(byte[] event) throws InterruptedException {
    Optional<ExecutionEnvironment> free = take();
    if (free.isEmpty()) {
      listener.throttled();
      return new Result.Throttled(concurrency());
    }
    try {
      return free.get().invoke(event);
    } finally {
      synchronized (idle) {
        idle.addFirst(free.get());
      }
    }
  }

  private Optional<ExecutionEnvironment> take() {
    synchronized (idle) {
      Optional<ExecutionEnvironment> warm =
          idle.stream().filter(environment -> environment.processId().isPresent()).findFirst();
      warm.ifPresent(idle::remove);
      return warm.isPresent() ? warm : Optional.ofNullable(idle.pollFirst());
    }
  }

  /** How many events can be served at a time. */
  public int concurrency() {
    return environments.size();
  }

  /** How many events are being served now. */
  public int busy() {
    synchronized (idle) {
      return environments.size() - idle.size();
    }
  }

  /** The ids of the processes that are alive, by their places. */
  public List<Long> processIds() {
    return environments.stream()
        .map(ExecutionEnvironment::processId)
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Kills the process at that place with SIGKILL, busy or idle; an invocation that it was serving
   * ends as {@link Result.Crashed}.
   *
   * @param process from 0
   * @return false where no process was alive
   */
  public boolean kill(int process) {
    return environments.get(process).kill();
  }

  /** Kills all processes, as {@link #kill(int)} does. */
  public void killAll() {
    environments.forEach(ExecutionEnvironment::kill);
  }

  /** Kills all processes and deletes the temporary files. */
  @Override
  public void close() {
    deployment.close();
  }
}
