package io.retouch.provider;

import io.retouch.image.ImageFormat;
import io.retouch.preset.ModelLimits;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The models of one dialect whose documents are known. Of others nothing is: their parameters pass
 * by name, their servers check the values.
 */
final class Models {
  /** Larger than what any of the formats' usual headers can say. */
  private static final int ANY_SIDE = 65_535;

  private static final ParameterRule RESPONSE_FORMAT = ParameterRule.oneOf("url", "b64_json");

  private final String dialect;
  private final List<ModelDocument> documents;

  Models(String dialect, ModelDocument... documents) {
    this.dialect = dialect;
    this.documents = List.of(documents);
  }

  String dialect() {
    return dialect;
  }

  ModelLimits limits(String model) {
    return document(model)
        .map(ModelDocument::limits)
        .orElseGet(
            () ->
                new ModelLimits(
                    ANY_SIDE,
                    ANY_SIDE,
                    Long.MAX_VALUE,
                    EnumSet.allOf(ImageFormat.class),
                    dialect + " (no limits are known of other models)"));
  }

  boolean documents(String model, String parameter) {
    return document(model)
        .flatMap(known -> known.rule(parameter))
        .filter(ParameterRule::documented)
        .isPresent();
  }

  void check(
      String model,
      String prompt,
      Map<String, String> parameters,
      BiConsumer<String, String> problems) {
    CommonParameters.check(prompt, parameters, problems);
    Optional<ModelDocument> document = document(model);
    if (document.isPresent()) {
      document.get().check(prompt, parameters, problems);
      return;
    }
    String format = parameters.get("response_format");
    if (format != null && RESPONSE_FORMAT.problem(format).isPresent()) {
      // Nothing else could be read.
      problems.accept("parameters.response_format", "The response format must be url or b64_json.");
    }
  }

  /**
   * How JSON writes a parameter: as its model's document says, or that of another of the dialect's
   * models, or else as what it looks like.
   */
  ParameterRule.Form form(String model, String parameter, String value) {
    return document(model)
        .flatMap(known -> known.rule(parameter))
        .or(() -> documents.stream().flatMap(known -> known.rule(parameter).stream()).findFirst())
        .map(ParameterRule::form)
        .orElseGet(() -> ParameterRule.looksLike(value));
  }

  private Optional<ModelDocument> document(String model) {
    return documents.stream().filter(known -> known.name().equals(model)).findFirst();
  }
}
