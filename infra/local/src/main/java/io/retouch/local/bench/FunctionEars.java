package io.retouch.local.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retouch.local.host.PoolListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;

/** Hears when a function's process is ready, and what it says about each picture. */
final class FunctionEars implements PoolListener {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int KEPT = 20;

  private final Deque<String> lastLines = new ArrayDeque<>();
  private final List<JsonNode> outcomes = new ArrayList<>();
  private long startedAt;
  private OptionalLong readyNanos = OptionalLong.empty();

  @Override
  public synchronized void coldStart(int process, Duration duration) {
    startedAt = System.nanoTime() - duration.toNanos();
    readyNanos = OptionalLong.of(duration.toNanos());
  }

  @Override
  public synchronized void line(int process, String line) {
    lastLines.addLast(line);
    if (lastLines.size() > KEPT) {
      lastLines.removeFirst();
    }
    int start = line.indexOf("{\"event\":\"edit\"");
    if (start < 0) {
      return;
    }
    try {
      outcomes.add(JSON.readTree(line.substring(start)));
    } catch (JsonProcessingException e) {
      return;
    }
    notifyAll();
  }

  /** Forgets starts and outcomes. */
  synchronized void clear() {
    outcomes.clear();
    readyNanos = OptionalLong.empty();
  }

  /** When the process was started, by {@link System#nanoTime()}; only of use after a start. */
  synchronized long startedAt() {
    return startedAt;
  }

  /** From the start of the process to its first question for an event; empty if there was none. */
  synchronized OptionalLong readyNanos() {
    return readyNanos;
  }

  /** The lines about so many pictures; fewer where they do not come in time. */
  synchronized List<JsonNode> outcomes(int expected, Duration patience)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (outcomes.size() < expected) {
      long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    return List.copyOf(outcomes);
  }

  /** What the function printed last. */
  synchronized String lastLines() {
    return String.join(System.lineSeparator(), lastLines);
  }
}
