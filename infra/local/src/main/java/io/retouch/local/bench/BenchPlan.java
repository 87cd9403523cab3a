package io.retouch.local.bench;

import java.util.EnumSet;
import java.util.Set;

/**
 * How much is measured.
 *
 * @param subjects what
 * @param thorough whether each subject is measured in all its scenes, or in the first one alone
 * @param starts cold starts of each contestant and scene
 * @param edits warm edits of each contestant and scene
 * @param fewer edits or invocations where a scene is one of many, or slow
 * @param warmUp edits by each contestant that are not measured
 * @param serverWarmUp edits by the floor before anything is measured, so that the servers are hot;
 *     may be 0
 */
record BenchPlan(
    Set<Subject> subjects,
    boolean thorough,
    int starts,
    int edits,
    int fewer,
    int warmUp,
    int serverWarmUp) {
  private static final int BLOCK = 10;

  BenchPlan {
    subjects = Set.copyOf(subjects);
    if (subjects.isEmpty() || starts < 1 || edits < 1 || fewer < 1) {
      throw new IllegalArgumentException("There is nothing to measure.");
    }
  }

  /** What can be chosen with {@code --only}. */
  enum Subject {
    COLD,
    WARM,
    MEMORY,
    SIZES,
    BATCHES,
    STEPS,
    NETWORK
  }

  /** What a comparison needs. */
  static BenchPlan full() {
    return new BenchPlan(EnumSet.allOf(Subject.class), true, 20, 100, 20, 20, 300);
  }

  /** Everything once or twice, to see that it works. */
  static BenchPlan quick() {
    return new BenchPlan(EnumSet.allOf(Subject.class), false, 2, 4, 2, 1, 0);
  }

  BenchPlan only(Set<Subject> chosen) {
    return new BenchPlan(chosen, thorough, starts, edits, fewer, warmUp, serverWarmUp);
  }

  BenchPlan withStarts(int count) {
    return new BenchPlan(subjects, thorough, count, edits, fewer, warmUp, serverWarmUp);
  }

  BenchPlan withEdits(int count) {
    return new BenchPlan(subjects, thorough, starts, count, fewer, warmUp, serverWarmUp);
  }

  boolean has(Subject subject) {
    return subjects.contains(subject);
  }

  /** How many edits one contestant makes until it is the next one's turn. */
  static int block(int left) {
    return Math.min(BLOCK, left);
  }
}
