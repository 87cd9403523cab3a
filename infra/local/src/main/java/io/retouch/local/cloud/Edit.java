package io.retouch.local.cloud;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One uploaded picture and what has become of it so far.
 *
 * @param bytes the size that its upload announced; -1 where this cloud did not see the upload
 * @param changed when its state changed last
 * @param outcomes what the function said since the latest upload, oldest first
 * @param dead whether its message lies in the dead-letter queue
 */
public record Edit(
    String bucket, String key, long bytes, Instant changed, List<Outcome> outcomes, boolean dead) {

  public Edit {
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(changed, "changed");
    outcomes = List.copyOf(outcomes);
  }

  /** What the function said last. */
  public Optional<Outcome> outcome() {
    return outcomes.isEmpty() ? Optional.empty() : Optional.of(outcomes.get(outcomes.size() - 1));
  }

  /** {@code queued}, {@code dead}, or the name of the last outcome. */
  public String state() {
    if (dead) {
      return "dead";
    }
    return outcome().map(Outcome::name).orElse("queued");
  }

  /** Whether nothing more will happen to it by itself. */
  public boolean isFinal() {
    return dead || outcome().filter(outcome -> !outcome.isWaiting()).isPresent();
  }

  /** Why it is where it is: a sentence, or empty where nothing has to be explained. */
  public String reason() {
    if (dead) {
      return "Given up after too many deliveries; its message lies in the dead-letter queue.";
    }
    return outcome()
        .filter(outcome -> !outcome.reason().isBlank())
        .map(Outcome::explanation)
        .orElse("");
  }
}
