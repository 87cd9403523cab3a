package io.retouch.provider;

import io.retouch.edit.AttemptException;
import io.retouch.edit.ImageEditor;
import io.retouch.preset.Provider;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.apache.hc.core5.http.HttpEntity;

/**
 * Modelverse's {@code POST /images/generations} with a JSON object (document stepfun-ai/step1x-edit
 * API, sections 请求参数 and OPENAI 兼容接口). The picture is sent as {@code image}, a data URL or a link.
 */
@Singleton
final class ModelverseDialect implements Dialect {
  private final Models models = new Models("modelverse", Step1xEdit.document());
  private final JsonBody json = new JsonBody(models);

  @Override
  public Models models() {
    return models;
  }

  @Override
  public boolean takesLinks() {
    return true;
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
