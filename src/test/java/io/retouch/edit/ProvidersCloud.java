package io.retouch.edit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager.TestInjector;
import io.retouch.parts.Api;
import io.retouch.parts.LocalEditApi;
import io.retouch.secret.ParameterServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The same with a provider of each kind, a parameter store, and presets that combine them. */
public final class ProvidersCloud extends LedgerCloud {
  static final String KEY_PARAMETER = "/retouch/stepfun/api-key";

  private @Nullable ParameterServer parameters;

  @Override
  public Map<String, String> start() {
    Map<String, String> config = new HashMap<>(super.start());
    ParameterServer started = ParameterServer.start();
    parameters = started;
    config.put("aws.endpoint-url-ssm", started.endpoint().toString());
    config.put("aws.region-ssm", "eu-central-1");
    config.put("aws.access-key-id-ssm", "id");
    config.put("aws.secret-access-key-ssm", "secret");

    LocalEditApi editApi = api();
    provider(config, "modelverse", editApi);
    config.put("retouch.providers.modelverse.dialect", "modelverse");
    config.put("retouch.providers.modelverse.base-url", editApi.baseUrl(Api.MODELVERSE).toString());
    price(config, "modelverse", "0.30");
    provider(config, "image2image", editApi);
    config.put("retouch.providers.image2image.dialect", "stepfun-image2image");
    provider(config, "maker", editApi);
    config.put("retouch.providers.maker.dialect", "stepfun-generations");
    provider(config, "nowhere", editApi);
    // Whose results can be fetched from nowhere, so that they are not mixed up with others'.
    config.put("retouch.providers.nowhere.result-hosts", "results.example.com");
    config.put("retouch.providers.nowhere.attempts", "1");
    price(config, "nowhere", "0.02");
    provider(config, "keyed", editApi);
    config.remove("retouch.providers.keyed.api-key");
    config.put("retouch.providers.keyed.api-key-parameter", KEY_PARAMETER);

    preset(config, "backed", "nowhere");
    config.put("retouch.presets.backed.fallback.provider", "modelverse");
    config.put("retouch.presets.backed.fallback.model", "stepfun-ai/step1x-edit");
    config.put("retouch.presets.backed.fallback.parameters.seed", "11");
    config.put("retouch.presets.backed.allow", "prompt,seed");
    preset(config, "backing", "modelverse");
    config.put("retouch.presets.backing.model", "stepfun-ai/step1x-edit");
    config.put("retouch.presets.backing.allow", "seed");
    config.put("retouch.presets.backing.fallback.provider", "stepfun");
    config.put("retouch.presets.backing.fallback.model", "step-image-edit-2");
    preset(config, "narrow", "nowhere");
    config.put("retouch.presets.narrow.fallback.provider", "image2image");
    config.put("retouch.presets.narrow.fallback.model", "step-2x-large");
    config.put("retouch.presets.narrow.fallback.parameters.source_weight", "0.5");
    preset(config, "fitting", "stepfun");
    config.put("retouch.presets.fitting.oversize", "fit");
    preset(config, "linked", "image2image");
    config.put("retouch.presets.linked.model", "step-2x-large");
    config.put("retouch.presets.linked.source", "link");
    config.put("retouch.presets.linked.parameters.source_weight", "0.5");
    config.put("retouch.presets.linked.parameters.size", "256x256");
    preset(config, "keyed", "keyed");
    preset(config, "animals", "maker");
    config.put("retouch.presets.animals.kind", "generate");
    config.keySet().removeIf(name -> name.startsWith("retouch.presets.animals.match."));

    preset(config, "told", "stepfun");
    price(config, "stepfun", "0.020");
    config.put("retouch.presets.told.parameters.response_format", "b64_json");
    config.put("retouch.presets.told.parameters.seed", "7");
    config.put("retouch.presets.told.parameters.negative_prompt", "no frame");
    config.put("retouch.presets.told.oversize", "fit");
    preset(config, "told-once", "stepfun");
    config.put("retouch.presets.told-once.output.overwrite", "never");
    for (String name : List.of("told", "told-once", "backed", "linked", "animals")) {
      config.put("retouch.presets." + name + ".manifest", "true");
    }
    return config;
  }

  private static void price(Map<String, String> config, String provider, String image) {
    config.put("retouch.providers." + provider + ".price.currency", "CNY");
    config.put("retouch.providers." + provider + ".price.image", image);
  }

  @Override
  public void inject(TestInjector injector) {
    super.inject(injector);
    injector.injectIntoFields(
        Objects.requireNonNull(parameters), new TestInjector.MatchesType(ParameterServer.class));
  }

  @Override
  public void stop() {
    super.stop();
    if (parameters != null) {
      parameters.close();
    }
  }
}
