package io.retouch.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retouch.edit.AttemptException;
import io.retouch.edit.ImageEditor.Answer;
import io.retouch.edit.ImageEditor.Call;
import io.retouch.edit.ImageEditor.Source;
import io.retouch.preset.Preset;
import io.retouch.preset.Provider;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The requests of the APIs that take one JSON object, as their documents describe them. */
class JsonDialectsTest {
  private static final String LINK_ANSWER =
      ScriptedServer.json(200, "{\"data\":[{\"url\":\"https://res.stepfun.com/a.png\"}]}");

  private final ObjectMapper json = new ObjectMapper();
  private final Path directory;

  JsonDialectsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void sendsExactlyWhatAPresetOfImage2ImageSets() throws IOException {
    try (ScriptedServer server = ScriptedServer.answering(LINK_ANSWER)) {
      Map<String, String> parameters =
          Map.of(
              "source_weight",
              "0.50",
              "seed",
              "945758",
              "size",
              "512x512",
              "cfg_scale",
              "7.5",
              "steps",
              "50",
              "response_format",
              "b64_json",
              "n",
              "1");

      Calls.editor()
          .edit(call(server, "stepfun-image2image", "step-1x-medium", parameters, Map.of()));

      ScriptedServer.Request request = server.requests().get(0);
      assertThat(request.line()).isEqualTo("POST /v1/images/image2image HTTP/1.1");
      assertThat(request.header("content-type")).startsWith("application/json");
      assertThat(request.header("authorization")).isEqualTo("Bearer " + Calls.KEY);
      assertThat(new String(request.bytes(), StandardCharsets.UTF_8))
          .isEqualTo(
              "{\"model\":\"step-1x-medium\",\"prompt\":\""
                  + Calls.PROMPT
                  + "\",\"cfg_scale\":7.5,\"n\":1,\"response_format\":\"b64_json\",\"seed\":945758,"
                  + "\"size\":\"512x512\",\"source_weight\":0.50,\"steps\":50,\"source_url\":\""
                  + "data:image/webp;base64,"
                  + Base64.getEncoder().encodeToString(Calls.sourceBytes(1000))
                  + "\"}");
    }
  }

  @Test
  void sendsExactlyWhatAPresetOfModelverseSets() throws IOException {
    try (ScriptedServer server = ScriptedServer.answering(LINK_ANSWER)) {
      Map<String, String> parameters =
          Map.of("seed", "-1", "guidance_scale", "2.5", "negative_prompt", "1", "steps", "28");

      Calls.editor()
          .edit(call(server, "modelverse", "stepfun-ai/step1x-edit", parameters, Map.of()));

      ScriptedServer.Request request = server.requests().get(0);
      assertThat(request.line()).isEqualTo("POST /v1/images/generations HTTP/1.1");
      JsonNode body = json.readTree(request.bytes());
      assertThat(body)
          .isEqualTo(
              json.createObjectNode()
                  .put("model", "stepfun-ai/step1x-edit")
                  .put("prompt", Calls.PROMPT)
                  .put("guidance_scale", 2.5)
                  .put("negative_prompt", "1")
                  .put("seed", -1)
                  .put("steps", 28)
                  .put(
                      "image",
                      "data:image/webp;base64,"
                          + Base64.getEncoder().encodeToString(Calls.sourceBytes(1000))));
    }
  }

  @Test
  void sendsNoPictureWhereOneIsMade() throws IOException {
    try (ScriptedServer server = ScriptedServer.answering(LINK_ANSWER)) {
      Call call =
          call(
              server,
              "stepfun-generations",
              "step-image-edit-2",
              Map.of("size", "768x1360", "text_mode", "true", "cfg_scale", "1.0", "seed", "1"),
              Map.of());

      Calls.editor().edit(with(call, new Source.None()));

      ScriptedServer.Request request = server.requests().get(0);
      assertThat(request.line()).isEqualTo("POST /v1/images/generations HTTP/1.1");
      assertThat(new String(request.bytes(), StandardCharsets.UTF_8))
          .isEqualTo(
              "{\"model\":\"step-image-edit-2\",\"prompt\":\""
                  + Calls.PROMPT
                  + "\",\"cfg_scale\":1.0,\"seed\":1,\"size\":\"768x1360\",\"text_mode\":true}");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "stepfun-image2image, step-2x-large, source_url",
    "modelverse, stepfun-ai/step1x-edit, image"
  })
  void sendsALinkInPlaceOfThePicture(String dialect, String model, String field)
      throws IOException {
    URI link = URI.create("https://uploads.example.com/a%20b.png?X-Amz-Signature=0123456789ab");
    try (ScriptedServer server = ScriptedServer.answering(LINK_ANSWER)) {
      Call call = call(server, dialect, model, Map.of("steps", "8"), Map.of());
      Files.delete(Calls.file(call));

      Calls.editor().edit(with(call, new Source.Link(link)));

      JsonNode body = json.readTree(server.requests().get(0).bytes());
      assertThat(body.path(field).textValue()).isEqualTo(link.toString());
      assertThat(body.size()).isEqualTo(4);
    }
  }

