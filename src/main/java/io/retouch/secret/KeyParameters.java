package io.retouch.secret;

import io.retouch.edit.SecretsException;
import io.retouch.preset.Provider.ApiKey;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.SsmException;

/**
 * Keys that are kept as SecureStrings in the Parameter Store of AWS Systems Manager. A key is read
 * when it is first needed, beside other work, and kept for five minutes; what could not be read is
 * not kept. No client is made unless there is a parameter to be read.
 */
@ApplicationScoped
class KeyParameters {
  /** How long a key is kept before it is read again. */
  static final Duration KEPT = Duration.ofMinutes(5);

  private final Supplier<SsmClient> ssm;
  private final Clock clock;
  private final Map<String, Reading> readings = new HashMap<>();
  private final ExecutorService readers =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "retouch-keys");
            thread.setDaemon(true);
            return thread;
          });

  @Inject
  KeyParameters(Instance<SsmClient> ssm, Clock clock) {
    this(ssm::get, clock);
  }

  KeyParameters(Supplier<SsmClient> ssm, Clock clock) {
    this.ssm = ssm;
    this.clock = clock;
  }

  /** Begins to read a parameter, unless it is known. */
  void expect(String name) {
    reading(name);
  }

  /**
   * The parameter's value, or nothing if there is no such parameter.
   *
   * @throws SecretsException if it cannot be read
   */
  Optional<ApiKey> read(String name) {
    return value(name, reading(name));
  }

  /**
   * The parameter's value, read again unless that was done since the refused one was read.
   *
   * @throws SecretsException if it cannot be read
   */
  Optional<ApiKey> readInsteadOf(ApiKey refused, String name) {
    Optional<ApiKey> known = read(name);
    return known.filter(refused::equals).isEmpty() ? known : value(name, readAgain(name));
  }

  @PreDestroy
  void stop() {
    readers.shutdownNow();
  }

  private synchronized Reading reading(String name) {
    Reading known = readings.get(name);
    boolean current =
        known != null
            && !known.value().isCompletedExceptionally()
            && clock.instant().isBefore(known.at().plus(KEPT));
    return known != null && current ? known : readAgain(name);
  }

  private synchronized Reading readAgain(String name) {
    Reading reading =
        new Reading(CompletableFuture.supplyAsync(() -> fetch(name), readers), clock.instant());
    readings.put(name, reading);
    return reading;
  }

  private Optional<ApiKey> fetch(String name) {
    try {
      String value =
          ssm.get()
              .getParameter(request -> request.name(name).withDecryption(true))
              .parameter()
              .value();
      // Parameters that are written from files often end with a line break.
      return Optional.ofNullable(value)
          .map(String::strip)
          .filter(key -> !key.isEmpty())
          .map(ApiKey::new);
    } catch (ParameterNotFoundException e) {
      return Optional.empty();
    }
  }

  private static Optional<ApiKey> value(String name, Reading reading) {
    try {
      return reading.value().join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      boolean permanent =
          cause instanceof SsmException answer
              && answer.statusCode() < 500
              && !answer.isThrottlingException();
      String said = cause instanceof SdkException ? ": " + cause.getMessage() : "";
      throw new SecretsException(
          permanent, "the SSM parameter %s could not be read%s".formatted(name, said), cause);
    }
  }

  private record Reading(CompletableFuture<Optional<ApiKey>> value, Instant at) {}
}
