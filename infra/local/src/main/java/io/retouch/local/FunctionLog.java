package io.retouch.local;

import io.retouch.local.host.LogListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** What the function prints: its outcome is picked out, the rest is kept or shown. */
final class FunctionLog implements LogListener {

  /** The frames of a stack trace, which help nobody who only wants a picture. */
  private static final String FRAME = "^\\s+(at |\\.\\.\\. \\d+ more).*";

  private final Optional<Consumer<String>> shown;
  private final List<String> lines = new ArrayList<>();
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

  /**
   * @param shown receives every line at once, where somebody wants to see them
   */
  FunctionLog(Optional<Consumer<String>> shown) {
    this.shown = shown;
  }

  @Override
  public void line(String line) {
    shown.ifPresent(listener -> listener.accept(line));
    Outcome.parse(line).ifPresent(outcome::complete);
    synchronized (lines) {
      lines.add(line);
    }
  }

  /**
   * The outcome, as soon as the function has told it.
   *
   * @param patience how long to wait, as a line may arrive after the answer
   */
  Optional<Outcome> outcome(Duration patience) throws InterruptedException {
    try {
      return Optional.of(outcome.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
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
