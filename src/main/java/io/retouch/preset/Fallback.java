package io.retouch.preset;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Who edits instead where a preset's provider cannot: only after a call that was not run or was
 * misconfigured. What may have been paid for goes the way of {@link Preset.OnUnknownOutcome}.
 *
 * @param provider who edits
 * @param model that provider's model name
 * @param parameters what else is sent to it, by its own field names, in the order of those names;
 *     the preset's own parameters are not sent
 */
public record Fallback(Provider provider, String model, Map<String, String> parameters) {
  public Fallback {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(model, "model");
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }
}
