package io.retouch.provider;

import io.retouch.edit.ImageEditor;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.apache.hc.core5.http.HttpEntity;

/**
 * StepFun's {@code POST /images/image2image} with a JSON object (document 图生图, sections 请求地址 and
 * 请求参数). The picture is sent as {@code source_url}, a data URL or a link.
 */
@Singleton
final class StepFunImage2ImageDialect implements Dialect {
  private final Models models =
      new Models("stepfun-image2image", StepImage2Image.large(), StepImage2Image.medium());
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
    return "/images/image2image";
  }

  @Override
  public HttpEntity body(ImageEditor.Call call) throws IOException {
    return json.of(call, "source_url");
  }
}
