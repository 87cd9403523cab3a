package io.retouch.local.chaos;

import io.retouch.parts.proxy.CallWatcher;
import io.retouch.parts.proxy.ProxiedCall;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Kills the very process that makes a call, just before the call reaches its server, or just after
 * the server has done what was asked. Every kind of call has its turn, both ways.
 */
final class Killer implements CallWatcher {
  private static final Duration DEATH = Duration.ofSeconds(5);

  /** Kinds of calls that every picture makes, and those that few make. */
  private static final List<String> FREQUENT =
      List.of(
          "GetObject", "PutObject", "GetItem", "UpdateItem", "TransactWriteItems", "images/edits");

  private static final List<String> RARE =
      List.of(
          "HeadObject",
          "HeadBucket",
          "DeleteObject",
          "results",
          "PutObject answers",
          "PutObject report",
          "ChangeMessageVisibility");

  private final Supplier<List<Long>> processes;
  private final Story story;
  private final Map<String, TreeSet<Integer>> due = new HashMap<>();
  private final Map<String, Integer> seen = new HashMap<>();
  private final Map<String, Integer> killed = new TreeMap<>();
  private boolean over;

  /**
   * @param processes the ids of the function's living processes
   */
  Killer(ChaosPlan plan, Supplier<List<Long>> processes, Story story) {
    this.processes = processes;
    this.story = story;
    SplittableRandom random = plan.random("kills");
    int rounds = 1 + plan.events() / 250;
    boolean few = plan.events() < 200;
    for (String operation : FREQUENT) {
      plan(random, operation, rounds, Math.max(4, plan.events() / 3), few);
    }
    for (String operation : RARE) {
      plan(random, operation, rounds, Math.max(2, plan.events() / 20), few);
    }
  }

  /** Short runs have time for one of the two ways. */
  private void plan(SplittableRandom random, String operation, int rounds, int calls, boolean few) {
    boolean firstWay = random.nextBoolean();
    for (String way : List.of("before ", "after ")) {
      TreeSet<Integer> numbers = new TreeSet<>();
      for (int round = 0; round < rounds; round++) {
        numbers.add(1 + random.nextInt(calls));
      }
      if (!few || firstWay == way.equals("before ")) {
        due.put(way + operation, numbers);
      }
    }
  }

  @Override
  public boolean arrived(ProxiedCall call, int clientPort) {
    return !strikes("before ", call) || !kill("before ", call, clientPort);
  }

  @Override
  public void answered(ProxiedCall call, int clientPort) {
    if (strikes("after ", call)) {
      kill("after ", call, clientPort);
    }
  }

  /** No more. */
  synchronized void rest() {
    over = true;
  }

  /** How often a process was killed at each kind of call. */
  synchronized Map<String, Integer> killed() {
    return new TreeMap<>(killed);
  }

  private synchronized boolean strikes(String way, ProxiedCall call) {
    TreeSet<Integer> numbers = due.get(way + kind(call));
    if (over || numbers == null) {
      return false;
    }
    int number = seen.merge(way + kind(call), 1, Integer::sum);
    // At least: what could not be killed at its turn is killed at the next one.
    if (numbers.isEmpty() || number < numbers.first()) {
      return false;
    }
    numbers.pollFirst();
    return true;
  }

  private boolean kill(String way, ProxiedCall call, int clientPort) {
    Optional<Long> process = Callers.at(clientPort, processes.get());
    Optional<ProcessHandle> handle = process.flatMap(ProcessHandle::of);
    if (handle.isEmpty()) {
      again(way, call);
      return false;
    }
    handle.get().destroyForcibly();
    try {
      handle.get().onExit().get(DEATH.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      story.note("process " + process.get() + " outlived its SIGKILL: " + e);
    }
    String what = way + kind(call);
    story.killed("SIGKILL of process " + process.get() + " just " + what + " " + call.path());
    synchronized (this) {
      killed.merge(what, 1, Integer::sum);
    }
    return true;
  }

  private synchronized void again(String way, ProxiedCall call) {
    TreeSet<Integer> numbers = due.get(way + kind(call));
    if (numbers != null) {
      numbers.add(1 + seen.getOrDefault(way + kind(call), 0));
    }
  }

  /** Puts are told apart by what is put. */
  private static String kind(ProxiedCall call) {
    if (!call.operation().equals("PutObject")) {
      return call.operation();
    }
    if (call.path().contains("/.retouch/answers/")) {
      return "PutObject answers";
    }
    return call.path().endsWith(".json") ? "PutObject report" : "PutObject";
  }
}
