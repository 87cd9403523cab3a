package io.retouch.edit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.retouch.parts.LocalEditApi;
import io.retouch.parts.LocalStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A real object store and a strict edit API for the pipeline's tests. */
public class LocalCloud implements QuarkusTestResourceLifecycleManager {
  public static final String UPLOADS = "uploads";
  static final String ARCHIVE = "archive";
  public static final String EDITED = "edited";
  static final String PROMPT = "Repaint as a loose watercolour on rough paper";

  private @Nullable LocalStore store;
  private @Nullable LocalEditApi api;

  @Override
  public Map<String, String> start() {
    LocalStore started = LocalStore.inMemory();
    LocalEditApi editApi = LocalEditApi.builder().apiKey("sk-test-pipeline-0123456789").start();
    started.createBucket(UPLOADS);
    started.createBucket(EDITED);
    started.createBucket(ARCHIVE);
    store = started;
    api = editApi;
    Map<String, String> config = new HashMap<>();
    config.put("aws.endpoint-url-s3", started.endpoint().toString());
    config.put("aws.region-s3", started.region());
    config.put("aws.access-key-id-s3", started.accessKeyId());
    config.put("aws.secret-access-key-s3", started.secretAccessKey());
    config.put("retouch.time-limit", "30s");
    config.put("retouch.limits.source-bytes", "1M");
    provider(config, "stepfun", editApi);
    provider(config, "flaky", editApi);
    preset(config, "watercolour", "stepfun");
    preset(config, "inline", "stepfun");
    config.put("retouch.presets.inline.parameters.response_format", "b64_json");
    config.put("retouch.presets.inline.parameters.seed", "7");
    preset(config, "careful", "stepfun");
    config.put("retouch.presets.careful.on-unknown-outcome", "park");
    preset(config, "once", "stepfun");
    config.put("retouch.presets.once.output.overwrite", "never");
    preset(config, "flaky", "flaky");
    preset(config, "forced", "stepfun");
    config.put("retouch.presets.forced.allow", "force");
    preset(config, "open", "stepfun");
    config.put("retouch.presets.open.allow", "force,prompt,seed,skip");
    preset(config, "anything", "stepfun");
    config.put("retouch.presets.anything.match.suffixes", "");
    config.put("retouch.presets.anything.output.bucket", UPLOADS);
    config.put("retouch.presets.anything.output.key", "anything-edited/{name}.{ext}");
    preset(config, "archive", "stepfun");
    config.put("retouch.presets.archive.match.bucket", ARCHIVE);
    config.put("retouch.presets.archive.match.prefix", "");
    config.put("retouch.presets.archive.match.suffixes", "");
    preset(config, "nowhere", "stepfun");
    config.put("retouch.presets.nowhere.output.bucket", "no-such-bucket");
    return config;
  }

  static void provider(Map<String, String> config, String name, LocalEditApi editApi) {
    String prefix = "retouch.providers." + name + ".";
    config.put(prefix + "dialect", "openai-edits");
    config.put(prefix + "base-url", editApi.baseUrl().toString());
    config.put(prefix + "api-key", editApi.apiKey());
    config.put(prefix + "private-network", "true");
    config.put(prefix + "result-hosts", "127.0.0.1");
    config.put(prefix + "attempt-timeout", "2s");
    config.put(prefix + "requests-per-minute", "6000");
  }

  static void preset(Map<String, String> config, String name, String provider) {
    String prefix = "retouch.presets." + name + ".";
    config.put(prefix + "match.bucket", UPLOADS);
    config.put(prefix + "match.prefix", name + "/");
    config.put(prefix + "match.suffixes", ".jpg,.png,.gif,.txt");
    config.put(prefix + "provider", provider);
    config.put(prefix + "model", "step-image-edit-2");
    config.put(prefix + "prompt", PROMPT);
    config.put(prefix + "output.bucket", EDITED);
    config.put(prefix + "output.key", name + "/{dir}{name}.{ext}");
    config.put(prefix + "output.rejections", name + "-rejected/");
  }

  LocalEditApi api() {
    return Objects.requireNonNull(api);
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(
        Objects.requireNonNull(store), new TestInjector.MatchesType(LocalStore.class));
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
  }
}
