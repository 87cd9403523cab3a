package io.retouch.local.cloud;

import io.retouch.local.host.Result;
import io.retouch.local.mapping.Batch;
import io.retouch.local.mapping.BatchResult;

/** Hears what happens in a cloud, on the cloud's threads; must not block. */
public interface CloudListener {

  /** Something new became of a picture. */
  default void edit(Edit edit) {}

  /**
   * A function process printed a line.
   *
   * @param process counts from 0 and stays the same when a killed process is replaced
   */
  default void functionLine(int process, String line) {}

  /** An invocation ended; unless the function answered, its messages come again. */
  default void delivered(Result result) {}

  /** The same, with the messages, whose receipts are good until they come again. */
  default void ended(Batch batch, BatchResult result) {}

  /** A message that names no picture lies in the dead-letter queue. */
  default void deadLetter() {}

  /** Something of the cloud itself went wrong, in a sentence. */
  default void problem(String sentence) {}
}
