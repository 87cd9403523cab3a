package io.retouch.operate;

import io.retouch.edit.LedgerCloud;
import io.retouch.parts.LocalQueue;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Store, table and edit API with a queue, and a price. */
public class OperateCloud extends LedgerCloud {
  static final String QUEUE = "jobs";

  private @Nullable LocalQueue queue;

  @Override
  public Map<String, String> start() {
    Map<String, String> config = new HashMap<>(super.start());
    LocalQueue started = LocalQueue.builder().start();
    started.createQueue(QUEUE, Duration.ofMinutes(1));
    queue = started;
    config.put("retouch.queue", QUEUE);
    config.put("retouch.providers.stepfun.price.currency", "CNY");
    config.put("retouch.providers.stepfun.price.image", "0.02");
    config.put("quarkus.sqs.endpoint-override", started.endpoint().toString());
    config.put("quarkus.sqs.aws.region", started.region());
    config.put("quarkus.sqs.aws.credentials.type", "static");
    config.put("quarkus.sqs.aws.credentials.static-provider.access-key-id", started.accessKeyId());
    config.put(
        "quarkus.sqs.aws.credentials.static-provider.secret-access-key", started.secretAccessKey());
    return config;
  }

  @Override
  public void inject(TestInjector injector) {
    super.inject(injector);
    injector.injectIntoFields(
        Objects.requireNonNull(queue), new TestInjector.MatchesType(LocalQueue.class));
  }

  @Override
  public void stop() {
    super.stop();
    if (queue != null) {
      queue.close();
    }
  }
}
