package io.retouch.http;

import io.retouch.preset.Preset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What the HTTP function adds to the settings, validated.
 *
 * @param access who is let in
 * @param tokens the SHA-256 of each bearer token, in lower-case hexadecimal digits, by its name
 * @param tokensParameter the name of an SSM SecureString with more of them
 * @param offers what callers may do with each preset; every preset has one, in the presets' order
 * @param models offers by the model names that stand for them
 */
record HttpSettings(
    Access access,
    Map<String, String> tokens,
    Optional<String> tokensParameter,
    List<Offer> offers,
    Map<String, Offer> models) {
  HttpSettings {
    Objects.requireNonNull(access, "access");
    tokens = Map.copyOf(tokens);
    Objects.requireNonNull(tokensParameter, "tokensParameter");
    offers = List.copyOf(offers);
    models = Map.copyOf(models);
  }

  /** Who is let in. */
  enum Access {
    /** Whom AWS has authenticated: the URL's auth type is {@code AWS_IAM}. */
    IAM,
    /** Who knows a token: the URL is public. */
    TOKENS
  }

  /**
   * What callers may do with a preset.
   *
   * @param callers who may use it; empty for everybody who is let in
   * @param description a sentence for people
   * @param showsPrompt whether callers are told its prompt
   * @param callersPrompt whether they may write their own
   * @param callersParameters the parameters that they may set
   */
  record Offer(
      Preset preset,
      Set<String> callers,
      Optional<String> description,
      boolean showsPrompt,
      boolean callersPrompt,
      Set<String> callersParameters) {
    Offer {
      Objects.requireNonNull(preset, "preset");
      callers = Set.copyOf(callers);
      Objects.requireNonNull(description, "description");
      callersParameters = Set.copyOf(callersParameters);
    }

    boolean isFor(Caller caller) {
      return callers.isEmpty() || callers.contains(caller.name());
    }
  }
}
