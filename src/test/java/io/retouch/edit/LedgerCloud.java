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
    config.put("aws.endpoint-url-dynamodb", started.endpoint().toString());
    config.put("aws.region-dynamodb", started.region());
    config.put("aws.access-key-id-dynamodb", started.accessKeyId());
    config.put("aws.secret-access-key-dynamodb", started.secretAccessKey());
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
