package io.retouch.parts.proxy;

/**
 * Stands beside a {@link FaultProxy} and sees its calls at the two moments that matter to whoever
 * makes them: before anything has happened, and when all has happened and nobody was told. Called
 * on the connections' threads, which wait for it.
 */
public interface CallWatcher {
  /** Sees nothing. */
  CallWatcher NONE = new CallWatcher() {};

  /**
   * A request's head has arrived, and nothing was passed on.
   *
   * @param clientPort the port of this machine from which it came
   * @return whether the call goes on; else its connection is reset, and the server never sees it
   */
  default boolean arrived(ProxiedCall call, int clientPort) {
    return true;
  }

  /**
   * The server has begun to answer a request that it has received, and the client has not heard of
   * it.
   *
   * @param clientPort as before
   */
  default void answered(ProxiedCall call, int clientPort) {}
}
