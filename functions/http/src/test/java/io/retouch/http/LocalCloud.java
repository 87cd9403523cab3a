package io.retouch.http;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.retouch.parts.LocalEditApi;
import io.retouch.parts.LocalQueue;
import io.retouch.parts.LocalStore;
import io.retouch.parts.LocalTable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A real object store, a real table and a strict edit API for the function, in its process or
 * beside it.
 */
public final class LocalCloud implements QuarkusTestResourceLifecycleManager {
  static final String PROMPT = "把画面改成黄昏时分, soft light";
  static final String QUEUE = "uploads";
  static final String TOKEN = "a-token-of-the-shop";
  static final String OTHER_TOKEN = "a-token-of-somebody-else";

  private @Nullable LocalStore store;
  private @Nullable LocalEditApi api;
  private @Nullable LocalTable table;
  private @Nullable LocalQueue queue;

  private Map<String, String> arguments = Map.of();

  /** Takes configuration that comes before its own. */
  @Override
  public void init(Map<String, String> initArgs) {
    arguments = Map.copyOf(initArgs);
  }

  @Override
  public Map<String, String> start() {
    LocalStore started = LocalStore.inMemory();
    LocalEditApi editApi = LocalEditApi.builder().start();
    LocalTable ledger = LocalTable.inMemory();
    ledger.createTable("edits", "pk");
    started.createBucket("uploads");
    started.createBucket("edited");
    LocalQueue uploads = LocalQueue.builder().start();
    uploads.createQueue(QUEUE, Duration.ofMinutes(1));
    store = started;
    queue = uploads;
    api = editApi;
    table = ledger;
    Map<String, String> config = new HashMap<>();
    aws(config, "s3", started.endpoint().toString(), started.region());
    credentials(config, "s3", started.accessKeyId(), started.secretAccessKey());
    aws(config, "dynamodb", ledger.endpoint().toString(), ledger.region());
    credentials(config, "dynamodb", ledger.accessKeyId(), ledger.secretAccessKey());
    config.put("retouch.ledger.table", "edits");
    aws(config, "sqs", uploads.endpoint().toString(), uploads.region());
    credentials(config, "sqs", uploads.accessKeyId(), uploads.secretAccessKey());
    config.put("retouch.queue", QUEUE);
    config.put("retouch.time-limit", "30s");
    provider(config, "stepfun", editApi.baseUrl().toString(), editApi.apiKey());
    provider(config, "wrong-key", editApi.baseUrl().toString(), "another-key");
    preset(config, "link", "stepfun");
    preset(config, "open", "stepfun");
    preset(config, "inline", "stepfun");
    preset(config, "personal", "stepfun");
    config.put("retouch.presets.personal.allow", "prompt,seed,skip");
    preset(config, "misdirected", "wrong-key");
    preset(config, "others", "stepfun");
    provider(config, "generations", editApi.baseUrl().toString(), editApi.apiKey());
    config.put("retouch.providers.generations.dialect", "stepfun-generations");
    config.put("retouch.presets.poster.kind", "generate");
    config.put("retouch.presets.poster.provider", "generations");
    config.put("retouch.presets.poster.model", "step-image-edit-2");
    config.put("retouch.presets.poster.prompt", PROMPT);
    config.put("retouch.presets.poster.output.bucket", "edited");
    config.put("retouch.http.presets.poster.callers-prompt", "true");
    config.put("retouch.presets.inline.parameters.response_format", "b64_json");
    config.put("retouch.http.access", "tokens");
    config.put("retouch.http.tokens.shop", Hashes.hex(bytes(TOKEN)));
    config.put("retouch.http.tokens.other", Hashes.hex(bytes(OTHER_TOKEN)));
    config.put("retouch.http.models.step-image-edit-2", "open");
    config.put("retouch.http.presets.open.callers-prompt", "true");
    config.put("retouch.http.presets.open.show-prompt", "true");
    config.put("retouch.http.presets.open.description", "Whatever you write");
    config.put("retouch.http.presets.open.callers-parameters", "seed,steps");
    config.put("retouch.http.presets.others.callers", "token:other");
    config.putAll(arguments);
    return config;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void aws(
      Map<String, String> config, String service, String endpoint, String region) {
    config.put("aws.endpoint-url-" + service, endpoint);
    config.put("aws.region-" + service, region);
  }

  private static void credentials(
      Map<String, String> config, String service, String id, String secret) {
    config.put("aws.access-key-id-" + service, id);
    config.put("aws.secret-access-key-" + service, secret);
  }

  private static void provider(
      Map<String, String> config, String name, String baseUrl, String apiKey) {
    String prefix = "retouch.providers." + name + ".";
    config.put(prefix + "dialect", "openai-edits");
    config.put(prefix + "base-url", baseUrl);
    config.put(prefix + "api-key", apiKey);
    config.put(prefix + "private-network", "true");
    config.put(prefix + "result-hosts", "127.0.0.1");
    config.put(prefix + "attempts", "1");
    config.put(prefix + "attempt-timeout", "5s");
    config.put(prefix + "requests-per-minute", "6000");
  }

  private static void preset(Map<String, String> config, String name, String provider) {
    String prefix = "retouch.presets." + name + ".";
    config.put(prefix + "match.bucket", "uploads");
    config.put(prefix + "match.prefix", name + "/");
    config.put(prefix + "provider", provider);
    config.put(prefix + "model", "step-image-edit-2");
    config.put(prefix + "prompt", PROMPT);
    config.put(prefix + "output.bucket", "edited");
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(
        Objects.requireNonNull(store), new TestInjector.MatchesType(LocalStore.class));
    injector.injectIntoFields(
        Objects.requireNonNull(queue), new TestInjector.MatchesType(LocalQueue.class));
    injector.injectIntoFields(
        Objects.requireNonNull(api), new TestInjector.MatchesType(LocalEditApi.class));
  }

  @Override
  public void stop() {
    if (store != null) {
      store.close();
    }
    if (api != null) {
      api.close();
    }
    if (queue != null) {
      queue.close();
    }
    if (table != null) {
      table.close();
    }
  }
}
