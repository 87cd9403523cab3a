package io.retouch.local.bench;

import io.retouch.local.bench.BenchPlan.Subject;
import io.retouch.local.bench.Finding.Unit;
import io.retouch.local.bench.Scene.AnswerFormat;
import io.retouch.local.bench.Scene.Network;
import io.retouch.local.bench.Scene.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is measured, in which scenes. The subjects know nothing of each other; each scene has
 * processes of its own, and contestants take turns, so that what disturbs the machine disturbs all.
 */
final class Measurements {
  static final String FIRST_EDIT = "start to first finished edit";
  static final String READY = "start to ready";
  static final String FIRST_PROCESSOR = "processor time of start and first edit";
  static final String EDIT = "warm edit";
  static final String PROCESSOR = "processor time of a warm edit";
  static final String PEAK = "peak resident memory";
  static final String INVOCATION = "invocation";

  private static final Duration API_DELAY = Duration.ofMillis(1500);
  private static final List<Integer> BATCHES = List.of(1, 5, Scene.LARGEST_BATCH);

  private final Contestants contestants;
  private final BenchPlan plan;
  private final Findings findings;
  private final Consumer<String> progress;

  Measurements(
      Contestants contestants, BenchPlan plan, Findings findings, Consumer<String> progress) {
    this.contestants = contestants;
    this.plan = plan;
    this.findings = findings;
    this.progress = progress;
  }

  void run() throws InterruptedException {
    warmServers();
    if (plan.has(Subject.COLD)) {
      for (Scene scene : some(usual(), usual().withLedger(false))) {
        progress.accept("Cold starts: " + scene.title());
        cold(scene);
      }
    }
    WarmTrial trial = new WarmTrial(contestants, findings, plan.warmUp());
    if (plan.has(Subject.WARM)) {
      warm(trial);
    }
    if (plan.has(Subject.MEMORY)) {
      memory(trial);
    }
    if (plan.has(Subject.SIZES)) {
      sizes(trial);
    }
    if (plan.has(Subject.BATCHES)) {
      new BatchTrial(contestants, findings, progress)
          .run(
              some(usual().with(API_DELAY), usual()),
              plan.thorough() ? BATCHES : List.of(1, Scene.LARGEST_BATCH),
              plan.fewer());
    }
    if (plan.has(Subject.NETWORK)) {
      network(trial);
    }
    if (plan.has(Subject.STEPS)) {
      for (Scene scene : some(usual(), usual().with(AnswerFormat.BASE64))) {
        progress.accept("Steps: " + scene.title());
        new StepTrial(contestants, findings).run(scene, plan.warmUp(), plan.fewer());
      }
    }
  }

  private static Scene usual() {
    return Scene.of(Size.USUAL);
  }

  private List<Scene> some(Scene... scenes) {
    return plan.thorough() ? List.of(scenes) : List.of(scenes[0]);
  }

  /** The servers run in this process, whose code has to be compiled before it is measured. */
  private void warmServers() throws InterruptedException {
    if (plan.serverWarmUp() == 0) {
      return;
    }
    progress.accept("Warming up the servers");
    try (Stage stage = contestants.stage(usual());
        Floor floor = new Floor(stage, contestants.record(stage).warm())) {
      for (int i = 0; i < plan.serverWarmUp(); i++) {
        floor.edit();
      }
    }
  }

  private void cold(Scene scene) throws InterruptedException {
    try (Stage stage = contestants.stage(scene);
        Floor floor = new Floor(stage, contestants.record(stage).cold())) {
      List<Contestant> all = new ArrayList<>(contestants.functions(stage));
      all.add(floor);
      cold(scene, all);
    }
  }

  private void cold(Scene scene, List<Contestant> all) throws InterruptedException {
    try {
      for (int start = 0; start <= plan.starts(); start++) {
        for (Contestant contestant : all) {
          contestant.cool();
          Timing timing = contestant.edit();
          // The first round finds files that nobody has read yet.
          if (start > 0) {
            tell(scene, contestant, timing);
          }
        }
      }
    } finally {
      all.forEach(Contestant::close);
    }
  }

  /** As at AWS, from near to far; without the floor, which speaks plain HTTP. */
  private void network(WarmTrial trial) throws InterruptedException {
    List<Scene> scenes =
        some(
            usual().with(new Network(true, Duration.ofMillis(1))),
            usual().with(new Network(true, Duration.ZERO)),
            usual().with(new Network(true, Duration.ofMillis(20))));
    for (Scene scene : scenes) {
      progress.accept("Network: " + scene.title());
      try (Stage stage = contestants.stage(scene)) {
        cold(scene, contestants.functions(stage));
      }
      trial.runFunctions(scene, plan.fewer());
    }
  }

  private void tell(Scene scene, Contestant contestant, Timing timing) {
    String title = scene.title();
    String name = contestant.name();
    findings.add(FIRST_EDIT, title, name, Unit.MILLISECONDS, timing.wall());
    timing.ready().ifPresent(ms -> findings.add(READY, title, name, Unit.MILLISECONDS, ms));
    timing
        .processor()
        .ifPresent(ms -> findings.add(FIRST_PROCESSOR, title, name, Unit.MILLISECONDS, ms));
    contestant
        .peakMegabytes()
        .ifPresent(mb -> findings.add(PEAK + " after 1 edit", title, name, Unit.MEGABYTES, mb));
  }

  private void warm(WarmTrial trial) throws InterruptedException {
    List<Scene> scenes =
        some(
            usual(),
            usual().with(AnswerFormat.BASE64),
            usual().withLedger(false),
            usual().with(AnswerFormat.BASE64).withLedger(false));
    for (Scene scene : scenes) {
      progress.accept("Warm edits: " + scene.title());
      trial.run(scene, plan.edits());
    }
    if (plan.thorough()) {
      Scene slow = usual().with(API_DELAY);
      progress.accept("Warm edits: " + slow.title());
      trial.run(slow, plan.fewer());
    }
  }

  private void memory(WarmTrial trial) throws InterruptedException {
    Scene largest = Scene.of(Size.LARGEST);
    for (Scene scene : some(largest, largest.with(AnswerFormat.BASE64))) {
      progress.accept("Memory: " + scene.title());
      trial.runFunctions(scene, plan.edits());
    }
  }

  private void sizes(WarmTrial trial) throws InterruptedException {
    List<Size> sizes =
        plan.thorough()
            ? List.of(Size.SMALL, Size.USUAL, Size.LARGE, Size.LARGEST)
            : List.of(Size.SMALL, Size.USUAL);
    for (Size size : sizes) {
      for (Scene scene : some(Scene.of(size), Scene.of(size).with(AnswerFormat.BASE64))) {
        progress.accept("Sizes: " + scene.title());
        trial.run(scene, plan.fewer());
      }
    }
  }
}
