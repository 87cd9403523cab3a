package io.retouch.local.host;

import java.time.Duration;

/**
 * Is told what happens to the processes of a function. Called on the threads of the pool and of its
 * callers, side by side; an implementation returns quickly and throws nothing. {@code process}
 * counts the places of the pool from 0, so a place keeps its number when its process is replaced.
 */
public interface PoolListener {

  /** Hears nothing. */
  PoolListener NONE = new PoolListener() {};

  /** The process printed a line on one of its two streams. */
  default void line(int process, String line) {}

  /**
   * A new process asked for its first event.
   *
   * @param duration from the start of the process to that request
   */
  default void coldStart(int process, Duration duration) {}

  /**
   * A new process never asked for an event.
   *
   * @param reason a sentence
   */
  default void notStarted(int process, String reason) {}

  /** The process was killed, as it did not answer within the time limit. */
  default void timedOut(int process, Duration limit) {}

  /** The process ended by itself, or was killed by somebody, in the middle of an invocation. */
  default void crashed(int process, int exitCode) {}

  /** The process was killed through the pool, busy or idle. */
  default void killed(int process) {}

  /** All processes were busy, so an event was refused. */
  default void throttled() {}
}
