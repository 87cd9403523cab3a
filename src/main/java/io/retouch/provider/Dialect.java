package io.retouch.provider;

import io.retouch.edit.AttemptException;
import io.retouch.edit.ImageEditor;
import io.retouch.preset.DialectRules;
import io.retouch.preset.ModelLimits;
import io.retouch.preset.Provider;
import java.io.IOException;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.hc.core5.http.HttpEntity;

/**
 * What sets one edit API apart from the others: its limits, its path, the body of its request, and
 * what its errors mean. The call itself, the answer and the key's header are the same for all.
 */
interface Dialect extends DialectRules {
  /** The models that its documents describe, with their limits. */
  Models models();

  @Override
  default String dialect() {
    return models().dialect();
  }

  @Override
  default ModelLimits limits(String model) {
    return models().limits(model);
  }

  @Override
  default boolean documents(String model, String parameter) {
    return models().documents(model, parameter);
  }

  /**
   * {@inheritDoc} Of models that no document describes nothing is known: their parameters pass by
   * name, and their servers check the values.
   */
  @Override
  default void check(
      String model,
      String prompt,
      Map<String, String> parameters,
      BiConsumer<String, String> problems) {
    models().check(model, prompt, parameters, problems);
  }

  /** What is appended to the provider's base URL, with a leading slash. */
  String path();

  /**
   * The request's body, with a known length, streamed from the source's file.
   *
   * @throws IOException if the source cannot be read
   */
  HttpEntity body(ImageEditor.Call call) throws IOException;

  /** What an answer outside of 200 to 299 means; by default as OpenAI and StepFun mean it. */
  default AttemptException classify(ErrorAnswer answer, Provider provider) {
    return OpenAiErrors.classify(answer, provider.misconfiguredWords());
  }
}
