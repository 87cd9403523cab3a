package io.retouch.provider;

import io.retouch.preset.ModelLimits;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * What the document of one model says.
 *
 * @param name the model's name, as the API has it
 * @param limits of its pictures, with the name of the document
 * @param maxPromptCharacters the longest prompt, counted as code points
 * @param parameters by name
 * @param required the parameters without which the API refuses a call
 */
record ModelDocument(
    String name,
    ModelLimits limits,
    int maxPromptCharacters,
    Map<String, ParameterRule> parameters,
    Set<String> required) {

  /** Looked at for every model, see {@link CommonParameters}. */
  private static final Set<String> COMMON =
      Set.of(
          "model",
          "prompt",
          "image",
          "image[]",
          "mask",
          "source_url",
          "stream",
          "partial_images",
          "n");

  ModelDocument {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(limits, "limits");
    parameters = Map.copyOf(parameters);
    required = Set.copyOf(required);
  }

  /** Names everything in which a preset breaks the document. */
  void check(String prompt, Map<String, String> set, BiConsumer<String, String> problems) {
    int length = prompt.codePointCount(0, prompt.length());
    if (length > maxPromptCharacters) {
      problems.accept(
          "prompt",
          "The prompt has "
              + length
              + " characters; write at most "
              + maxPromptCharacters
              + source());
    }
    new TreeMap<>(set).forEach((name, value) -> check(name, value, problems));
    for (String name : new TreeSet<>(required)) {
      if (!set.containsKey(name)) {
        problems.accept(
            "parameters." + name,
            "The model "
                + this.name
                + " needs this parameter. "
                + rule(name).map(ParameterRule::advice).orElse("")
                + source());
      }
    }
  }

  private void check(String parameter, String value, BiConsumer<String, String> problems) {
    ParameterRule rule = parameters.get(parameter);
    if (rule != null) {
      rule.problem(value)
          .ifPresent(advice -> problems.accept("parameters." + parameter, advice + source()));
    } else if (!COMMON.contains(parameter)) {
      problems.accept(
          "parameters." + parameter,
          "The model "
              + name
              + " knows no parameter "
              + parameter
              + "; it knows "
              + String.join(", ", known())
              + source());
    }
  }

  /** What the document says of a parameter. */
  Optional<ParameterRule> rule(String parameter) {
    return Optional.ofNullable(parameters.get(parameter));
  }

  private Set<String> known() {
    Set<String> known = new TreeSet<>();
    parameters.forEach(
        (parameter, rule) -> {
          if (rule.documented()) {
            known.add(parameter);
          }
        });
    return known;
  }

  private String source() {
    return " (" + limits.document() + ").";
  }
}
