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
    config.put("aws.endpoint-url-sqs", started.endpoint().toString());
    config.put("aws.region-sqs", started.region());
    config.put("aws.access-key-id-sqs", started.accessKeyId());
    config.put("aws.secret-access-key-sqs", started.secretAccessKey());
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
