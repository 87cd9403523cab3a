package io.retouch.local;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Ctrl-C and SIGTERM, taken before the JVM acts on them: its own answer, shutdown hooks that run
 * side by side, would kill the functions in the middle of their edits.
 */
final class StopSignals {
  private static final List<String> NAMES = List.of("INT", "TERM");

  private StopSignals() {}

  /**
   * Calls the action at every such signal, on a thread of its own.
   *
   * <p>By reflection, as javac warns about {@code sun.misc.Signal}, the only door to signals, in a
   * way that cannot be silenced.
   */
  static void onEach(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object calling =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                action.run();
                return null;
              });
      for (String name : NAMES) {
        Object named = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, handler).invoke(null, named, calling);
      }
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      throw new IllegalStateException("This JVM does not hand out signals.", e);
    }
  }
}
