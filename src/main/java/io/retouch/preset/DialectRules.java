package io.retouch.preset;

import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What one dialect's document demands of a preset. The provider adapters implement this, CDI joins
 * them to the validator: a preset that breaks a documented limit does not start.
 */
public interface DialectRules {
  /** The name under which a provider's {@code dialect} selects it, for example openai-edits. */
  String dialect();

  /** Whether pictures are made from the prompt alone, so that nothing is sent to be edited. */
  default boolean generates() {
    return false;
  }

  /** Whether the API can fetch the picture from a link. */
  default boolean takesLinks() {
    return false;
  }

  /** Whether the model's document names this parameter; false of a model without a document. */
  default boolean documents(String model, String parameter) {
    return false;
  }

  /** The limits of an image that is sent to this model. */
  ModelLimits limits(String model);

  /**
   * Checks what a preset would send.
   *
   * @param model the model's name, not empty
   * @param prompt the prompt, not empty
   * @param parameters the parameters by the API's field names; none is empty
   * @param problems takes the property relative to the preset ({@code model}, {@code prompt},
   *     {@code parameters.steps}) and a sentence that says what to write instead
   */
  void check(
      String model,
      String prompt,
      Map<String, String> parameters,
      BiConsumer<String, String> problems);
}
