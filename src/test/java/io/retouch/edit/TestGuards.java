package io.retouch.edit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** For tests of other packages: what one of them breaks on purpose must not stop the next. */
@ApplicationScoped
public class TestGuards {
  private final ProviderGuards guards;

  @Inject
  TestGuards(ProviderGuards guards) {
    this.guards = guards;
  }

  public void reset() {
    guards.reset();
  }
}
