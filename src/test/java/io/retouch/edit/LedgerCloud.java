package io.retouch.edit;

import io.retouch.parts.LocalTable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The same with a table for the ledger. */
public class LedgerCloud extends LocalCloud {
  private @Nullable LocalTable table;

  @Override
  public Map<String, String> start() {
    Map<String, String> config = new HashMap<>(super.start());
    LocalTable started = LocalTable.inMemory();
    started.createTable("edits", "pk");
    table = started;
    config.put("retouch.ledger.table", "edits");
    config.put("quarkus.dynamodb.endpoint-override", started.endpoint().toString());
    config.put("quarkus.dynamodb.aws.region", started.region());
    config.put("quarkus.dynamodb.aws.credentials.type", "static");
    config.put(
        "quarkus.dynamodb.aws.credentials.static-provider.access-key-id", started.accessKeyId());
    config.put(
        "quarkus.dynamodb.aws.credentials.static-provider.secret-access-key",
        started.secretAccessKey());
    return config;
  }

  @Override
  public void stop() {
    super.stop();
    if (table != null) {
      table.close();
    }
  }
}
