package io.retouch.http;

import io.quarkus.runtime.StartupEvent;
import io.retouch.http.HttpConfig.PresetAccess;
import io.retouch.http.HttpSettings.Access;
import io.retouch.http.HttpSettings.Offer;
import io.retouch.preset.Preset;
import io.retouch.preset.Settings;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/** Reads and checks what the HTTP function adds; mistakes stop the start, all of them at once. */
@Singleton
final class HttpSettingsProducer {
  private static final String ROOT = "retouch.http.";
  private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
  private static final Pattern KNOWN =
      Pattern.compile(
          "retouch\\.http\\.(access|tokens-parameter|tokens\\..+|models\\..+|presets\\..+\\."
              + "(description|show-prompt|callers-prompt|(callers|callers-parameters)(\\[\\d+])?))");
  private static final List<String> CALLERS_PARAMETERS = List.of("seed");

  private final HttpConfig config;
  private final Config properties;
  private final Settings settings;
  private final List<String> problems = new ArrayList<>();

  @Inject
  HttpSettingsProducer(HttpConfig config, Config properties, Settings settings) {
    this.config = config;
    this.properties = properties;
    this.settings = settings;
  }

  @Produces
  @Singleton
  HttpSettings httpSettings() {
    checkNames();
    Access access = access();
    Map<String, String> tokens = tokens(access);
    Map<String, Offer> offers = new TreeMap<>();
    settings.presets().forEach(preset -> offers.put(preset.name(), offer(preset)));
    for (String name : config.presets().keySet()) {
      if (!offers.containsKey(name)) {
        problems.add(ROOT + "presets." + name + ": is not the name of a preset.");
      }
    }
    Map<String, Offer> models = models(offers);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "The HTTP function's configuration has errors:\n  " + String.join("\n  ", problems));
    }
    return new HttpSettings(
        access, tokens, config.tokensParameter(), List.copyOf(offers.values()), models);
  }

  /** Reads the configuration before the first request, and lets its mistakes out. */
  static void onStart(@Observes StartupEvent event, Instance<HttpSettings> settings) {
    settings.get().offers();
  }

  private void checkNames() {
    for (String name : properties.getPropertyNames()) {
      if (name.startsWith(ROOT) && !KNOWN.matcher(name).matches()) {
        problems.add(name + ": is not a property of the HTTP function; remove it.");
      }
    }
  }

  private Access access() {
    String word = config.access().orElse("iam").toLowerCase(Locale.ROOT);
    if (word.equals("tokens")) {
      return Access.TOKENS;
    }
    if (!word.equals("iam")) {
      problems.add(ROOT + "access: write iam, or tokens where the URL is public.");
    }
    return Access.IAM;
  }

  private Map<String, String> tokens(Access access) {
    Map<String, String> tokens = new HashMap<>();
    config
        .tokens()
        .forEach(
            (name, hash) -> {
              if (!SHA256.matcher(hash).matches()) {
                problems.add(
                    ROOT
                        + "tokens."
                        + name
                        + ": is not a SHA-256; write the 64 digits of printf %s \"$TOKEN\" |"
                        + " sha256sum, never the token itself.");
              }
              tokens.put(name, hash.toLowerCase(Locale.ROOT));
            });
    if (access == Access.TOKENS && tokens.isEmpty() && config.tokensParameter().isEmpty()) {
      problems.add(
          ROOT
              + "tokens: there is none, so that nobody could call; write one, or name an SSM"
              + " parameter in tokens-parameter.");
    }
    return tokens;
  }

  private Offer offer(Preset preset) {
    Optional<PresetAccess> access = Optional.ofNullable(config.presets().get(preset.name()));
    Set<String> parameters =
        new HashSet<>(access.flatMap(PresetAccess::callersParameters).orElse(CALLERS_PARAMETERS));
    return new Offer(
        preset,
        Set.copyOf(access.flatMap(PresetAccess::callers).orElse(List.of())),
        access.flatMap(PresetAccess::description),
        access.flatMap(PresetAccess::showPrompt).orElse(false),
        access.flatMap(PresetAccess::callersPrompt).orElse(false),
        parameters);
  }

  private Map<String, Offer> models(Map<String, Offer> offers) {
    Map<String, Offer> models = new HashMap<>();
    config
        .models()
        .forEach(
            (model, preset) -> {
              Offer offer = offers.get(preset);
              if (offer == null) {
                problems.add(ROOT + "models." + model + ": " + preset + " is not a preset.");
              } else {
                models.put(model, offer);
              }
            });
    return models;
  }
}
