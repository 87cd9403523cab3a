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
 * Modelverse's {@code POST /images/generations} with a JSON object (document stepfun-ai/step1x-edit
 * API, sections 请求参数 and OPENAI 兼容接口). The picture is sent as {@code image}, a data URL or a link.
 */
@Singleton
final class ModelverseDialect implements Dialect {
  private static final String NAME = "modelverse";

  private final Models models = new Models(NAME, Step1xEdit.document());
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
    return "/images/generations";
  }

  @Override
  public HttpEntity body(ImageEditor.Call call) throws IOException {
    return json.of(call, "image");
  }

  @Override
  public AttemptException classify(ErrorAnswer answer, Provider provider) {
    return ModelverseErrors.classify(answer, provider.misconfiguredWords());
  }
}
