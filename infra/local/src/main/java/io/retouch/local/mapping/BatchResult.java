package io.retouch.local.mapping;

import io.retouch.local.host.Result;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What came of a batch.
 *
 * @param result of the last invocation
 * @param failed the ids of the messages that come again once their visibility time-out ends
 * @param problem a sentence, where the whole batch failed
 * @param duration from the first invocation of the batch to the end of the last one
 */
public record BatchResult(
    Result result, Set<String> failed, Optional<String> problem, Duration duration) {

  public BatchResult {
    Objects.requireNonNull(result, "result");
    failed = Set.copyOf(failed);
    Objects.requireNonNull(problem, "problem");
    Objects.requireNonNull(duration, "duration");
  }
}
