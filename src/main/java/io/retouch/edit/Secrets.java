package io.retouch.edit;

import io.retouch.preset.Provider;
import java.util.Optional;

/** Port to where API keys are kept. */
public interface Secrets {
  /**
   * The provider's key, or nothing where there is none. Read when an edit needs it.
   *
   * @throws SecretsException if it cannot be read
   */
  Optional<Provider.ApiKey> apiKey(Provider provider);

  /**
   * What is kept under a name of its own, or nothing if there is no such thing.
   *
   * @throws SecretsException if it cannot be read
   */
  default Optional<Provider.ApiKey> named(String name) {
    return Optional.empty();
  }

  /**
   * Says that the key will be needed soon, so that it is read beside other work. Returns at once
   * and never fails.
   */
  default void expect(Provider provider) {
    // A key that is at hand needs no time.
  }

  /**
   * Another key in place of one that the API did not take: it may have been changed since it was
   * read.
   *
   * @return the new key, or nothing if the key is still the same
   * @throws SecretsException if it cannot be read
   */
  default Optional<Provider.ApiKey> insteadOf(Provider.ApiKey refused, Provider provider) {
    return apiKey(provider).filter(key -> !key.equals(refused));
  }
}
