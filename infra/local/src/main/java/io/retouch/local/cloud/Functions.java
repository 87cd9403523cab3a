package io.retouch.local.cloud;

import io.retouch.local.host.Invocable;
import java.util.Map;

/**
 * The functions as callers see them.
 *
 * @param variables the environment of the function that takes the uploads
 * @param operate started when somebody first invokes it
 * @param api where both are invoked
 */
record Functions(Map<String, String> variables, LazyFunction operate, LambdaApi api)
    implements AutoCloseable {
  Functions {
    variables = Map.copyOf(variables);
  }

  static Functions start(
      CloudSettings settings,
      Map<String, String> variables,
      Invocable upload,
      CloudListener listener) {
    LazyFunction operate =
        new LazyFunction(
            LocalCloud.OPERATE,
            settings,
            variables,
            line -> listener.functionLine(settings.functions(), line));
    LambdaApi api = LambdaApi.start(Map.of(LocalCloud.UPLOAD, upload, LocalCloud.OPERATE, operate));
    return new Functions(variables, operate, api);
  }

  @Override
  public void close() {
    api.close();
    operate.close();
  }
}
