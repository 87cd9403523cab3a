package io.retouch.local.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FunctionPoolTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int STATE = 0;
  private static final int SESSION = 3;

  @TempDir Path folder = Path.of("");
  private final ExecutorService callers = Executors.newCachedThreadPool();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>();
  private Optional<FunctionPool> opened = Optional.empty();

  private final class Listener implements PoolListener {
    @Override
    public void line(int process, String line) {
      if (line.equals("waiting")) {
        waiting.add(line);
      }
    }

    @Override
    public void coldStart(int process, Duration duration) {
      assertThat(duration).isBetween(Duration.ofMillis(20), LONG);
      heard.add("cold start " + process);
    }

    @Override
    public void notStarted(int process, String reason) {
      heard.add("not started " + process + ": " + reason);
    }

    @Override
    public void timedOut(int process, Duration limit) {
      heard.add("timed out " + process);
    }

    @Override
    public void crashed(int process, int exitCode) {
      heard.add("crashed " + process + " with " + exitCode);
    }

    @Override
    public void killed(int process) {
      heard.add("killed " + process);
    }

    @Override
    public void throttled() {
      heard.add("throttled");
    }
  }

  @AfterEach
  void close() {
    opened.ifPresent(FunctionPool::close);
    callers.shutdownNow();
  }

  private FunctionPool pool(int concurrency, Duration invocation, boolean freeze)
      throws IOException {
    FunctionPool pool =
        FunctionPool.open(
            "function",
            TestArtifacts.executable(folder),
            Optional.empty(),
            Map.of("TEST_GATE", gate().toString()),
            new HostLimits(invocation, LONG, 256),
            concurrency,
            freeze,
            new Listener());
    opened = Optional.of(pool);
    return pool;
  }

  private Path gate() {
    return folder.resolve("gate");
  }

  private static Result invoke(FunctionPool pool, String event) {
    try {
      return pool.invoke(("\"" + event + "\"").getBytes(StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns once a process has the event in its hands. */
  private CompletableFuture<Result> startWaiting(FunctionPool pool) throws InterruptedException {
    CompletableFuture<Result> result =
        CompletableFuture.supplyAsync(() -> invoke(pool, "wait"), callers);
    assertThat(waiting.poll(30, TimeUnit.SECONDS)).isNotNull();
    return result;
  }

  private static Result resultOf(CompletableFuture<Result> result) {
    return result.orTimeout(30, TimeUnit.SECONDS).join();
  }

  /** A field of the process's status, counted behind its name. */
  private static String status(long process, int field) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[field];
  }

  private static void await(CheckedCondition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("time-out of a condition").isLessThan(end);
      Thread.sleep(10);
    }
  }

  @FunctionalInterface
  private interface CheckedCondition {
    boolean holds() throws Exception;
  }

  @Test
  void startsNoMoreProcessesThanEventsNeed() throws Exception {
    FunctionPool pool = pool(3, LONG, false);
    assertThat(pool.processIds()).isEmpty();

    Result first = invoke(pool, "first");
    List<Long> processes = pool.processIds();
    Result second = invoke(pool, "second");

    assertThat(first).isEqualTo(new Result.Answered("\"FIRST\""));
    assertThat(second).isEqualTo(new Result.Answered("\"SECOND\""));
    assertThat(processes).hasSize(1).isEqualTo(pool.processIds());
    assertThat(heard).containsExactly("cold start 0");
  }

  @Test
  void refusesEventsWhileAllProcessesAreBusy() throws Exception {
    FunctionPool pool = pool(2, LONG, false);
    CompletableFuture<Result> first = startWaiting(pool);
    CompletableFuture<Result> second = startWaiting(pool);

    Result third = invoke(pool, "third");
    assertThat(pool.busy()).isEqualTo(2);
    Files.createFile(gate());

    assertThat(third).isEqualTo(new Result.Throttled(2));
    assertThat(resultOf(first)).isEqualTo(new Result.Answered("waited"));
    assertThat(resultOf(second)).isEqualTo(new Result.Answered("waited"));
    assertThat(invoke(pool, "fourth")).isEqualTo(new Result.Answered("\"FOURTH\""));
    assertThat(pool.processIds()).hasSize(2);
    assertThat(heard).containsExactlyInAnyOrder("cold start 0", "cold start 1", "throttled");
  }

  @Test
  void prefersAWarmProcessToANewOne() throws Exception {
    FunctionPool pool = pool(2, LONG, false);
    CompletableFuture<Result> first = startWaiting(pool);
    invoke(pool, "crash");
    Files.createFile(gate());
    resultOf(first);
    invoke(pool, "crash");
    heard.clear();

    startedByOneEvent(pool);
    invoke(pool, "next");

    assertThat(heard).hasSize(1);
  }

  private void startedByOneEvent(FunctionPool pool) {
    assertThat(invoke(pool, "event")).isEqualTo(new Result.Answered("\"EVENT\""));
    assertThat(heard).singleElement().asString().startsWith("cold start");
  }

  @Test
  void replacesAProcessThatWasKilledInTheMiddle() throws Exception {
    FunctionPool pool = pool(1, LONG, true);
    CompletableFuture<Result> running = startWaiting(pool);

    boolean killed = pool.kill(0);
    Result result = resultOf(running);
    Result next = invoke(pool, "next");

    assertThat(killed).isTrue();
    assertThat(result).isEqualTo(new Result.Crashed(137, List.of("waiting")));
    assertThat(next).isEqualTo(new Result.Answered("\"NEXT\""));
    assertThat(heard)
        .containsExactlyInAnyOrder(
            "cold start 0", "killed 0", "crashed 0 with 137", "cold start 0");
  }

  @Test
  void killsAllProcessesAndSaysWhichWereAlive() throws Exception {
    FunctionPool pool = pool(2, LONG, true);
    invoke(pool, "event");

    pool.killAll();

    assertThat(pool.processIds()).isEmpty();
    assertThat(pool.kill(0)).isFalse();
    assertThat(heard).containsExactly("cold start 0", "killed 0");
  }

  @Test
  void tellsOfTimeOutsAndCrashes() throws Exception {
    FunctionPool pool = pool(1, Duration.ofSeconds(3), false);

    Result late = invoke(pool, "hang");
    Result crashed = invoke(pool, "crash");

    assertThat(late).isEqualTo(new Result.TimedOut(Duration.ofSeconds(3)));
    assertThat(crashed).isInstanceOf(Result.Crashed.class);
    assertThat(heard)
        .containsExactly("cold start 0", "timed out 0", "cold start 0", "crashed 0 with 7");
  }

  @Test
  void freezesAProcessBetweenItsInvocations() throws Exception {
    FunctionPool pool = pool(1, LONG, true);
    invoke(pool, "first");
    long process = pool.processIds().get(0);

    await(() -> status(process, STATE).equals("T"));
    CompletableFuture<Result> second = startWaiting(pool);
    String state = status(process, STATE);
    Files.createFile(gate());

    assertThat(resultOf(second)).isEqualTo(new Result.Answered("waited"));
    assertThat(state).isNotEqualTo("T");
    await(() -> status(process, STATE).equals("T"));
    assertThat(invoke(pool, "third")).isEqualTo(new Result.Answered("\"THIRD\""));
    assertThat(pool.processIds()).containsExactly(process);
  }

  @Test
  void keepsProcessesOutOfTheTerminalsReach() throws Exception {
    assumeThat(Path.of("/usr/bin/setsid")).exists();
    FunctionPool pool = pool(1, LONG, false);

    invoke(pool, "event");

    long process = pool.processIds().get(0);
    assertThat(status(process, SESSION)).isEqualTo(Long.toString(process));
  }

  @Test
  void givesEachProcessItsOwnTemporaryFolder() throws Exception {
    FunctionPool pool = pool(2, LONG, false);
    CompletableFuture<Result> first = startWaiting(pool);
    String second = ((Result.Answered) invoke(pool, "environment")).json();
    Files.createFile(gate());
    resultOf(first);
    pool.kill(1);
    String other = ((Result.Answered) invoke(pool, "environment")).json();

    assertThat(variable(second, "TMPDIR")).isNotEqualTo(variable(other, "TMPDIR"));
    assertThat(variable(second, "LAMBDA_TASK_ROOT")).isEqualTo(variable(other, "LAMBDA_TASK_ROOT"));
  }

  private static String variable(String environment, String name) {
    return environment
        .lines()
        .filter(line -> line.startsWith(name + "="))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void leavesNoFrozenProcessBehindWhenItsJvmIsKilled() throws Exception {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                OtherJvm.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long function;
    try (BufferedReader output =
        new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
      function = Long.parseLong(String.valueOf(output.readLine()));
      await(() -> status(function, STATE).equals("T"));

      jvm.destroyForcibly().waitFor();
    }

    await(() -> ProcessHandle.of(function).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void leavesNothingOfACrashedProcessBehind() throws Exception {
    assumeThat(Path.of("/usr/bin/setsid")).exists();
    FunctionPool pool = pool(1, LONG, false);
    invoke(pool, "event");
    String process = Long.toString(pool.processIds().get(0));

    invoke(pool, "crash");

    await(() -> ProcessHandle.allProcesses().noneMatch(other -> belongsTo(process, other.pid())));
  }

  private static boolean belongsTo(String session, long process) {
    try {
      return status(process, SESSION).equals(session);
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void takesNoEventAfterItsEnd() throws Exception {
    FunctionPool pool = pool(1, LONG, false);
    invoke(pool, "event");
    long process = pool.processIds().get(0);

    pool.close();

    assertThat(ProcessHandle.of(process).filter(ProcessHandle::isAlive)).isEmpty();
    assertThatIllegalStateException().isThrownBy(() -> invoke(pool, "event"));
  }

  @Test
  void hasOneToAThousandProcesses() throws IOException {
    assertThat(pool(1, LONG, false).concurrency()).isEqualTo(1);
    opened.ifPresent(FunctionPool::close);
    assertThat(pool(1000, LONG, false).concurrency()).isEqualTo(1000);
    assertThatIllegalArgumentException().isThrownBy(() -> pool(0, LONG, false));
    assertThatIllegalArgumentException().isThrownBy(() -> pool(1001, LONG, false));
  }
}
