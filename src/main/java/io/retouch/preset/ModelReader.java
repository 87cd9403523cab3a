package io.retouch.preset;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads who works with which model and parameters: for a preset, or for its fallback. */
final class ModelReader {
  private final Problems problems;
  private final Values values;
  private final Map<String, Optional<Provider>> providers;
  private final Map<String, DialectRules> dialects;

  /**
   * Makes a reader.
   *
   * @param providers all providers by name, empty where one has no known dialect
   */
  ModelReader(
      Problems problems,
      Map<String, Optional<Provider>> providers,
      Map<String, DialectRules> dialects) {
    this.problems = problems;
    this.values = new Values(problems);
    this.providers = providers;
    this.dialects = dialects;
  }

  /**
   * What was read, as far as it is right.
   *
   * @param rules of the provider's dialect
   */
  record Draft(
      Optional<Provider> provider,
      Optional<String> model,
      Map<String, String> parameters,
      Optional<DialectRules> rules) {}

  /**
   * Reads one of both.
   *
   * @param path of the property that holds it
   */
  Draft read(
      String path,
      Optional<String> provider,
      Optional<String> model,
      Map<String, Optional<String>> parameters) {
    Optional<Provider> found = provider(path + ".provider", provider);
    Optional<String> named =
        values.required(path + ".model", model, "write the provider's name of a model.");
    Map<String, String> set = new TreeMap<>();
    parameters.forEach((name, value) -> value.ifPresent(text -> set.put(name, text)));
    return new Draft(found, named, set, found.map(Provider::dialect).map(dialects::get));
  }

  /**
   * Holds it against the dialect's document.
   *
   * @param presetPath of the preset, whose prompt it is in any case
   * @param path of the property that holds provider, model and parameters
   */
  void check(String presetPath, String path, Draft draft, Optional<String> prompt) {
    if (draft.rules().isEmpty() || draft.model().isEmpty()) {
      return;
    }
    // A missing prompt is reported already; any other lets the rules go on to the parameters.
    draft
        .rules()
        .get()
        .check(
            draft.model().get(),
            prompt.orElse("-"),
            Map.copyOf(draft.parameters()),
            (property, sentence) ->
                problems.add(
                    (property.equals("prompt") ? presetPath : path) + "." + property, sentence));
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
}
