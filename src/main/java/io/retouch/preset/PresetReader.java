package io.retouch.preset;

import io.retouch.preset.Preset.OnUnknownOutcome;
import io.retouch.preset.Preset.Wish;
import io.retouch.preset.RetouchConfig.FallbackConfig;
import io.retouch.preset.RetouchConfig.PresetConfig;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads one preset. */
final class PresetReader {
  private final Problems problems;
  private final Values values;
  private final MatchReader matches;
  private final OutputReader outputs;
  private final ModelReader models;
  private final SourceRules sources;

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
    this.models = new ModelReader(problems, providers, dialects);
    this.sources = new SourceRules(problems);
  }

  PresetDraft read(String name, PresetConfig config) {
    String path = KnownProperties.named("presets", name);
    checkName(path, name, problems);
    SourceForm source = sources.read(path, config);
    Optional<Match> match =
        source == SourceForm.NONE
            ? Optional.empty()
            : matches.read(path + ".match", config.match());
    Optional<String> prompt =
        values.required(path + ".prompt", config.prompt(), "write what to do with the picture.");
    ModelReader.Draft draft =
        models.read(path, config.provider(), config.model(), config.parameters());
    models.check(path, path, draft, prompt);
    sources.check(path, path + ".provider", source, draft.rules());
    Optional<Fallback> fallback = fallback(path, config, source, prompt);
    Optional<Output> output = outputs.read(path + ".output", name, config.output());
    sources.checkKey(path, source, output);
    boolean manifest = values.flag(path + ".manifest", config.manifest(), false);
    output = output.map(to -> to.withManifest(manifest));
    Treatment treatment = new TreatmentReader(problems).read(path, config);
    OnUnknownOutcome onUnknownOutcome =
        values.word(
            path + ".on-unknown-outcome",
            config.onUnknownOutcome(),
            OnUnknownOutcome.RETRY,
            Map.of("retry", OnUnknownOutcome.RETRY, "park", OnUnknownOutcome.PARK));
    Set<Wish> allow = allow(path + ".allow", config.allow());

    if ((match.isEmpty() && source != SourceForm.NONE)
        || draft.provider().isEmpty()
        || draft.model().isEmpty()
        || prompt.isEmpty()
        || output.isEmpty()) {
      return new PresetDraft(name, match, output, Optional.empty());
    }
    Preset preset =
        new Preset(
            name,
            match.orElseGet(Match::none),
            draft.provider().get(),
            draft.model().get(),
            prompt.get(),
            draft.parameters(),
            source,
            fallback,
            output.get(),
            onUnknownOutcome,
            allow,
            treatment,
            Fingerprint.of(
                draft.provider().get().dialect(),
                draft.model().get(),
                prompt.get(),
                draft.parameters(),
                fallback,
                treatment.identity()));
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

  private static boolean takesSeed(ModelReader.Draft draft, String model) {
    return draft.parameters().containsKey(Preset.SEED)
        || draft.rules().filter(rules -> rules.documents(model, Preset.SEED)).isPresent();
  }

  private Optional<Fallback> fallback(
      String presetPath, PresetConfig preset, SourceForm source, Optional<String> prompt) {
    FallbackConfig config = preset.fallback();
    boolean absent =
        config.provider().isEmpty() && config.model().isEmpty() && config.parameters().isEmpty();
    if (absent) {
      return Optional.empty();
    }
    String path = presetPath + ".fallback";
    ModelReader.Draft draft =
        models.read(path, config.provider(), config.model(), config.parameters());
    models.check(presetPath, path, draft, prompt);
    sources.check(presetPath, path + ".provider", source, draft.rules());
    if (config.provider().isPresent() && config.provider().equals(preset.provider())) {
      problems.add(path + ".provider", "is the preset's own provider; a fallback is another one.");
    }
    return draft
        .provider()
        .flatMap(
            provider ->
                draft
                    .model()
                    .map(
                        model ->
                            new Fallback(
                                provider, model, draft.parameters(), takesSeed(draft, model))));
  }
}
