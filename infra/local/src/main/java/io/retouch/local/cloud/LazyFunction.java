package io.retouch.local.cloud;

import io.retouch.local.host.FunctionHost;
import io.retouch.local.host.Invocable;
import io.retouch.local.host.LogListener;
import io.retouch.local.host.Result;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Another function of the uploads' artifact, unpacked when somebody first invokes it, so that
 * nothing is slower where nobody does. Its one process serves one event after the other.
 */
final class LazyFunction implements Invocable, AutoCloseable {
  private final String export;
  private final CloudSettings settings;
  private final Map<String, String> variables;
  private final LogListener log;
  private @Nullable FunctionHost host;
  private boolean closed;

  /**
   * @param export the function's name within the artifact
   * @param variables of the function that takes the uploads
   */
  LazyFunction(
      String export, CloudSettings settings, Map<String, String> variables, LogListener log) {
    this.export = export;
    this.settings = settings;
    this.variables = new HashMap<>(variables);
    this.variables.put("QUARKUS_FUNQY_EXPORT", export);
    this.log = log;
  }

  @Override
  public Result invoke(byte[] event) throws InterruptedException {
    return host().invoke(event);
  }

  private synchronized FunctionHost host() {
    if (closed) {
      throw new IllegalStateException("The cloud is stopped.");
    }
    if (host == null) {
      try {
        host =
            FunctionHost.open(
                "retouch-" + export,
                settings.artifact(),
                Optional.of(settings.configuration()),
                variables,
                settings.limits(),
                log);
      } catch (IOException e) {
        throw new CloudException("The function cannot be unpacked: " + e + ".", e);
      }
    }
    return host;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (host != null) {
      host.close();
    }
  }
}
