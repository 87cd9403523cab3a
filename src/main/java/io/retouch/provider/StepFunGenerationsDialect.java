package io.retouch.provider;

import io.retouch.edit.AttemptException;
import io.retouch.edit.ImageEditor;
import io.retouch.preset.ModelLimits;
import io.retouch.preset.Provider;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.hc.core5.http.HttpEntity;

/**
 * StepFun's {@code POST /images/generations} with a JSON object, which makes a picture from the
 * prompt alone (document Step Image Edit 2, sections API 端点 and 快速上手).
 */
@Singleton
final class StepFunGenerationsDialect implements Dialect {
  private static final String NAME = "stepfun-generations";

  private final Models models = new Models(NAME, StepImageEdit2.generations());
  private final JsonBody json = new JsonBody(models);

  @Override
  public String dialect() {
    return NAME;
  }

  @Override
  public boolean generates() {
    return true;
  }

  @Override
  public ModelLimits limits(String model) {
    return models.limits(model);
  }

  @Override
  public void check(
      String model,
      String prompt,
      Map<String, String> parameters,
      BiConsumer<String, String> problems) {
    models.check(model, prompt, parameters, problems);
  }

  @Override
  public String path() {
    return "/images/generations";
  }

  @Override
  public HttpEntity body(ImageEditor.Call call) throws IOException {
    return json.of(call);
  }

  @Override
  public AttemptException classify(ErrorAnswer answer, Provider provider) {
    return OpenAiErrors.classify(answer, provider.misconfiguredWords());
  }
}
