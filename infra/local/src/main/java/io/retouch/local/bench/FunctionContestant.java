package io.retouch.local.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retouch.local.host.FunctionArtifact;
import io.retouch.local.host.FunctionHost;
import io.retouch.local.host.HostLimits;
import io.retouch.local.host.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A build of the upload function, run as Lambda does. */
final class FunctionContestant implements Contestant {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LAST_LINES = Duration.ofSeconds(30);
  private static final double NANOS_A_MILLISECOND = 1_000_000;

  private final String name;
  private final Stage stage;
  private final FunctionHost host;
  private final FunctionEars ears;

  private FunctionContestant(String name, Stage stage, FunctionHost host, FunctionEars ears) {
    this.name = name;
    this.stage = stage;
    this.host = host;
    this.ears = ears;
  }

  /**
   * Unpacks the artifact; its process is started by the first edit.
   *
   * @param configuration the file with {@link BenchPresets}
   * @param variables the function's environment
   * @param options what its process is started with
   */
  static FunctionContestant open(
      FunctionArtifact artifact,
      Path configuration,
      Map<String, String> variables,
      List<String> options,
      HostLimits limits,
      Stage stage) {
    FunctionEars ears = new FunctionEars();
    try {
      FunctionHost host =
          FunctionHost.openBare(
              "retouch-upload",
              artifact,
              Optional.of(configuration),
              variables,
              options,
              limits,
              ears);
      return new FunctionContestant(nameOf(artifact), stage, host, ears);
    } catch (IOException e) {
      throw new UncheckedIOException("The function " + artifact.zip() + " cannot be unpacked.", e);
    }
  }

  private static String nameOf(FunctionArtifact artifact) {
    return artifact.kind() == FunctionArtifact.Kind.NATIVE ? NATIVE : JVM;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void cool() {
    host.kill();
  }

  @Override
  public Timing edit() throws InterruptedException {
    stage.reset();
    ears.clear();
    byte[] event = stage.event();
    long handed = System.nanoTime();
    Result result = host.invoke(event);
    long answered = System.nanoTime();
    OptionalDouble processor = figures().map(ProcessFigures::processorMillis).orElse(NOT_KNOWN);
    checkAnswer(result);
    Map<String, Double> steps = steps(ears.outcomes(stage.scene().batch(), LAST_LINES));
    stage.check("The " + name + " build");
    boolean started = ears.readyNanos().isPresent();
    OptionalDouble ready =
        started ? OptionalDouble.of(millis(ears.readyNanos().getAsLong())) : OptionalDouble.empty();
    double wall = millis(answered - (started ? ears.startedAt() : handed));
    return new Timing(wall, ready, processor, steps);
  }

  private static final OptionalDouble NOT_KNOWN = OptionalDouble.empty();

  private static double millis(long nanos) {
    return nanos / NANOS_A_MILLISECOND;
  }

  private void checkAnswer(Result result) {
    if (!(result instanceof Result.Answered answered)) {
      throw failed("ended with " + result);
    }
    try {
      if (!JSON.readTree(answered.json()).path("batchItemFailures").isEmpty()) {
        throw failed("gave pictures back");
      }
    } catch (JsonProcessingException e) {
      throw failed("answered something else than JSON");
    }
  }

  private Map<String, Double> steps(List<JsonNode> outcomes) {
    if (outcomes.size() != stage.scene().batch()) {
      throw failed("told of " + outcomes.size() + " pictures");
    }
    Map<String, Double> steps = new HashMap<>();
    for (JsonNode outcome : outcomes) {
      boolean once = outcome.path("attempts").asInt() == 1 && !outcome.has("note");
      if (!outcome.path("outcome").asText().equals("edited") || !once) {
        throw failed("said " + outcome);
      }
      for (Map.Entry<String, JsonNode> field : outcome.properties()) {
        if (field.getKey().endsWith("Ms")) {
          steps.merge(field.getKey(), field.getValue().asDouble(), Double::sum);
        }
      }
    }
    return steps;
  }

  private BenchException failed(String what) {
    return new BenchException(
        "An edit by the %s build %s, so nothing is compared. Its last lines:%n%s"
            .formatted(name, what, ears.lastLines()));
  }

  private Optional<ProcessFigures> figures() {
    return host.processId().map(ProcessFigures::of);
  }

  @Override
  public OptionalDouble peakMegabytes() {
    return figures().map(ProcessFigures::peakMegabytes).orElse(NOT_KNOWN);
  }

  @Override
  public void close() {
    host.close();
  }
}
