package io.retouch.preset;

import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.List;

/** Makes the settings injectable, and a wrong configuration stop the start. */
@Singleton
final class SettingsProducer {
  private final RetouchConfig config;
  private final SmallRyeConfig properties;
  private final List<DialectRules> dialects;

  @Inject
  SettingsProducer(
      RetouchConfig config, SmallRyeConfig properties, @All List<DialectRules> dialects) {
    this.config = config;
    this.properties = properties;
    this.dialects = dialects;
  }

  @Produces
  @Singleton
  Settings settings() {
    return SettingsLoader.load(config, properties, dialects);
  }

  /** Reads the configuration before any other bean starts to work, and lets its mistakes out. */
  static void onStart(
      @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event,
      Instance<Settings> settings) {
    settings.get();
  }
}
