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
 * StepFun's {@code POST /images/image2image} with a JSON object (document 图生图, sections 请求地址 and
 * 请求参数). The picture is sent as {@code source_url}, a data URL or a link.
 */
@Singleton
final class StepFunImage2ImageDialect implements Dialect {
  private static final String NAME = "stepfun-image2image";

  private final Models models = new Models(NAME, StepImage2Image.large(), StepImage2Image.medium());
  private final JsonBody json = new JsonBody(models);

  @Override
  public String dialect() {
    return NAME;
  }

  @Override
  public boolean takesLinks() {
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
    return "/images/image2image";
  }

  @Override
  public HttpEntity body(ImageEditor.Call call) throws IOException {
    return json.of(call, "source_url");
  }

  @Override
  public AttemptException classify(ErrorAnswer answer, Provider provider) {
    return OpenAiErrors.classify(answer, provider.misconfiguredWords());
  }
}
