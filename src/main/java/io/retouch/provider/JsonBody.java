package io.retouch.provider;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.retouch.edit.ImageEditor.Call;
import io.retouch.edit.ImageEditor.Source;
import io.retouch.preset.Preset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * The body of APIs that take one JSON object. Only what the preset sets is in it: model, prompt and
 * parameters; and the picture, as a link or as a data URL that is read from its file while it is
 * sent.
 */
final class JsonBody {
  private final JsonFactory json = new JsonFactory();
  private final Models models;

  JsonBody(Models models) {
    this.models = models;
  }

  /** A body without a picture. */
  HttpEntity of(Call call) throws IOException {
    return new ByteArrayEntity(fields(call.preset(), Map.of()), ContentType.APPLICATION_JSON);
  }

  /**
   * A body with a picture, under the API's own name for it.
   *
   * @throws IOException if the picture's file cannot be read
   */
  HttpEntity of(Call call, String pictureField) throws IOException {
    if (call.source() instanceof Source.Link link) {
      byte[] body = fields(call.preset(), Map.of(pictureField, link.link().toString()));
      return new ByteArrayEntity(body, ContentType.APPLICATION_JSON);
    }
    Source.File picture = Pictures.file(call);
    String start = "data:" + picture.info().format().mediaType() + ";base64,";
    byte[] whole = fields(call.preset(), Map.of(pictureField, start));
    int end = "\"}".length();
    return new PictureEntity(
        Arrays.copyOf(whole, whole.length - end),
        picture.path(),
        Files.size(picture.path()),
        Arrays.copyOfRange(whole, whole.length - end, whole.length));
  }

  /** The whole object; {@code last} comes last. */
  private byte[] fields(Preset preset, Map<String, String> last) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator generator = json.createGenerator(bytes)) {
      generator.writeStartObject();
      generator.writeStringField("model", preset.model());
      generator.writeStringField("prompt", preset.prompt());
      for (Map.Entry<String, String> parameter : preset.parameters().entrySet()) {
        write(generator, preset.model(), parameter.getKey(), parameter.getValue());
      }
      for (Map.Entry<String, String> field : last.entrySet()) {
        generator.writeStringField(field.getKey(), field.getValue());
      }
      generator.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private void write(JsonGenerator generator, String model, String name, String value)
      throws IOException {
    generator.writeFieldName(name);
    ParameterRule.Form form = models.form(model, name, value);
    // What is no number or truth value goes as it is written, for the server to refuse.
    boolean fits = form == ParameterRule.looksLike(value);
    switch (fits ? form : ParameterRule.Form.TEXT) {
      case NUMBER -> generator.writeRawValue(value);
      case FLAG -> generator.writeBoolean(value.equals("true"));
      case TEXT -> generator.writeString(value);
    }
  }
}
