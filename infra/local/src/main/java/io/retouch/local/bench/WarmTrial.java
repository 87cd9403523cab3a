package io.retouch.local.bench;

import io.retouch.local.bench.Finding.Unit;
import java.util.ArrayList;
import java.util.List;

/** One edit after the other by processes that are warm. */
final class WarmTrial {
  private final Contestants contestants;
  private final Findings findings;
  private final int warmUp;

  WarmTrial(Contestants contestants, Findings findings, int warmUp) {
    this.contestants = contestants;
    this.findings = findings;
    this.warmUp = warmUp;
  }

  /** Measures so many edits of each contestant, in blocks of at most ten that take turns. */
  void run(Scene scene, int edits) throws InterruptedException {
    try (Stage stage = contestants.stage(scene);
        Floor floor = new Floor(stage, contestants.record(stage).warm())) {
      List<Contestant> all = new ArrayList<>(contestants.functions(stage));
      all.add(floor);
      run(scene, all, edits);
    }
  }

  /**
   * The same without the floor, which has no memory of its own; and the store takes its signatures
   * for fifteen minutes, which many large pictures may take.
   */
  void runFunctions(Scene scene, int edits) throws InterruptedException {
    try (Stage stage = contestants.stage(scene)) {
      run(scene, contestants.functions(stage), edits);
    }
  }

  private void run(Scene scene, List<Contestant> all, int edits) throws InterruptedException {
    try {
      for (Contestant contestant : all) {
        for (int i = 0; i < warmUp; i++) {
          contestant.edit();
        }
      }
      int left = edits;
      while (left > 0) {
        int block = BenchPlan.block(left);
        for (Contestant contestant : all) {
          block(scene, contestant, block);
        }
        left -= block;
      }
      String peak = Measurements.PEAK + " after " + edits + " edits";
      for (Contestant contestant : all) {
        contestant
            .peakMegabytes()
            .ifPresent(mb -> add(peak, scene, contestant, Unit.MEGABYTES, mb));
      }
    } finally {
      all.forEach(Contestant::close);
    }
  }

  /**
   * A block begins with an edit that is not measured, as connections may have ended while the
   * others had their turn. Processor time is told once a block: the kernel counts in 10 ms.
   */
  private void block(Scene scene, Contestant contestant, int block) throws InterruptedException {
    Timing before = contestant.edit();
    Timing last = before;
    for (int i = 0; i < block; i++) {
      last = contestant.edit();
      add(Measurements.EDIT, scene, contestant, Unit.MILLISECONDS, last.wall());
    }
    if (before.processor().isPresent() && last.processor().isPresent()) {
      double spent = last.processor().getAsDouble() - before.processor().getAsDouble();
      add(Measurements.PROCESSOR, scene, contestant, Unit.MILLISECONDS, Math.max(0, spent) / block);
    }
  }

  private void add(String figure, Scene scene, Contestant contestant, Unit unit, double value) {
    findings.add(figure, scene.title(), contestant.name(), unit, value);
  }
}
