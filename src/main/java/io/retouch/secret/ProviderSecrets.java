package io.retouch.secret;

import io.retouch.edit.Secrets;
import io.retouch.preset.Provider;
import io.retouch.preset.Provider.ApiKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Takes a provider's API key from the configuration, or from the parameter that it names. */
@ApplicationScoped
class ProviderSecrets implements Secrets {
  private final KeyParameters parameters;

  @Inject
  ProviderSecrets(KeyParameters parameters) {
    this.parameters = parameters;
  }

  @Override
  public Optional<ApiKey> apiKey(Provider provider) {
    return provider.apiKey().or(() -> provider.apiKeyParameter().flatMap(parameters::read));
  }

  @Override
  public Optional<ApiKey> named(String name) {
    return parameters.read(name);
  }

  @Override
  public void expect(Provider provider) {
    if (provider.apiKey().isEmpty()) {
      provider.apiKeyParameter().ifPresent(parameters::expect);
    }
  }

  @Override
  public Optional<ApiKey> insteadOf(ApiKey refused, Provider provider) {
    if (provider.apiKey().isPresent()) {
      return Optional.empty();
    }
    return provider
        .apiKeyParameter()
        .flatMap(name -> parameters.readInsteadOf(refused, name))
        .filter(key -> !key.equals(refused));
  }
}
