package io.retouch.preset;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One configured way of editing pictures. Instances come from validated configuration only.
 *
 * @param name {@code [a-z0-9-]{1,40}}
 * @param match which objects are edited
 * @param provider who edits them
 * @param model the provider's model name
 * @param prompt what to do with the picture; never logged
 * @param parameters what else is sent, by the API's own field names, in the order of those names;
 *     only what the configuration sets
 * @param source how the API gets the picture; default inline
 * @param fallback who edits instead where the provider cannot
 * @param output where results and rejection reports go
 * @param onUnknownOutcome what happens when an attempt may have been paid for without a result
 * @param allow what a source's own metadata may change of its edit; default nothing
 * @param treatment what is done to the picture before and after its edit
 * @param fingerprint identifies everything that decides what the result looks like; see {@link
 *     Fingerprint}
 */
public record Preset(
    String name,
    Match match,
    Provider provider,
    String model,
    String prompt,
    Map<String, String> parameters,
    SourceForm source,
    Optional<Fallback> fallback,
    Output output,
    OnUnknownOutcome onUnknownOutcome,
    Set<Wish> allow,
    Treatment treatment,
    String fingerprint) {
  /** The parameter by which every documented model takes its seed. */
  static final String SEED = "seed";

  public Preset {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(match, "match");
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(prompt, "prompt");
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(fallback, "fallback");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(onUnknownOutcome, "onUnknownOutcome");
    allow = Set.copyOf(allow);
    Objects.requireNonNull(treatment, "treatment");
    Objects.requireNonNull(fingerprint, "fingerprint");
  }

  /** The same under another fingerprint, for who knows no more of what a caller changed of it. */
  public Preset withFingerprint(String other) {
    return copy(provider, model, prompt, parameters, fallback, other);
  }

  /**
   * The same with what a caller wants to be different.
   *
   * @param wish the prompt
   * @param changed the parameters, all of them
   */
  public Preset with(String wish, Map<String, String> changed) {
    return with(wish, changed, fallback);
  }

  /** The same with another seed, for the fallback too where its model takes one. */
  public Preset withSeed(String seed) {
    Map<String, String> changed = new TreeMap<>(parameters);
    changed.put(SEED, seed);
    return with(prompt, changed, fallback.map(other -> other.withSeed(seed)));
  }

  private Preset with(String wish, Map<String, String> changed, Optional<Fallback> next) {
    if (wish.equals(prompt) && changed.equals(parameters) && next.equals(fallback)) {
      return this;
    }
    return copy(
        provider,
        model,
        wish,
        changed,
        next,
        Fingerprint.of(provider.dialect(), model, wish, changed, next, treatment.identity()));
  }

  /** Whether pictures are made from the prompt alone. */
  public boolean generates() {
    return source == SourceForm.NONE;
  }

  /** The same work as the fallback does it; it has no further one. */
  public Optional<Preset> onFallback() {
    return fallback.map(
        other ->
            copy(
                other.provider(),
                other.model(),
                prompt,
                other.parameters(),
                Optional.empty(),
                fingerprint));
  }

  private Preset copy(
      Provider by,
      String itsModel,
      String wish,
      Map<String, String> its,
      Optional<Fallback> next,
      String identity) {
    return new Preset(
        name,
        match,
        by,
        itsModel,
        wish,
        its,
        source,
        next,
        output,
        onUnknownOutcome,
        allow,
        treatment,
        identity);
  }

  /**
   * Something that a source can ask for in its user metadata, under {@code retouch-} and the wish's
   * name.
   */
  public enum Wish {
    /** To be edited once more, although it was edited before: for each new token once. */
    FORCE,
    /** To be edited by a prompt of its own. */
    PROMPT,
    /** To be edited with a seed of its own. */
    SEED,
    /** Not to be edited. */
    SKIP;

    /** The word that stands for it in the configuration and in metadata. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What to do after an attempt whose outcome is unknown: it may have been paid for. */
  public enum OnUnknownOutcome {
    /** Try once more, counted and named in the log. The default. */
    RETRY,
    /** Leave the picture alone until an operator decides. */
    PARK;

    /** The word that stands for it in the configuration. */
    public String configured() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
