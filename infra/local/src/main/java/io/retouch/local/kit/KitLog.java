package io.retouch.local.kit;

import io.retouch.local.cloud.CloudListener;
import io.retouch.local.host.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Everything that a cloud says, with the seconds since the kit began, for the moment in which a
 * test wants to know why.
 */
final class KitLog implements CloudListener {
  private static final int TOLD = 60;

  private final long start = System.nanoTime();
  private final List<String> lines = new ArrayList<>();

  @Override
  public void functionLine(int process, String line) {
    add("[" + process + "] " + line);
  }

  @Override
  public void delivered(Result result) {
    add(
        result instanceof Result.Answered
            ? "(an invocation was answered)"
            : "(an invocation ended with " + result + ")");
  }

  @Override
  public void deadLetter() {
    add("(a message that names no picture is in the dead-letter queue)");
  }

  @Override
  public void problem(String sentence) {
    add("(" + sentence + ")");
  }

  private synchronized void add(String line) {
    double seconds = (System.nanoTime() - start) / 1e9;
    lines.add(String.format(Locale.ROOT, "%7.3f %s", seconds, line));
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /** The end of it, for an error's message. */
  String end() {
    List<String> all = lines();
    return String.join("\n", all.subList(Math.max(0, all.size() - TOLD), all.size()));
  }
}
