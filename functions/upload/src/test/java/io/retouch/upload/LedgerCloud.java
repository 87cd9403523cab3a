package io.retouch.upload;

import io.retouch.parts.LocalTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The same with a table for the ledger. */
public final class LedgerCloud extends LocalCloud {
  static final String TABLE = "edits";

  private @Nullable LocalTable table;

  @Override
  public Map<String, String> start() {
    Map<String, String> config = new HashMap<>(super.start());
    LocalTable started = LocalTable.inMemory();
    started.createTable(TABLE, "pk");
    table = started;
    config.put("retouch.ledger.table", TABLE);
    config.put("aws.endpoint-url-dynamodb", started.endpoint().toString());
    config.put("aws.region-dynamodb", started.region());
    config.put("aws.access-key-id-dynamodb", started.accessKeyId());
    config.put("aws.secret-access-key-dynamodb", started.secretAccessKey());
    return config;
  }

  @Override
  public void inject(TestInjector injector) {
    super.inject(injector);
    injector.injectIntoFields(
        Objects.requireNonNull(table), new TestInjector.MatchesType(LocalTable.class));
  }

  @Override
  public void stop() {
    super.stop();
    if (table != null) {
      table.close();
    }
  }
}
