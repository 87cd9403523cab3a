package io.retouch.preset;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.util.List;
import java.util.Map;

/** Loads settings from YAML as Quarkus does: the same source, mapping and ordinals. */
final class Configurations {
  /** The least that works. */
  static final String MINIMAL =
      """
      retouch:
        providers:
          stepfun:
            dialect: fake
            base-url: https://api.stepfun.com/v1
        presets:
          "watercolour":
            match: { bucket: uploads }
            provider: stepfun
            model: step-image-edit-2
            prompt: Paint
            output: { bucket: results }
      """;

  private Configurations() {}

  static Settings load(String yaml) {
    return load(yaml, Map.of(), Map.of());
  }

  /** Loads YAML, single properties over it, and environment variables over both. */
  static Settings load(
      String yaml, Map<String, String> properties, Map<String, String> environment) {
    return load(
        yaml,
        properties,
        environment,
        List.of(new FakeDialect(), new FakeLinkDialect(), new FakeGenerator()));
  }

  static Settings load(
      String yaml,
      Map<String, String> properties,
      Map<String, String> environment,
      List<DialectRules> dialects) {
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withSources(new YamlConfigSource("application.yaml", yaml, 110))
            .withSources(new PropertiesConfigSource(properties, "overlay", 120))
            .withSources(new EnvConfigSource(environment, 300))
            .withMapping(RetouchConfig.class);
    new RetouchConfigCustomizer().configBuilder(builder);
    SmallRyeConfig config = builder.build();
    return SettingsLoader.load(config.getConfigMapping(RetouchConfig.class), config, dialects);
  }

  static Preset onlyPreset(String yaml) {
    return onlyPreset(load(yaml));
  }

  static Preset onlyPreset(Settings settings) {
    if (settings.presets().size() != 1) {
      throw new AssertionError("There are presets " + settings.presets());
    }
    return settings.presets().get(0);
  }

  /** The problems of YAML with single properties over it, each as a line. */
  static List<String> problems(String yaml, Map<String, String> properties) {
    ConfigurationException thrown =
        catchThrowableOfType(ConfigurationException.class, () -> load(yaml, properties, Map.of()));
    if (thrown == null) {
      return List.of();
    }
    return thrown.problems().stream().map(ConfigurationException.Problem::toString).toList();
  }

  static List<String> problems(String yaml) {
    return problems(yaml, Map.of());
  }
}