  @Test
  void tellsNeitherALinkNorAHeaderNorAPictureThatAnApiEchoes() throws IOException {
    URI link = URI.create("https://uploads.example.com/a.png?X-Amz-Signature=98fe76dc54ba");
    String error =
        "{\"error\":{\"message\":\"cannot fetch "
            + link
            + " for tenant-of-the-shop nor data:image/png;base64,iVBORw0KGgo=\",\"type\":\"bad\"}}";
    try (ScriptedServer server = ScriptedServer.answering(ScriptedServer.json(400, error))) {
      Call call =
          call(
              server,
              "modelverse",
              "stepfun-ai/step1x-edit",
              Map.of(),
              Map.of("X-Tenant", "tenant-of-the-shop"));

      AttemptException e =
          catchThrowableOfType(
              AttemptException.class, () -> Calls.editor().edit(with(call, new Source.Link(link))));

      assertThat(e)
          .hasMessage(
              "The API answered 400, type bad: cannot fetch (link) for (header) nor"
                  + " data:image/png;base64,(image).");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai-edits", "modelverse"})
  void sendsConfiguredHeadersBesideItsOwn(String dialect) throws IOException {
    try (ScriptedServer server = ScriptedServer.answering(LINK_ANSWER)) {
      Map<String, String> headers =
          Map.of("X-Tenant", "shop", "User-Agent", "shop/1.0", "Authorization", "Bearer other");

      Calls.editor().edit(call(server, dialect, "some-model", Map.of(), headers));

      ScriptedServer.Request request = server.requests().get(0);
      assertThat(request.header("x-tenant")).isEqualTo("shop");
      assertThat(request.header("user-agent")).isEqualTo("shop/1.0");
      assertThat(request.header("authorization")).isEqualTo("Bearer " + Calls.KEY);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "true, true",
    "false, false",
    "1, 1",
    "-0.5, -0.5",
    "007, '\"007\"'",
    "1e3, '\"1e3\"'",
    "high, '\"high\"'",
    "12345678901234567890, '\"12345678901234567890\"'"
  })
  void writesWhatIsNotDocumentedAsWhatItLooksLike(String value, String written) throws IOException {
    try (ScriptedServer server = ScriptedServer.answering(LINK_ANSWER)) {
      Calls.editor().edit(call(server, "modelverse", "flux", Map.of("quality", value), Map.of()));

      assertThat(new String(server.requests().get(0).bytes(), StandardCharsets.UTF_8))
          .contains("\"quality\":" + written + ",");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"data\":[{\"b64_json\":\"data:image/png;base64,QUJD\"}]}|ABC",
        "{\"data\":[{\"b64_json\":\"data:image/png;charset=x;base64,QUJD\",\"seed\":3}]}|ABC",
        "{\"data\":[{\"b64_json\":\"data:image\\/png;base64,QUJD\"}]}|ABC",
        "{\"data\":[{\"b64_json\" : \"QUJD\",\"url\":\"\"}]}|ABC",
        "{\"data\":[{\"url\":null,\"b64_json\":\"data:image/png;base64,QUJDRA==\"}]}|ABCD"
      })
  void readsBase64WithAndWithoutThePrefixOfADataUrl(String body, String image) throws IOException {
    // Byte by byte, so that a prefix comes in pieces.
    try (ScriptedServer server =
        ScriptedServer.plain(
            talk -> {
              talk.readRequest();
              for (byte next : ScriptedServer.json(200, body).getBytes(StandardCharsets.UTF_8)) {
                talk.send(new byte[] {next});
              }
            })) {
      Call call = call(server, "modelverse", "stepfun-ai/step1x-edit", Map.of(), Map.of());

      Answer answer = Calls.editor().edit(call);

      assertThat(answer).isInstanceOf(Answer.Inline.class);
      assertThat(call.result()).hasContent(image);
    }
  }

  private Call call(
      ScriptedServer server,
      String dialect,
      String model,
      Map<String, String> parameters,
      Map<String, String> headers)
      throws IOException {
    Provider provider = Calls.provider(server.uri("/v1"), dialect, headers);
    Preset preset = Calls.preset(provider, model, parameters);
    return Calls.call(directory, preset, Duration.ofSeconds(30));
  }

  static Call with(Call call, Source source) {
    return new Call(
        call.preset(), source, call.result(), call.maxResultBytes(), call.apiKey(), call.timeout());
  }
}
