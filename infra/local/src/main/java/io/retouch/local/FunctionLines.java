package io.retouch.local;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What the functions print: shown at once, or kept for the case that something goes wrong. */
final class FunctionLines {
  private static final int KEPT = 1_000;

  /** The frames of a stack trace, which help nobody who only wants a picture. */
  private static final String FRAME = "^\\s+(at |\\.\\.\\. \\d+ more).*";

  private final Optional<Consumer<String>> shown;
  private final Deque<String> lines = new ArrayDeque<>();

  /**
   * @param shown receives every line at once, where somebody wants to see them
   */
  FunctionLines(Optional<Consumer<String>> shown) {
    this.shown = shown;
  }

  void line(String line) {
    shown.ifPresent(listener -> listener.accept(line));
    synchronized (lines) {
      if (lines.size() == KEPT) {
        lines.removeFirst();
      }
      lines.addLast(line);
    }
  }

  /** What has not been shown yet, without the frames of stack traces. */
  List<String> unseen() {
    if (shown.isPresent()) {
      return List.of();
    }
    synchronized (lines) {
      return lines.stream().filter(line -> !line.isBlank() && !line.matches(FRAME)).toList();
    }
  }
}
