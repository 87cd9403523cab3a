package io.retouch.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionHostTest {
  private static final HostLimits LIMITS = HostLimits.of(Duration.ofSeconds(30));
  private static final HostLimits SHORT =
      new HostLimits(Duration.ofSeconds(3), Duration.ofSeconds(60), 256);

  @TempDir Path folder = Path.of("");
  private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Long> childOfFunction = new CompletableFuture<>();
  private final ConcurrentLinkedQueue<FunctionHost> hosts = new ConcurrentLinkedQueue<>();
  private Path configuration = Path.of("");

  @BeforeEach
  void writeConfiguration() throws IOException {
    configuration = Files.writeString(folder.resolve("mine.yaml"), "retouch: {}");
  }

  @AfterEach
  void closeHosts() {
    hosts.forEach(FunctionHost::close);
  }

  private FunctionHost host(HostLimits limits, Map<String, String> environment) throws IOException {
    FunctionHost host =
        FunctionHost.open(
            "retouch-upload",
            TestArtifacts.executable(folder),
            Optional.of(configuration),
            environment,
            limits,
            this::remember);
    hosts.add(host);
    return host;
  }

  private void remember(String line) {
    lines.add(line);
    if (line.startsWith("child ")) {
      childOfFunction.complete(Long.parseLong(line.substring("child ".length())));
    }
  }

  private static Result invoke(FunctionHost host, String event) throws InterruptedException {
    return host.invoke(("\"" + event + "\"").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void answersAndKeepsTheProcessForTheNextEvent() throws Exception {
    FunctionHost host = host(LIMITS, Map.of());

    Result first = invoke(host, "first");
    Optional<Long> process = host.processId();
    Result second = invoke(host, "second");

    assertThat(first).isEqualTo(new Result.Answered("\"FIRST\""));
    assertThat(second).isEqualTo(new Result.Answered("\"SECOND\""));
    assertThat(host.processId()).isPresent().isEqualTo(process);
  }

  @Test
  void reportsAFailureAndKeepsTheProcess() throws Exception {
    FunctionHost host = host(LIMITS, Map.of());

    Result failed = invoke(host, "fail");
    Optional<Long> process = host.processId();
    Result next = invoke(host, "next");

    assertThat(failed).isEqualTo(new Result.FunctionFailed("io.Broken", "it broke"));
    assertThat(next).isEqualTo(new Result.Answered("\"NEXT\""));
    assertThat(host.processId()).isEqualTo(process);
  }

  @Test
  void killsTheProcessAndItsChildrenAtTheTimeLimitAndStartsAFreshOne() throws Exception {
    FunctionHost host = host(SHORT, Map.of());

    Result late = invoke(host, "hang with a child");
    long child = childOfFunction.get(10, TimeUnit.SECONDS);
    boolean childDied =
        ProcessHandle.of(child)
            .map(handle -> handle.onExit().orTimeout(10, TimeUnit.SECONDS).join())
            .map(handle -> !handle.isAlive())
            .orElse(true);
    Optional<Long> process = host.processId();
    Result next = invoke(host, "next");

    assertThat(late).isEqualTo(new Result.TimedOut(Duration.ofSeconds(3)));
    assertThat(childDied).isTrue();
    assertThat(process).isEmpty();
    assertThat(next).isEqualTo(new Result.Answered("\"NEXT\""));
  }

  @Test
  void reportsACrashWithItsLastLinesAndStartsAFreshProcess() throws Exception {
    FunctionHost host = host(LIMITS, Map.of());

    Result crashed = invoke(host, "crash");
    Result next = invoke(host, "next");

    assertThat(crashed)
        .isInstanceOfSatisfying(
            Result.Crashed.class,
            crash -> {
              assertThat(crash.exitCode()).isEqualTo(7);
              assertThat(crash.lastLines()).contains("about to crash", "地址错误");
            });
    assertThat(next).isEqualTo(new Result.Answered("\"NEXT\""));
  }

  @Test
  void temporaryFilesOutliveACrashButNotTheHost() throws Exception {
    FunctionHost host = host(LIMITS, Map.of());
    invoke(host, "leave a file");

    List<String> seen = ((Result.Answered) invoke(host, "folders")).json().lines().toList();
    Path task = Path.of(seen.get(0));
    Path left = Path.of(seen.get(1), "left");
    assertThat(left).hasContent("here");
    host.close();

    assertThat(left).doesNotExist();
    assertThat(task).doesNotExist();
    assertThat(task.resolve("../..").normalize()).doesNotExist();
    assertThat(seen.get(2)).isEqualTo(task.toString()).endsWith("/var/task");
    assertThat(seen.get(3)).isEqualTo("retouch: {}");
  }

  @Test
  void passesOnWhatTheFunctionPrints() throws Exception {
    FunctionHost host = host(LIMITS, Map.of());

    invoke(host, "print");
    invoke(host, "crash");

    assertThat(lines).contains("to standard output: 水彩", "to standard error");
  }

  @Test
  void showsWhatAFunctionPrintsThatEndsAtItsStart() throws Exception {
    FunctionHost host = host(LIMITS, Map.of("TEST_START", "exit"));

    Result result = invoke(host, "event");

    assertThat(result)
        .isEqualTo(
            new Result.NotStarted(
                "The function ended with exit code 3 at its start.",
                List.of("retouch.presets is empty; configure one.")));
  }

  @Test
  void reportsAnErrorOfTheStart() throws Exception {
    FunctionHost host = host(LIMITS, Map.of("TEST_START", "error"));

    Result result = invoke(host, "event");

    assertThat(result)
        .isEqualTo(
            new Result.NotStarted(
                "The function could not start (BadConfig: no presets); its log says why.",
                List.of()));
    assertThat(host.processId()).isEmpty();
  }

  @Test
  void givesUpOnAProcessThatNeverAsksForAnEvent() throws Exception {
    HostLimits limits = new HostLimits(Duration.ofSeconds(30), Duration.ofSeconds(1), 256);
    FunctionHost host = host(limits, Map.of("TEST_START", "hang"));

    Result result = invoke(host, "event");

    assertThat(result)
        .isEqualTo(new Result.NotStarted("The function was not ready within 1 s.", List.of()));
    assertThat(host.processId()).isEmpty();
  }

  @Test
  void givesTheEnvironmentOfLambdaAndNothingOfTheCaller() throws Exception {
    FunctionHost host =
        host(LIMITS, Map.of("AWS_REGION", "eu-central-1", "AWS_ACCESS_KEY_ID", "local"));

    String variables = ((Result.Answered) invoke(host, "environment")).json();

    assertThat(variables.lines().map(line -> line.substring(0, line.indexOf('='))))
        .contains(
            "AWS_LAMBDA_RUNTIME_API",
            "AWS_LAMBDA_FUNCTION_VERSION",
            "LAMBDA_TASK_ROOT",
            "_HANDLER",
            "TMPDIR",
            "LANG",
            "PATH")
        .doesNotContain("HOME", "USER", "MAVEN_OPTS", "AWS_PROFILE");
    assertThat(variables.lines())
        .contains(
            "AWS_REGION=eu-central-1",
            "AWS_ACCESS_KEY_ID=local",
            "AWS_LAMBDA_FUNCTION_NAME=retouch-upload",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE=512",
            "TZ=:UTC");
  }

  @Test
  void givesTheHeadersOfTheRuntimeApi() throws Exception {
    FunctionHost host = host(LIMITS, Map.of("AWS_REGION", "eu-central-1"));
    long before = System.currentTimeMillis();

    List<String> headers = ((Result.Answered) invoke(host, "headers")).json().lines().toList();

    assertThat(headers).hasSize(4);
    assertThat(headers.get(0)).matches("lambda-runtime-aws-request-id=[0-9a-f-]{36}");
    long deadline = Long.parseLong(headers.get(1).replace("lambda-runtime-deadline-ms=", ""));
    assertThat(deadline).isBetween(before + 30_000, System.currentTimeMillis() + 30_000);
    assertThat(headers.get(2))
        .isEqualTo(
            "lambda-runtime-invoked-function-arn="
                + "arn:aws:lambda:eu-central-1:000000000000:function:retouch-upload");
    assertThat(headers.get(3)).startsWith("lambda-runtime-trace-id=Root=1-");
  }

  @Test
  void refusesAnAnswerToAnUnknownInvocation() throws Exception {
    FunctionHost host = host(LIMITS, Map.of());

    Result result = invoke(host, "wrong id");

    assertThat(result)
        .isEqualTo(
            new Result.Answered(
                "400 {\"errorType\":\"InvalidRequestID\","
                    + "\"errorMessage\":\"Invalid request ID\"}"));
  }

  @Test
  void refusesAnUnknownPath() throws Exception {
    FunctionHost host = host(LIMITS, Map.of());

    Result result = invoke(host, "wrong path");

    assertThat(((Result.Answered) result).json())
        .startsWith("404 {\"errorType\":\"InvalidRequest\"");
  }

  @Test
  void takesTheFirstOfTwoAnswers() throws Exception {
    FunctionHost host = host(LIMITS, Map.of());

    Result result = invoke(host, "answer twice");
    Result next = invoke(host, "next");

    assertThat(result).isEqualTo(new Result.Answered("first"));
    assertThat(next).isEqualTo(new Result.Answered("\"NEXT\""));
    assertThat(lines)
        .contains(
            "second answer: 403 {\"errorType\":\"InvalidStateTransition\","
                + "\"errorMessage\":\"This invocation is answered already.\"}");
  }

  @Test
  void takesAnswersUpToLambdasLimitOfSixMegabytes() throws Exception {
    FunctionHost host = host(LIMITS, Map.of());

    Result largest = invoke(host, "largest");
    Result tooLarge = invoke(host, "too large");
    Result next = invoke(host, "next");

    assertThat(((Result.Answered) largest).json()).hasSize(6_291_556);
    assertThat(tooLarge)
        .isEqualTo(
            new Result.FunctionFailed(
                "Function.ResponseSizeTooLarge",
                "Response payload size (6291557 bytes) exceeded maximum allowed payload size"
                    + " (6291556 bytes)."));
    assertThat(next).isEqualTo(new Result.Answered("\"NEXT\""));
    assertThat(lines)
        .contains(
            "large answer: 413 {\"errorType\":\"RequestEntityTooLarge\","
                + "\"errorMessage\":\"Exceeded maximum allowed payload size (6291556 bytes).\"}");
  }

  @Test
  void boundsTheMemoryAndReplacesAProcessThatRanOutOfIt() throws Exception {
    HostLimits limits = new HostLimits(Duration.ofSeconds(30), Duration.ofSeconds(60), 128);
    FunctionHost host = host(limits, Map.of());

    List<String> seen = ((Result.Answered) invoke(host, "limits")).json().lines().toList();
    Result full = invoke(host, "fill the memory");
    Result next = invoke(host, "next");

    assertThat(Long.parseLong(seen.get(0))).isBetween(90L << 20, 102L << 20);
    assertThat(seen)
        .anyMatch(line -> line.matches("Max data size +" + (384 << 20) + " +.*bytes.*"));
    assertThat(full).isInstanceOf(Result.Crashed.class);
    assertThat(next).isEqualTo(new Result.Answered("\"NEXT\""));
  }

  @Test
  void startsABareProcessWithNothingAroundIt() throws Exception {
    HostLimits limits = new HostLimits(Duration.ofSeconds(30), Duration.ofSeconds(60), 128);
    List<Duration> starts = Collections.synchronizedList(new ArrayList<>());
    PoolListener listener =
        new PoolListener() {
          @Override
          public void coldStart(int process, Duration duration) {
            starts.add(duration);
          }
        };
    FunctionHost host =
        FunctionHost.openBare(
            "retouch-upload",
            TestArtifacts.executable(folder),
            Optional.of(configuration),
            Map.of(),
            List.of("-Dof=nothing"),
            limits,
            listener);
    hosts.add(host);

    List<String> seen = ((Result.Answered) invoke(host, "limits")).json().lines().toList();
    long first = host.processId().orElseThrow();
    host.kill();
    Result next = invoke(host, "next");

    assertThat(Long.parseLong(seen.get(0))).isGreaterThan(102L << 20);
    assertThat(seen).noneMatch(line -> line.matches("Max data size +" + (384 << 20) + " +.*"));
    assertThat(next).isEqualTo(new Result.Answered("\"NEXT\""));
    assertThat(host.processId().orElseThrow()).isNotEqualTo(first);
    assertThat(starts).hasSize(2).allMatch(start -> start.toNanos() > 0);
  }

  @Test
  void killsTheProcessOnClose() throws Exception {
    FunctionHost host = host(LIMITS, Map.of());
    invoke(host, "event");
    long process = host.processId().orElseThrow();

    host.close();

    assertThat(ProcessHandle.of(process).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void runsAJvmArtifactThroughTheRuntimeInterfaceClient() throws Exception {
    FunctionHost host =
        FunctionHost.open(
            "retouch-upload",
            TestArtifacts.classes(folder),
            Optional.empty(),
            Map.of("AWS_REGION", "us-east-1"),
            LIMITS,
            this::remember);
    hosts.add(host);

    Result failed = invoke(host, "fail");
    Result answered = invoke(host, "event");

    assertThat(failed)
        .isEqualTo(new Result.FunctionFailed("java.lang.IllegalStateException", "it broke"));
    assertThat(answered).isEqualTo(new Result.Answered("\"retouch-upload true\""));
    assertThat(lines).contains("received \"fail\"", "received \"event\"");
  }
}
