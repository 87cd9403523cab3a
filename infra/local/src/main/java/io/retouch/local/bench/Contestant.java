package io.retouch.local.bench;

import java.util.OptionalDouble;

/** Somebody who edits what is on a stage. */
interface Contestant extends AutoCloseable {
  /** The names under which findings are told. */
  String NATIVE = "native";

  String JVM = "JVM";
  String FLOOR = "floor";

  String name();

  /** Forgets whatever makes the next edit quicker than the first: processes, connections. */
  void cool();

  /**
   * Edits everything on the stage, in one invocation.
   *
   * @throws BenchException if an edit failed, or a result is not the API's
   */
  Timing edit() throws InterruptedException;

  /** The most memory that the process ever had, in MB. */
  OptionalDouble peakMegabytes();

  @Override
  void close();
}
