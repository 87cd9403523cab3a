package io.retouch.edit;

import io.quarkus.runtime.StartupEvent;
import io.retouch.preset.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Chooses the ledger by whether a table is configured. */
@ApplicationScoped
class LedgerChoice {
  private static final Logger LOG = Logger.getLogger(LedgerChoice.class);

  @Produces
  @Singleton
  EditLedger ledger(Settings settings, @Durable Instance<EditLedger> durable) {
    return settings.ledgerTable().isPresent() ? durable.get() : new NoLedger();
  }

  @Produces
  @Singleton
  RequestMemory requests(Settings settings, @Durable Instance<RequestMemory> durable, Clock clock) {
    return settings.ledgerTable().isPresent() ? durable.get() : new NoRequestMemory(clock);
  }

  void warn(@Observes StartupEvent start, Settings settings) {
    if (settings.ledgerTable().isEmpty()) {
      LOG.warn(
          "No ledger is configured: a picture that is announced twice is edited and paid for"
              + " twice.");
    }
  }
}
