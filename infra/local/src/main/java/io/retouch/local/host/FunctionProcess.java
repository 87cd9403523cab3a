package io.retouch.local.host;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One child process that serves the function, and the Runtime API that it polls. */
final class FunctionProcess implements AutoCloseable {
  private static final Duration LAST_OUTPUT = Duration.ofSeconds(2);

  private final long startedAt;
  private final RuntimeApi api;
  private final Process process;
  private final FunctionOutput output;

  /**
   * @throws IOException if the command cannot be run
   */
  FunctionProcess(ProcessTemplate template, LogListener log) throws IOException {
    this.api = new RuntimeApi(template.functionArn());
    this.startedAt = System.nanoTime();
    try {
      this.process = start(template, api.address());
    } catch (IOException e) {
      api.close();
      throw e;
    }
    this.output = new FunctionOutput(process, log);
    if (template.freeze()) {
      api.pauseBetweenInvocations(new SignalPause(process.pid(), log));
    }
  }

  private static Process start(ProcessTemplate template, String runtimeApi) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(template.command()).directory(template.task().toFile());
    builder.environment().clear();
    builder.environment().putAll(template.variables());
    builder.environment().put(LambdaEnvironment.RUNTIME_API, runtimeApi);
    return builder.start();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** Whether the process has asked for its first event. */
  boolean hasStarted() {
    return api.ready().isDone();
  }

  /** The time from the start of the process to its first request for an event. */
  Duration coldStart() {
    return Duration.ofNanos(api.ready().join() - startedAt);
  }

  /**
   * Waits until the process asks for its first event.
   *
   * @return why it will not, where it ended, said so, or took too long; it is killed then
   */
  Optional<Result.NotStarted> awaitStart(Duration limit) throws InterruptedException {
    CompletableFuture<Result.FunctionFailed> initError = api.initError();
    String reason;
    try {
      CompletableFuture.anyOf(api.ready(), initError, process.onExit())
          .get(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (api.ready().isDone()) {
        return Optional.empty();
      }
      reason =
          initError.isDone()
              ? describe(initError.join())
              : "The function ended with exit code " + process.exitValue() + " at its start.";
    } catch (TimeoutException e) {
      reason = "The function was not ready within " + limit.toSeconds() + " s.";
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    close();
    return Optional.of(new Result.NotStarted(reason, output.lastLines(LAST_OUTPUT)));
  }

  private static String describe(Result.FunctionFailed error) {
    return "The function could not start (%s: %s); its log says why."
        .formatted(error.type(), error.message());
  }

  /** Hands one event over. The process is dead after every result but an answer or a failure. */
  Result invoke(byte[] event, Duration limit) throws InterruptedException {
    Invocation invocation = new Invocation(event, Instant.now().plus(limit));
    api.offer(invocation);
    try {
      CompletableFuture.anyOf(invocation.result(), process.onExit())
          .get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      close();
      return new Result.TimedOut(limit);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    if (invocation.result().isDone()) {
      return invocation.result().join();
    }
    close();
    return new Result.Crashed(process.exitValue(), output.lastLines(LAST_OUTPUT));
  }

  /** Kills the process and its children as Lambda does: without asking. */
  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    // Through its handle, as the process's own method closes the streams, and with them what it
    // printed last.
    process.toHandle().destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
    api.close();
  }
}
