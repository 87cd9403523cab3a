package io.retouch.local.chaos;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Kills processes at random, and stops them for a while, whatever they are doing. It waits for some
 * work to be done between two blows: on a slow machine it would never end otherwise.
 */
final class Weather implements AutoCloseable {
  private static final int LEAST_PAUSE = 1_000;
  private static final int LONGEST_PAUSE = 6_000;
  private static final int LONGEST_FREEZE = 4_000;

  /** Answered between two blows, at least. */
  private static final int BATCHES = 2;

  /** One in so many blows kills; the others stop a process for a while. */
  private static final int KILLS = 3;

  private final SplittableRandom random;
  private final Supplier<List<Long>> processes;
  private final IntSupplier progress;
  private final Story story;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread = new Thread(this::work, "chaos-weather");

  /**
   * @param processes the ids of the function's living processes
   * @param progress how many batches were answered
   */
  Weather(ChaosPlan plan, Supplier<List<Long>> processes, IntSupplier progress, Story story) {
    this.progress = progress;
    this.random = plan.random("weather");
    this.processes = processes;
    this.story = story;
    thread.setDaemon(true);
  }

  /** Begins. */
  void blow() {
    thread.start();
  }

  private void work() {
    try {
      int done = 0;
      while (!over.await(random.nextInt(LEAST_PAUSE, LONGEST_PAUSE), TimeUnit.MILLISECONDS)) {
        List<Long> alive = processes.get();
        if (alive.isEmpty() || progress.getAsInt() < done + BATCHES) {
          continue;
        }
        done = progress.getAsInt();
        long process = alive.get(random.nextInt(alive.size()));
        if (random.nextInt(KILLS) == 0) {
          ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly);
          story.killed("SIGKILL of process " + process + " at random");
        } else {
          freeze(process, random.nextInt(LEAST_PAUSE, LONGEST_FREEZE));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void freeze(long process, int millis) throws InterruptedException {
    signal("STOP", process);
    story.froze("process " + process + " stands still for " + millis + " ms");
    try {
      if (over.await(millis, TimeUnit.MILLISECONDS)) {
        return;
      }
    } finally {
      signal("CONT", process);
    }
  }

  private void signal(String name, long process) throws InterruptedException {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      story.note("there is no kill command: " + e.getMessage());
    }
  }

  /** Calm, with every process running. */
  @Override
  public void close() {
    over.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
