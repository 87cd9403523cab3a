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
 * @param takesSeed whether its model takes a seed: its document says so, or a parameter sets one
 */
public record Fallback(
    Provider provider, String model, Map<String, String> parameters, boolean takesSeed) {
  public Fallback {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(model, "model");
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  /** The same with this seed, where its model takes one. */
  Fallback withSeed(String seed) {
    if (!takesSeed) {
      return this;
    }
    Map<String, String> changed = new TreeMap<>(parameters);
    changed.put(Preset.SEED, seed);
    return new Fallback(provider, model, changed, true);
  }
}
