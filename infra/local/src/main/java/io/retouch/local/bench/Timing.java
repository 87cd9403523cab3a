package io.retouch.local.bench;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * One invocation, all of whose edits were found to be right.
 *
 * @param wall milliseconds: of a started process from handing the event over to its answer, else
 *     from the start of the process
 * @param ready milliseconds from the start of the process to its first question for an event; empty
 *     where it was running
 * @param processor milliseconds so far: since the start of the process or thread
 * @param steps milliseconds by the names that the outcome's line gives them, of all pictures
 */
record Timing(
    double wall, OptionalDouble ready, OptionalDouble processor, Map<String, Double> steps) {
  Timing {
    steps = Map.copyOf(steps);
  }
}
