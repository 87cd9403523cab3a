package io.retouch.upload;

import io.retouch.preset.Settings;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Stands in for the pipeline, the queue, the configuration and the clock. */
class FakeBeans {
  static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  static final Settings SETTINGS =
      new Settings(
          Duration.ofSeconds(60),
          new Settings.Limits(1 << 20, 1 << 20, 4),
          Settings.LogFormat.TEXT,
          Optional.empty(),
          Optional.empty(),
          Settings.Spending.unbounded(),
          List.of());

  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  FakeEditService service() {
    return new FakeEditService();
  }

  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  FakeJobQueue queue() {
    return new FakeJobQueue();
  }

  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  Settings settings() {
    return SETTINGS;
  }

  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  Clock clock() {
    return Clock.fixed(NOW, ZoneOffset.UTC);
  }
}
