package io.retouch.local.host;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The place where one process of a function runs, one invocation at a time; a second one waits.
 * Where the process was killed or died, the next invocation gets a fresh one.
 */
final class ExecutionEnvironment implements Invocable {
  private final int number;
  private final ProcessTemplate template;
  private final HostLimits limits;
  private final PoolListener listener;
  private final Object lock = new Object();
  private @Nullable FunctionProcess current;
  private boolean stopped;

  ExecutionEnvironment(
      int number, ProcessTemplate template, HostLimits limits, PoolListener listener) {
    this.number = number;
    this.template = template;
    this.limits = limits;
    this.listener = listener;
  }

  int number() {
    return number;
  }

  @Override
  public synchronized Result invoke(byte[] event) throws InterruptedException {
    Result result = invokeInProcess(event);
    if (result instanceof Result.NotStarted failure) {
      listener.notStarted(number, failure.reason());
    } else if (result instanceof Result.TimedOut late) {
      listener.timedOut(number, late.limit());
    } else if (result instanceof Result.Crashed crash) {
      listener.crashed(number, crash.exitCode());
    }
    return result;
  }

  private Result invokeInProcess(byte[] event) throws InterruptedException {
    try {
      FunctionProcess running;
      try {
        running = runningProcess();
      } catch (IOException e) {
        return new Result.NotStarted(
            "The function's process cannot be started: " + e.getMessage(), List.of());
      }
      if (!running.hasStarted()) {
        Optional<Result.NotStarted> failure = running.awaitStart(limits.start());
        if (failure.isPresent()) {
          return failure.get();
        }
        listener.coldStart(number, running.coldStart());
      }
      return running.invoke(event, limits.invocation());
    } catch (InterruptedException e) {
      killProcess();
      throw e;
    }
  }

  /** The id of the process, where one is alive. */
  Optional<Long> processId() {
    synchronized (lock) {
      return current != null && current.isAlive() ? Optional.of(current.pid()) : Optional.empty();
    }
  }

  private FunctionProcess runningProcess() throws IOException {
    synchronized (lock) {
      if (stopped) {
        throw new IllegalStateException("The function's host is closed.");
      }
      if (current != null && current.isAlive()) {
        return current;
      }
      killProcess();
      current = new FunctionProcess(template, line -> listener.line(number, line));
      return current;
    }
  }

  /** Kills the process; false where none was alive. */
  boolean kill() {
    boolean alive;
    synchronized (lock) {
      alive = current != null && current.isAlive();
      killProcess();
    }
    if (alive) {
      listener.killed(number);
    }
    return alive;
  }

  private void killProcess() {
    synchronized (lock) {
      if (current != null) {
        current.close();
        current = null;
      }
    }
  }

  /** Kills the process and starts no other one. */
  void stop() {
    synchronized (lock) {
      stopped = true;
      killProcess();
    }
  }
}
