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
    variables.put(
        "QUARKUS_S3_ENDPOINT_OVERRIDE", settings.storeFront().apply(store.endpoint()).toString());
    variables.put("QUARKUS_S3_PATH_STYLE_ACCESS", "true");
    variables.put("QUARKUS_S3_AWS_REGION", store.region());
    variables.put(
        "QUARKUS_SQS_ENDPOINT_OVERRIDE",
        settings.queueFront().apply(servers.queue().endpoint()).toString());
    variables.put("QUARKUS_SQS_AWS_REGION", servers.queue().region());
    variables.put("RETOUCH_QUEUE", servers.queue().url(LocalCloud.QUEUE).toString());
    servers
        .table()
        .ifPresent(
            table -> {
              variables.put(
                  "QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE",
                  settings.tableFront().apply(table.endpoint()).toString());
              variables.put("QUARKUS_DYNAMODB_AWS_REGION", table.region());
              variables.put("RETOUCH_LEDGER_TABLE", Servers.LEDGER);
            });
    variables.put("RETOUCH_UPLOAD_BUCKET", LocalCloud.UPLOADS);
    variables.put("RETOUCH_OUTPUT_BUCKET", LocalCloud.EDITED);
    variables.put("QUARKUS_FUNQY_EXPORT", "upload");
    variables.put("RETOUCH_TIME_LIMIT", settings.limits().invocation().toString());
    return variables;
  }
}
