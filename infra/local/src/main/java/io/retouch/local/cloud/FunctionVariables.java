package io.retouch.local.cloud;

import io.retouch.parts.LocalStore;
import java.util.HashMap;
import java.util.Map;

/** What the deployment would put into the function's environment. */
final class FunctionVariables {
  private FunctionVariables() {}

  /**
   * All of them.
   *
   * @param settings with what the presets refer to, beside the buckets, and where the function
   *     finds the servers
   */
  static Map<String, String> of(CloudSettings settings, Servers servers) {
    LocalStore store = servers.store();
    Map<String, String> variables = new HashMap<>(settings.environment());
    variables.put("AWS_REGION", store.region());
    variables.put("AWS_DEFAULT_REGION", store.region());
    variables.put("AWS_ACCESS_KEY_ID", store.accessKeyId());
    variables.put("AWS_SECRET_ACCESS_KEY", store.secretAccessKey());
    variables.put("AWS_ENDPOINT_URL_S3", settings.storeFront().apply(store.endpoint()).toString());
    variables.put(
        "AWS_ENDPOINT_URL_SQS", settings.queueFront().apply(servers.queue().endpoint()).toString());
    variables.put("RETOUCH_QUEUE", servers.queue().url(LocalCloud.QUEUE).toString());
    servers
        .table()
        .ifPresent(
            table -> {
              variables.put(
                  "AWS_ENDPOINT_URL_DYNAMODB",
                  settings.tableFront().apply(table.endpoint()).toString());
              variables.put("RETOUCH_LEDGER_TABLE", Servers.LEDGER);
            });
    variables.put("RETOUCH_UPLOAD_BUCKET", LocalCloud.UPLOADS);
    variables.put("RETOUCH_OUTPUT_BUCKET", LocalCloud.EDITED);
    variables.put("QUARKUS_FUNQY_EXPORT", "upload");
    variables.put("RETOUCH_TIME_LIMIT", settings.limits().invocation().toString());
    return variables;
  }
}
