package io.retouch.upload;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.retouch.parts.LocalEditApi;
import io.retouch.parts.LocalQueue;
import io.retouch.parts.LocalStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A real object store, a real queue and a strict edit API for the function, in its process or
 * beside it.
 */
public class LocalCloud implements QuarkusTestResourceLifecycleManager {
  static final String QUEUE = "uploads";
  static final String PROMPT = "把画面改成黄昏时分, soft light";

  private @Nullable LocalStore store;
  private @Nullable LocalQueue queue;
  private @Nullable LocalEditApi api;
  private @Nullable SelfSignedServer selfSigned;

  @Override
  public Map<String, String> start() {
    LocalStore started = LocalStore.inMemory();
    LocalQueue uploads = LocalQueue.builder().start();
    uploads.createQueue(QUEUE, Duration.ofMinutes(1));
    LocalEditApi editApi = LocalEditApi.builder().apiKey("sk-test-upload-0123456789").start();
    SelfSignedServer encrypted = SelfSignedServer.start();
    started.createBucket("uploads");
    started.createBucket("edited");
    store = started;
    queue = uploads;
    selfSigned = encrypted;
    api = editApi;
    Map<String, String> config = new HashMap<>();
    config.put("aws.endpoint-url-s3", started.endpoint().toString());
    config.put("aws.region-s3", started.region());
    config.put("aws.access-key-id-s3", started.accessKeyId());
    config.put("aws.secret-access-key-s3", started.secretAccessKey());
    config.put("aws.endpoint-url-sqs", uploads.endpoint().toString());
    config.put("aws.region-sqs", uploads.region());
    config.put("aws.access-key-id-sqs", uploads.accessKeyId());
    config.put("aws.secret-access-key-sqs", uploads.secretAccessKey());
    config.put("retouch.time-limit", "30s");
    config.put("retouch.queue", QUEUE);
    provider(config, "stepfun", editApi.baseUrl().toString(), editApi.apiKey());
    provider(config, "wrong-key", editApi.baseUrl().toString(), "another-key");
    provider(config, "encrypted", encrypted.url(), editApi.apiKey());
    config.put("retouch.providers.stepfun.price.currency", "CNY");
    config.put("retouch.providers.stepfun.price.image", "0.02");
    preset(config, "link", "stepfun");
    preset(config, "misdirected", "wrong-key");
    preset(config, "encrypted", "encrypted");
    provider(config, "maker", editApi.baseUrl().toString(), editApi.apiKey());
    config.put("retouch.providers.maker.dialect", "stepfun-generations");
    preset(config, "poster", "maker");
    config.keySet().removeIf(name -> name.startsWith("retouch.presets.poster.match."));
    config.put("retouch.presets.poster.kind", "generate");
    preset(config, "inline", "stepfun");
    config.put("retouch.presets.inline.parameters.response_format", "b64_json");
    config.put("retouch.presets.inline.parameters.seed", "7");
    preset(config, "personal", "stepfun");
    config.put("retouch.presets.personal.allow", "prompt,seed,skip");
    preset(config, "fitted", "stepfun");
    config.put("retouch.presets.fitted.oversize", "fit");
    config.put("retouch.presets.fitted.format", "jpeg");
    provider(config, "redrawer", editApi.baseUrl().toString(), editApi.apiKey());
    config.put("retouch.providers.redrawer.dialect", "stepfun-image2image");
    preset(config, "redrawn", "redrawer");
    config.put("retouch.presets.redrawn.model", "step-2x-large");
    config.put("retouch.presets.redrawn.parameters.source_weight", "0.5");
    config.put("retouch.presets.redrawn.oversize", "fit");
    preset(config, "told", "stepfun");
    config.put("retouch.presets.told.manifest", "true");
    config.put("retouch.presets.told.output.storage-class", "standard-ia");
    return config;
  }

  private static void provider(
      Map<String, String> config, String name, String baseUrl, String apiKey) {
    String prefix = "retouch.providers." + name + ".";
    config.put(prefix + "dialect", "openai-edits");
    config.put(prefix + "base-url", baseUrl);
    config.put(prefix + "api-key", apiKey);
    config.put(prefix + "private-network", "true");
    config.put(prefix + "result-hosts", "127.0.0.1");
    config.put(prefix + "attempt-timeout", "2s");
    config.put(prefix + "requests-per-minute", "6000");
  }

  private static void preset(Map<String, String> config, String name, String provider) {
    String prefix = "retouch.presets." + name + ".";
    config.put(prefix + "match.bucket", "uploads");
    config.put(prefix + "match.prefix", name + "/");
    config.put(prefix + "match.suffixes", ".jpg,.png,.webp,.gif,.heic,.avif,.tiff,.bmp,.txt");
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
    if (queue != null) {
      queue.close();
    }
    if (api != null) {
      api.close();
    }
    if (selfSigned != null) {
      selfSigned.close();
    }
  }
}
