package io.retouch.edit;

import java.util.Objects;

/**
 * What became of an answer.
 *
 * @param outcome edited, or skipped where another object must not be overwritten
 * @param result what was written, or would have been
 */
record Written(EditOutcome outcome, Finished result) {
  Written {
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(result, "result");
  }
}
