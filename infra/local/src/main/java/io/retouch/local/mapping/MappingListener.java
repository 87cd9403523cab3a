package io.retouch.local.mapping;

import java.time.Duration;
import java.util.Set;

/**
 * Is told what a mapping does. Called on the mapping's threads, for several batches side by side;
 * an implementation returns quickly and throws nothing.
 */
public interface MappingListener {

  /** Hears nothing. */
  MappingListener NONE = new MappingListener() {};

  /** A batch is handed to the function. */
  default void started(Batch batch) {}

  /**
   * No process was free; the batch is tried again after a pause.
   *
   * @param pause until then
   */
  default void throttled(Batch batch, Duration pause) {}

  /** The function is done with a batch, and the messages that succeeded are deleted. */
  default void ended(Batch batch, BatchResult result) {}

  /**
   * The mapping was closed before the batch could be handed over; its messages are visible again.
   */
  default void givenBack(Batch batch) {}

  /**
   * Messages that succeeded could not be deleted, and will be delivered once more.
   *
   * @param reason a sentence
   */
  default void notDeleted(Batch batch, Set<String> messageIds, String reason) {}

  /**
   * The queue does not answer; it is asked again after a pause.
   *
   * @param reason a sentence
   */
  default void notPolled(String reason, Duration pause) {}
}
