package io.retouch.http;

import io.retouch.http.HttpSettings.Offer;
import io.retouch.preset.ChangedPresetRules;
import io.retouch.preset.Preset;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a caller may change of a preset, checked by the rules that the configuration is under. */
@ApplicationScoped
class Wishes {
  private static final String PARAMETERS = "parameters.";

  private final ChangedPresetRules rules;

  @Inject
  Wishes(ChangedPresetRules rules) {
    this.rules = rules;
  }

  /**
   * The preset as the request wants it.
   *
   * @throws ApiException if it wants what it may not, or what the model does not take
   */
  Preset apply(Offer offer, ImageRequest request) {
    Preset preset = offer.preset();
    String prompt = request.prompt().orElse(preset.prompt());
    if (!prompt.equals(preset.prompt()) && !offer.callersPrompt()) {
      throw ApiException.of(
          ErrorCode.PROMPT_NOT_ALLOWED, "prompt", ErrorCode.PROMPT_NOT_ALLOWED.sentence());
    }
    Map<String, String> parameters = new HashMap<>(preset.parameters());
    request
        .parameters()
        .forEach(
            (name, value) -> {
              requireAllowed(offer, name);
              if (!value.isEmpty()) {
                parameters.put(name, value);
              }
            });
    Preset wanted = preset.with(prompt, parameters);
    if (!wanted.equals(preset)) {
      rules.check(wanted, Wishes::refuse);
    }
    return wanted;
  }

  private static void requireAllowed(Offer offer, String name) {
    if (offer.callersParameters().contains(name)) {
      return;
    }
    Set<String> taken = new TreeSet<>(offer.callersParameters());
    taken.addAll(List.of("image", "model", "prompt", "response_format"));
    throw ApiException.of(
        ErrorCode.UNKNOWN_FIELD,
        name,
        "The preset %s takes no field %s; it takes %s."
            .formatted(offer.preset().name(), name, String.join(", ", taken)));
  }

  private static void refuse(String property, String sentence) {
    String field =
        property.startsWith(PARAMETERS) ? property.substring(PARAMETERS.length()) : property;
    throw ApiException.of(ErrorCode.INVALID_FIELD, field, "%s %s".formatted(field, sentence));
  }
}
