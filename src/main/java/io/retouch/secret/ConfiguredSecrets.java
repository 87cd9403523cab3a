package io.retouch.secret;

import io.retouch.edit.Secrets;
import io.retouch.preset.Provider;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Takes a provider's API key from the configuration. */
@ApplicationScoped
class ConfiguredSecrets implements Secrets {
  @Override
  public Optional<Provider.ApiKey> apiKey(Provider provider) {
    return provider.apiKey();
  }
}
