package io.retouch.edit;

import io.retouch.preset.Provider;
import java.util.Optional;

/** Port to where API keys are kept. */
public interface Secrets {
  /** The provider's key, or nothing where none is configured. Read when an edit needs it. */
  Optional<Provider.ApiKey> apiKey(Provider provider);
}
