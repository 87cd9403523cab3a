package io.retouch.local;

import io.retouch.local.cloud.LocalCloud;
import io.retouch.local.host.FunctionArtifact;
import io.retouch.local.host.FunctionPool;
import io.retouch.local.host.HostLimits;
import io.retouch.local.host.PoolListener;
import io.retouch.local.host.Result;
import io.retouch.parts.FunctionUrl;
import io.retouch.parts.FunctionUrl.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;

/** The HTTP function's artifact behind a function URL, beside the function for uploads. */
final class HttpFunction implements AutoCloseable {
  /** Whom AWS would have authenticated: on this machine everybody is this one. */
  private static final String CALLER = "arn:aws:iam::123456789012:user/local";

  private static final int PROCESSES = 2;

  private final FunctionPool pool;
  private final FunctionUrl url;

  private HttpFunction(FunctionPool pool, FunctionUrl url) {
    this.pool = pool;
    this.url = url;
  }

  /**
   * Serves the function; a process of it is started with the first request.
   *
   * @param lines receives what it prints
   * @throws RunException if the artifact is missing or damaged
   */
  static HttpFunction start(
      Checkout checkout,
      PresetFile presets,
      LocalCloud cloud,
      HostLimits limits,
      FunctionLines lines) {
    FunctionPool pool = pool(checkout, presets, cloud, limits, lines);
    try {
      return new HttpFunction(
          pool, FunctionUrl.start(0, Optional.of(CALLER), event -> reply(pool.invoke(event))));
    } catch (UncheckedIOException e) {
      pool.close();
      throw e;
    }
  }

  private static FunctionPool pool(
      Checkout checkout,
      PresetFile presets,
      LocalCloud cloud,
      HostLimits limits,
      FunctionLines lines) {
    PoolListener listener =
        new PoolListener() {
          @Override
          public void line(int process, String line) {
            lines.line(line);
          }
        };
    try {
      return FunctionPool.open(
          "retouch-http",
          FunctionArtifact.open(
              checkout.httpArtifact(), FunctionArtifact.HTTP_HANDLER, checkout.runtimeClient()),
          Optional.of(presets.file()),
          cloud.variables(),
          limits,
          PROCESSES,
          true,
          listener);
    } catch (IOException e) {
      throw RunException.usage(
          "The function %s is missing or damaged; build it again."
              .formatted(checkout.httpArtifact()));
    }
  }

  private static Reply reply(Result result) {
    if (result instanceof Result.Answered answered) {
      return Reply.answered(answered.json());
    }
    return result instanceof Result.Throttled ? Reply.throttled() : Reply.failed();
  }

  URI address() {
    return url.address();
  }

  @Override
  public void close() {
    url.close();
    pool.close();
  }
}
