package io.retouch.local.chaos;

import io.retouch.local.chaos.Audit.Violation;
import io.retouch.local.cloud.LocalCloud;
import io.retouch.local.host.FunctionArtifact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One run, from the first event to the verdict. */
final class ChaosRun {
  private static final int LOOK_MILLIS = 100;

  /** How long the storm goes on after the last event, at most. */
  private static final Duration AFTER_THE_LAST = Duration.ofSeconds(15);

  private final ChaosPlan plan;
  private final FunctionArtifact artifact;
  private final Consumer<String> say;
  private final BiConsumer<Integer, String> lines;
  private final long start = System.nanoTime();
  private final Story story = new Story();
  private final Album album = new Album();
  private final TemporaryFiles temporary = new TemporaryFiles();

  /**
   * @param say hears how far it is
   * @param lines hears everything that the functions print
   */
  ChaosRun(
      ChaosPlan plan,
      FunctionArtifact artifact,
      Consumer<String> say,
      BiConsumer<Integer, String> lines) {
    this.plan = plan;
    this.artifact = artifact;
    this.say = say;
    this.lines = lines;
  }

  /** Takes at most the plan's limit, and a little for the verdict. */
  Verdict run() throws InterruptedException {
    ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();
    try {
      return run(looks);
    } finally {
      looks.shutdownNow();
    }
  }

  private Verdict run(ScheduledExecutorService looks) throws InterruptedException {
    try (Stage stage = Stage.start(plan, artifact, story, lines)) {
      LocalCloud cloud = stage.cloud();
      var unused =
          looks.scheduleWithFixedDelay(
              () -> temporary.note(stage.processes()),
              LOOK_MILLIS,
              LOOK_MILLIS,
              TimeUnit.MILLISECONDS);
      Feeder feeder = new Feeder(plan, cloud, album, story);
      stage.breakEverything(plan);
      try (Weather weather = new Weather(plan, stage::processes, stage::answered, story)) {
        weather.blow();
        feeder.feed(this::isLate);
        say.accept("all " + feeder.sent() + " events are sent, after " + seconds() + " s");
        long last = System.nanoTime();
        await(() -> open(cloud) <= plan.events() / 20 || since(last).compareTo(AFTER_THE_LAST) > 0);
      }
      stage.mendEverything();
      say.accept("nothing breaks any more, after " + seconds() + " s");
      boolean rests = await(() -> isIdle(cloud));
      if (rests) {
        rests = startQuietly(cloud);
      }
      say.accept((rests ? "everything rests" : "NOT at rest") + ", after " + seconds() + " s");
      return verdict(stage, rests, feeder.sent());
    }
  }

  /** A fresh process finds what the killed ones left, and one event for which nothing is due. */
  private boolean startQuietly(LocalCloud cloud) throws InterruptedException {
    for (int process = 0; process < plan.functions(); process++) {
      cloud.kill(process);
    }
    Picture picture = album.last(album.keys().get(0));
    cloud.send(Feeder.notification(picture));
    return await(() -> isIdle(cloud) && !cloud.processes().isEmpty());
  }

  private Verdict verdict(Stage stage, boolean rests, int sent) throws InterruptedException {
    List<Violation> violations = new ArrayList<>();
    if (!rests) {
      violations.add(
          new Violation(
              "", "there is no rest after " + seconds() + " s: raise --time or look why"));
    }
    TableScan table = TableScan.of(stage.cloud().table());
    Audit audit = new Audit(album, stage.places(), Audit.billOf(stage.api()), table.images());
    violations.addAll(audit.check());
    Results results = new Results(stage.cloud(), album, table);
    violations.addAll(results.check());
    temporary
        .leftBehind(stage.processes())
        .forEach(sentence -> violations.add(new Violation("", sentence)));
    Verdict.Numbers numbers =
        new Verdict.Numbers(
            sent,
            album.keys().size(),
            results.edited(),
            results.reported(),
            story.kills(),
            story.freezes(),
            stage.broken(),
            stage.calls(),
            Duration.ofNanos(System.nanoTime() - start));
    return new Verdict(
        plan,
        numbers,
        audit.sums(),
        stage.ledger().requests(),
        stage.killer().killed(),
        violations,
        story);
  }

  private static int open(LocalCloud cloud) {
    return cloud.waiting() + cloud.inFlight() + cloud.delayed();
  }

  private static boolean isIdle(LocalCloud cloud) {
    return open(cloud) == 0 && cloud.busy() == 0 && cloud.deadLetters().size() >= Feeder.POISONED;
  }

  private boolean isLate() {
    return since(start).compareTo(plan.limit()) > 0;
  }

  private boolean await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      if (isLate()) {
        return false;
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return true;
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private long seconds() {
    return since(start).toSeconds();
  }
}
