package io.retouch.provider;

import io.retouch.edit.ImageEditor;
import io.retouch.edit.ImageEditor.Source;
import io.retouch.image.ImageFormat;
import io.retouch.preset.Preset;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.apache.hc.client5.http.entity.mime.HttpMultipartMode;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;

/**
 * {@code POST /images/edits} with a multipart form, as StepFun documents it (图片编辑, sections 请求地址
 * and 请求参数) and OpenAI, LiteLLM and self-hosted Step1X-Edit servers speak it. Only what the preset
 * sets is sent: model, prompt, its parameters by the API's own names, and the image. In particular
 * no {@code response_format}: StepFun's default is {@code url}, and both kinds of answer are read.
 */
@Singleton
final class OpenAiEditsDialect implements Dialect {
  private static final ContentType TEXT = ContentType.create("text/plain", StandardCharsets.UTF_8);

  private final Models models = new Models("openai-edits", StepImageEdit2.edits());

  @Override
  public Models models() {
    return models;
  }

  @Override
  public String path() {
    return "/images/edits";
  }

  @Override
  public HttpEntity body(ImageEditor.Call call) throws IOException {
    Source.File source = Pictures.file(call);
    ImageFormat format = source.info().format();
    Preset preset = call.preset();
    // This mode writes text parts as browsers and curl do: without a content type of their own.
    MultipartEntityBuilder form =
        MultipartEntityBuilder.create()
            .setMode(HttpMultipartMode.LEGACY)
            // The builder's own type names ISO-8859-1, by which servers would misread the prompt.
            .setMimeSubtype("form-data")
            .addTextBody("model", preset.model(), TEXT)
            .addTextBody("prompt", preset.prompt(), TEXT);
    new TreeMap<>(preset.parameters())
        .forEach((name, value) -> form.addTextBody(name, value, TEXT));
    return form.addPart(
            "image",
            new PictureBody(
                source.path(),
                ContentType.create(format.mediaType()),
                "image." + format.extension()))
        .build();
  }
}
