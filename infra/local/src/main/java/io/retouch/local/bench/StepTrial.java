package io.retouch.local.bench;

import io.retouch.local.bench.Finding.Unit;
import io.retouch.local.host.FunctionArtifact;
import io.retouch.parts.proxy.RecordedCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What each step of a warm edit costs, seen by recorders before the servers: from a request's head
 * to the last byte of its answer, and how long the function itself worked before it. The recorders
 * cost something too, so the sum is more than a warm edit takes.
 */
final class StepTrial {
  static final String STEP = "step: ";
  static final String WORK = "function's own work before: ";
  static final String OWN_CLOCK = "by the function's own clock: ";

  private static final double NANOS_A_MILLISECOND = 1_000_000;

  private final Contestants contestants;
  private final Findings findings;

  StepTrial(Contestants contestants, Findings findings) {
    this.contestants = contestants;
    this.findings = findings;
  }

  void run(Scene scene, int warmUp, int edits) throws InterruptedException {
    try (Stage stage = contestants.stage(scene)) {
      List<Step> recording = List.of();
      for (FunctionArtifact artifact : contestants.artifacts()) {
        try (FunctionContestant function = contestants.recorded(artifact, stage)) {
          for (int i = 0; i <= warmUp; i++) {
            function.edit();
          }
          Step.taken(contestants.servers().recorders());
          for (int i = 0; i < edits; i++) {
            recording = edit(scene, function);
          }
        }
      }
      try (Floor floor = new Floor(stage, recording)) {
        for (int i = 0; i <= warmUp; i++) {
          floor.edit();
        }
        for (int i = 0; i < edits; i++) {
          floor.edit().steps().forEach((name, ms) -> add(STEP + name, scene, floor, ms));
        }
      }
    }
  }

  /** The requests of the edit. */
  private List<Step> edit(Scene scene, FunctionContestant function) throws InterruptedException {
    Timing timing = function.edit();
    List<Step> steps = Step.taken(contestants.servers().recorders());
    Map<String, Double> took = new LinkedHashMap<>();
    Map<String, Double> work = new LinkedHashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      RecordedCall call = steps.get(i).call();
      took.merge(steps.get(i).name(), millis(call.answeredAt() - call.startedAt()), Double::sum);
      if (i > 0) {
        long since = call.startedAt() - steps.get(i - 1).call().answeredAt();
        work.merge(steps.get(i).name(), millis(Math.max(0, since)), Double::sum);
      }
    }
    took.forEach((name, ms) -> add(STEP + name, scene, function, ms));
    work.forEach((name, ms) -> add(WORK + name, scene, function, ms));
    timing.steps().forEach((name, ms) -> add(OWN_CLOCK + name, scene, function, ms));
    return steps;
  }

  private void add(String figure, Scene scene, Contestant contestant, double millis) {
    findings.add(figure, scene.title(), contestant.name(), Unit.MILLISECONDS, millis);
  }

  private static double millis(long nanos) {
    return nanos / NANOS_A_MILLISECOND;
  }
}
