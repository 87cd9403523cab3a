package io.retouch.edit;

import io.retouch.preset.Provider;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.faulttolerance.api.RateLimitException;
import io.smallrye.faulttolerance.api.RateLimitType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jboss.logging.Logger;

/**
 * One guard a provider: breaker, rate limit, concurrency and a backstop for time, so that an outage
 * of one provider stops no other. Annotations cannot do this, because every annotated method has
 * one breaker whatever the provider.
 */
@ApplicationScoped
class ProviderGuards {
  private static final Logger LOG = Logger.getLogger(ProviderGuards.class);

  /** The code of what an open breaker keeps from running. */
  static final String BREAKER_OPEN = "breaker_open";

  /** How many calls the breaker looks at, and the part of them that must fail to open it. */
  private static final int BREAKER_CALLS = 10;

  private static final double BREAKER_FAILURES = 0.8;

  /** How long an open breaker lets nothing through. */
  private static final Duration BREAKER_PAUSE = Duration.ofSeconds(15);

  /** What the client's own time-out may be late by before the call is given up. */
  private static final Duration BACKSTOP = Duration.ofSeconds(5);

  private final Map<String, Guard> guards = new ConcurrentHashMap<>();

  /**
   * Runs a call under the provider's guard.
   *
   * @throws NotRunException if the guard does not let it run
   * @throws UnknownOutcomeException if it is given up by the backstop
   */
  <T> T call(Provider provider, Callable<T> call, Class<T> type) {
    Guard guard = guards.computeIfAbsent(provider.name(), name -> guard(provider));
    try {
      return guard.call(call, type);
    } catch (CircuitBreakerOpenException e) {
      throw new NotRunException(
          BREAKER_OPEN,
          "calls to " + provider.name() + " are paused after too many failures",
          Optional.of(BREAKER_PAUSE));
    } catch (RateLimitException e) {
      throw new NotRunException(
          "own_rate_limit",
          provider.requestsPerMinute() + " calls a minute to " + provider.name() + " are used up",
          Optional.of(Duration.ofMillis(Math.max(0, e.getRetryAfterMillis()))));
    } catch (BulkheadException e) {
      throw new NotRunException(
          "own_concurrency_limit",
          provider.concurrency() + " calls to " + provider.name() + " are under way",
          e);
    } catch (TimeoutException e) {
      throw new UnknownOutcomeException("timeout", "the call did not end in time", e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Forgets what the guards have seen. */
  void reset() {
    guards.clear();
  }

  private static Guard guard(Provider provider) {
    return Guard.create()
        .withDescription(provider.name())
        .withBulkhead()
        .limit(provider.concurrency())
        .done()
        .withRateLimit()
        .limit(provider.requestsPerMinute())
        .window(1, ChronoUnit.MINUTES)
        .type(RateLimitType.ROLLING)
        .done()
        .withCircuitBreaker()
        .requestVolumeThreshold(BREAKER_CALLS)
        .failureRatio(BREAKER_FAILURES)
        .delay(BREAKER_PAUSE.toMillis(), ChronoUnit.MILLIS)
        .failOn(
            List.of(NotRunException.class, UnknownOutcomeException.class, TimeoutException.class))
        .onStateChange(state -> say(provider, state))
        .done()
        .withTimeout()
        .duration(provider.attemptTimeout().plus(BACKSTOP).toMillis(), ChronoUnit.MILLIS)
        .done()
        .build();
  }

  private static void say(Provider provider, CircuitBreakerState state) {
    LOG.infof("Circuit breaker of %s: %s", provider.name(), state);
  }
}
