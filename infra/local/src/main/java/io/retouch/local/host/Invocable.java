package io.retouch.local.host;

/** A function that takes events one after the other or side by side. */
@FunctionalInterface
public interface Invocable {

  /**
   * Hands one event to the function and waits for what comes of it.
   *
   * @param event JSON
   * @throws InterruptedException if the waiting thread is interrupted; the process that had the
   *     event is killed then
   */
  Result invoke(byte[] event) throws InterruptedException;
}
