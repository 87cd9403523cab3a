package io.retouch.preset;

import io.retouch.preset.Preset.OnUnknownOutcome;
import io.retouch.preset.Preset.Wish;
import io.retouch.preset.RetouchConfig.PresetConfig;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads one preset. */
final class PresetReader {
  private final Problems problems;
  private final Values values;
  private final MatchReader matches;
  private final OutputReader outputs;
  private final Map<String, Optional<Provider>> providers;
  private final Map<String, DialectRules> dialects;

  /**
   * Makes a reader.
   *
   * @param providers all providers by name, empty where one has no known dialect
   */
  PresetReader(
      Problems problems,
      MatchReader matches,
      Map<String, Optional<Provider>> providers,
      Map<String, DialectRules> dialects) {
    this.problems = problems;
    this.values = new Values(problems);
    this.matches = matches;
    this.outputs = new OutputReader(problems);
    this.providers = providers;
    this.dialects = dialects;
  }

  PresetDraft read(String name, PresetConfig config) {
    String path = KnownProperties.named("presets", name);
    checkName(path, name, problems);
    Optional<Match> match = matches.read(path + ".match", config.match());
    Optional<Provider> provider = provider(path + ".provider", config.provider());
    Optional<String> model =
        values.required(path + ".model", config.model(), "write the provider's name of a model.");
    Optional<String> prompt =
        values.required(path + ".prompt", config.prompt(), "write what to do with the picture.");
    Map<String, String> parameters = new TreeMap<>();
    config.parameters().forEach((key, value) -> value.ifPresent(set -> parameters.put(key, set)));
    check(path, provider, model, prompt, parameters);
    Optional<Output> output = outputs.read(path + ".output", name, config.output());
    // "fit" is a word of its own that NotBuiltYet refuses.
    values.word(
        path + ".oversize", config.oversize(), "reject", Map.of("reject", "reject", "fit", "fit"));
    OnUnknownOutcome onUnknownOutcome =
        values.word(
            path + ".on-unknown-outcome",
            config.onUnknownOutcome(),
            OnUnknownOutcome.RETRY,
            Map.of("retry", OnUnknownOutcome.RETRY, "park", OnUnknownOutcome.PARK));
    Set<Wish> allow = allow(path + ".allow", config.allow());

    if (match.isEmpty()
        || provider.isEmpty()
        || model.isEmpty()
        || prompt.isEmpty()
        || output.isEmpty()) {
      return new PresetDraft(name, match, output, Optional.empty());
    }
    Preset preset =
        new Preset(
            name,
            match.get(),
            provider.get(),
            model.get(),
            prompt.get(),
            parameters,
            output.get(),
            onUnknownOutcome,
            allow,
            Fingerprint.of(provider.get().dialect(), model.get(), prompt.get(), parameters));
    return new PresetDraft(name, match, output, Optional.of(preset));
  }

  /** Names appear in keys, logs and alarms. */
  static void checkName(String path, String name, Problems problems) {
    if (!name.matches("[a-z0-9-]{1,40}")) {
      problems.add(
          path,
          "has a name that cannot be used; write 1 to 40 lower-case letters, digits, hyphens.");
    }
  }

  private Set<Wish> allow(String property, Optional<List<String>> words) {
    Map<String, Wish> wishes =
        Arrays.stream(Wish.values()).collect(Collectors.toMap(Wish::word, Function.identity()));
    Set<Wish> allowed = EnumSet.noneOf(Wish.class);
    for (String word : words.orElse(List.of())) {
      Wish wish = wishes.get(word.trim());
      if (wish == null) {
        problems.add(
            property,
            "\"%s\" is nothing that a picture can ask for; write %s, or an empty list."
                .formatted(
                    word, wishes.keySet().stream().sorted().collect(Collectors.joining(" or "))));
      } else {
        allowed.add(wish);
      }
    }
    return allowed;
  }

  private Optional<Provider> provider(String property, Optional<String> value) {
    String known =
        providers.isEmpty()
            ? "there is none under retouch.providers yet."
            : "the configured ones are: " + String.join(", ", providers.keySet()) + ".";
    Optional<String> name =
        values.required(property, value, "write the name of a provider; " + known);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Optional<Provider> provider = providers.get(name.get());
    if (provider == null) {
      problems.add(
          property, "\"%s\" is not a configured provider; %s".formatted(name.get(), known));
      return Optional.empty();
    }
    return provider;
  }

  private void check(
      String path,
      Optional<Provider> provider,
      Optional<String> model,
      Optional<String> prompt,
      Map<String, String> parameters) {
    if (provider.isEmpty() || model.isEmpty()) {
      return;
    }
    DialectRules rules = dialects.get(provider.get().dialect());
    if (rules == null) {
      return;
    }
    // A missing prompt is reported already; any other lets the rules go on to the parameters.
    rules.check(
        model.get(),
        prompt.orElse("-"),
        Map.copyOf(parameters),
        (property, sentence) -> problems.add(path + "." + property, sentence));
  }
}
