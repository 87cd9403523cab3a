package io.retouch.provider;

import io.retouch.edit.ImageEditor;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.apache.hc.core5.http.HttpEntity;

/**
 * StepFun's {@code POST /images/generations} with a JSON object, which makes a picture from the
 * prompt alone (document Step Image Edit 2, sections API 端点 and 快速上手).
 */
@Singleton
final class StepFunGenerationsDialect implements Dialect {
  private final Models models = new Models("stepfun-generations", StepImageEdit2.generations());
  private final JsonBody json = new JsonBody(models);

  @Override
  public Models models() {
    return models;
  }

  @Override
  public boolean generates() {
    return true;
  }

  @Override
  public String path() {
    return "/images/generations";
  }

  @Override
  public HttpEntity body(ImageEditor.Call call) throws IOException {
    return json.of(call);
  }
}
