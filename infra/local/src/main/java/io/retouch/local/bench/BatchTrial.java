package io.retouch.local.bench;

import io.retouch.local.bench.Finding.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Several pictures side by side in one invocation, and what Lambda would charge for them. */
final class BatchTrial {
  static final String COST = "GB-seconds per 1,000 edits";
  static final String COST_RATIO = "GB-seconds of batches of 10 to one by one";
  static final String WALL_RATIO = "invocation with 10 pictures to one with 1";

  private static final double MILLIS = 1000;
  private static final double EDITS = 1000;
  private static final double MEGABYTES_A_GIGABYTE = 1024;

  private final Contestants contestants;
  private final Findings findings;
  private final Consumer<String> progress;

  BatchTrial(Contestants contestants, Findings findings, Consumer<String> progress) {
    this.contestants = contestants;
    this.findings = findings;
    this.progress = progress;
  }

  /**
   * Measures so many invocations of each build, scene and batch.
   *
   * @param batches with 1 and 10 among them
   */
  void run(List<Scene> scenes, List<Integer> batches, int invocations) throws InterruptedException {
    for (Scene scene : scenes) {
      Map<String, Double> alone = new HashMap<>();
      for (int batch : batches) {
        Scene batched = scene.withBatch(batch);
        progress.accept("Batches: " + batched.title());
        Map<String, Double> medians = run(batched, invocations);
        if (batch == 1) {
          alone = medians;
        } else if (batch == Scene.LARGEST_BATCH) {
          compare(scene, alone, medians);
        }
      }
    }
  }

  /** The median invocation of each build, in milliseconds. */
  private Map<String, Double> run(Scene scene, int invocations) throws InterruptedException {
    Map<String, Double> medians = new HashMap<>();
    try (Stage stage = contestants.stage(scene)) {
      List<Contestant> all = contestants.functions(stage);
      try {
        for (Contestant contestant : all) {
          medians.put(contestant.name(), run(scene, contestant, invocations));
        }
      } finally {
        all.forEach(Contestant::close);
      }
    }
    return medians;
  }

  private double run(Scene scene, Contestant contestant, int invocations)
      throws InterruptedException {
    Timing before = contestant.edit();
    Timing last = before;
    List<Double> walls = new ArrayList<>();
    for (int i = 0; i < invocations; i++) {
      last = contestant.edit();
      walls.add(last.wall());
      add(Measurements.INVOCATION, scene, contestant.name(), Unit.MILLISECONDS, last.wall());
      add(COST, scene, contestant.name(), Unit.GIGABYTE_SECONDS, cost(scene, last.wall()));
    }
    if (before.processor().isPresent() && last.processor().isPresent()) {
      double spent = last.processor().getAsDouble() - before.processor().getAsDouble();
      double each = Math.max(0, spent) / invocations / scene.batch();
      add("processor time per picture", scene, contestant.name(), Unit.MILLISECONDS, each);
    }
    contestant
        .peakMegabytes()
        .ifPresent(mb -> add(Measurements.PEAK, scene, contestant.name(), Unit.MEGABYTES, mb));
    return Summary.of(walls).median();
  }

  /** Wall time by the memory that the function is given, whether it uses it or not. */
  private double cost(Scene scene, double wall) {
    double gigabytes = contestants.limits().memoryMegabytes() / MEGABYTES_A_GIGABYTE;
    return wall / MILLIS * gigabytes * EDITS / scene.batch();
  }

  private void compare(Scene scene, Map<String, Double> alone, Map<String, Double> ten) {
    ten.forEach(
        (name, wall) -> {
          double ratio = wall / alone.getOrDefault(name, Double.NaN);
          add(WALL_RATIO, scene, name, Unit.RATIO, ratio);
          add(COST_RATIO, scene, name, Unit.RATIO, ratio / Scene.LARGEST_BATCH);
        });
  }

  private void add(String figure, Scene scene, String contestant, Unit unit, double value) {
    findings.add(figure, scene.title(), contestant, unit, value);
  }
}
