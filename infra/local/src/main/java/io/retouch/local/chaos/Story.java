package io.retouch.local.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What happened to every picture, in the order in which it was seen; safe for threads. */
final class Story {
  private final long start = System.nanoTime();
  private final Map<String, List<String>> chapters = new HashMap<>();
  private final List<String> everything = new ArrayList<>();
  private int kills;
  private int freezes;

  /** Something that concerns one picture. */
  synchronized void tell(String key, String what) {
    chapters.computeIfAbsent(key, unused -> new ArrayList<>()).add(at() + what);
  }

  /** A process was killed with SIGKILL. */
  synchronized void killed(String what) {
    kills++;
    everything.add(at() + what);
  }

  /** A process was stopped for a while. */
  synchronized void froze(String what) {
    freezes++;
    everything.add(at() + what);
  }

  /** Something that concerns no picture in particular. */
  synchronized void note(String what) {
    everything.add(at() + what);
  }

  synchronized int kills() {
    return kills;
  }

  synchronized int freezes() {
    return freezes;
  }

  /** One picture's story. */
  synchronized List<String> of(String key) {
    return List.copyOf(chapters.getOrDefault(key, List.of()));
  }

  /** What happened to the processes. */
  synchronized List<String> ofProcesses() {
    return List.copyOf(everything);
  }

  private String at() {
    return String.format(Locale.ROOT, "%8.3f ", (System.nanoTime() - start) / 1e9);
  }
}
