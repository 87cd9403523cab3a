package io.retouch.parts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.retouch.parts.EditCall.Answer;
import io.retouch.parts.endpoint.AnswerFormat;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code modelverse-step1x-edit.md}, sentence by sentence; error codes by {@code FACTS.md}. */
class ModelverseContractTest extends JsonEndpointContract {
  private static final byte[] CAT = Pictures.png(32, 24);
  private static final int MOST_BYTES = 25 * 1024 * 1024;

  @Override
  JsonCall call() throws IOException {
    return call(api);
  }

  private static JsonCall call(LocalEditApi api) throws IOException {
    return JsonCall.to(api.baseUrl(Api.MODELVERSE), "/images/generations", "modelverse")
        .text("image", JsonCall.dataUrl("image/png", CAT));
  }

  @Override
  String wrongKey() {
    return "auth_error";
  }

  @Override
  String wrongParameter() {
    return "param_error";
  }

  @Override
  void assertEnvelope(Answer answer, String code) throws IOException {
    JsonNode documented = JsonCall.fixture("modelverse-error");
    assertThat(answer.json().fieldNames()).toIterable().containsExactly("error");
    assertThat(answer.json().get("error").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(documented.get("error")::fieldNames);
    assertThat(answer.json().at("/error/code").asText()).isEqualTo(code);
    assertThat(answer.json().at("/error/param").asText()).hasSize(32);
  }

  @Test
  void takesTheExampleAndAnswersWithALink() throws Exception {
    Answer answer = call().send();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().fieldNames())
        .toIterable()
        .containsExactlyElementsOf(JsonCall.fixture("modelverse-answer")::fieldNames);
    assertThat(answer.json().at("/usage/input_tokens_details").isObject()).isTrue();
    assertThat(answer.json().get("created").isIntegralNumber()).isTrue();
    JsonNode image = answer.json().at("/data/0");
    assertThat(image.fieldNames()).toIterable().containsExactly("url");
    BufferedImage picture =
        Pictures.decode(EditCall.get(image.get("url").asText()).response().body());
    assertThat(picture.getWidth()).isEqualTo(32);
    assertThat(picture.getHeight()).isEqualTo(24);
    assertThat(picture.getRGB(3, 2))
        .isEqualTo(LocalEditApi.editedRgb(Pictures.decode(CAT).getRGB(3, 2), "a beautiful flower"));
  }

  @ParameterizedTest
  @CsvSource({"B64_JSON,''", "B64_JSON_DATA_URL,'data:image/png;base64,'"})
  void answersWithBase64WhereItIsSetSo(AnswerFormat format, String prefix) throws Exception {
    try (LocalEditApi other = LocalEditApi.builder().answers(Api.MODELVERSE, format).start()) {
      JsonNode image = call(other).send().json().at("/data/0");

      assertThat(image.fieldNames()).toIterable().containsExactly("b64_json");
      String base64 = image.get("b64_json").asText();
      assertThat(base64).startsWith(prefix + "iVBORw0KGgo");
      byte[] png = Base64.getDecoder().decode(base64.substring(prefix.length()));
      assertThat(Pictures.decode(png).getHeight()).isEqualTo(24);
    }
  }

  @Test
  void takesTheFieldsOfTheOtherCopyWhereItIsSetSo() throws Exception {
    try (LocalEditApi other =
        LocalEditApi.builder()
            .alsoTakes(Api.MODELVERSE, "n", "strength", "response_format")
            .start()) {
      JsonCall call = call(other).json("n", "1").json("strength", "0.5");

      Answer plain = call.send();
      Answer encoded = call.text("response_format", "b64_json").send();
      Answer wrong = call.text("response_format", "png").send();

      assertThat(plain.json().at("/data/0/url").isTextual()).isTrue();
      assertThat(encoded.json().at("/data/0/b64_json").asText()).startsWith("iVBORw0KGgo");
      assertThat(wrong.status()).isEqualTo(400);
    }
  }

  @Test
  void fetchesALink() throws Exception {
    try (PictureServer server = new PictureServer(Pictures.WEBP_LOSSY)) {
      assertThat(call().text("image", server.link("right")).send().status()).isEqualTo(200);
      assertThat(server.served()).isEqualTo(1);
      api.reset();
      assertBadParameter(call().text("image", server.link("wrong")), "image", "403");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "iVBORw0KGgo=", "data:image/png,AAAA", "data:image/png;base64,A"})
  void refusesEveryOtherImage(String image) throws Exception {
    assertBadParameter(call().text("image", image), "image");
  }

  @Test
  void takesWhateverCanBeDecoded() throws Exception {
    for (Map.Entry<String, byte[]> picture :
        Map.of(
                "image/jpeg", Pictures.jpeg(32, 24),
                "image/png", Pictures.transparentPng(32, 24),
                "image/webp", Pictures.WEBP_LOSSLESS)
            .entrySet()) {
      String url = JsonCall.dataUrl(picture.getKey(), picture.getValue());
      assertThat(call().text("image", url).send().status()).isEqualTo(200);
    }
    api.reset();
    assertBadParameter(
        call().text("image", JsonCall.dataUrl("image/gif", Pictures.gif())), "decoded");
    assertBadParameter(
        call().text("image", JsonCall.dataUrl("image/jpeg", CAT)), "image/jpeg", "image/png");
  }

  @Test
  void takesPicturesOf25MegabytesAndNoMore() throws Exception {
    byte[] most = Arrays.copyOf(CAT, MOST_BYTES);
    assertThat(call().text("image", JsonCall.dataUrl("image/png", most)).send().status())
        .isEqualTo(200);
    assertThat(api.calls().get(0).fileSize()).isEqualTo(MOST_BYTES);
    api.reset();
    byte[] more = Arrays.copyOf(CAT, MOST_BYTES + 1);
    assertBadParameter(
        call().text("image", JsonCall.dataUrl("image/png", more)), "image", "26214400");
  }

  @Test
  void answers413ToMoreThan40Megabytes() throws Exception {
    int most = 40 * 1024 * 1024;
    String body = "{\"image\":\"" + "A".repeat(most - 12) + "\"}";

    assertRefused(call().send(body.replace("}", " ")), 400, "param_error", "JSON object");
    assertRefused(call().send(body + " "), 413, "request_too_large", "40 MB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "prompt", "image"})
  void requiresModelPromptAndImage(String field) throws Exception {
    assertBadParameter(call().without(field), field + " is required");
    assertBadParameter(call().text(field, ""), field + " is required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"step1x-edit", "step-image-edit-2", "black-forest-labs/flux-kontext-max"})
  void knowsOneModel(String model) throws Exception {
    assertRefused(call().text("model", model), 400, "model_error", model);
  }

  @ParameterizedTest
  @CsvSource({
    "seed,-1",
    "seed,0",
    "seed,9999999999",
    "steps,1",
    "steps,28",
    "guidance_scale,1",
    "guidance_scale,2.5",
    "guidance_scale,10.0"
  })
  void takesEveryDocumentedNumber(String field, String value) throws Exception {
    assertThat(call().json(field, value).send().status()).isEqualTo(200);
    assertThat(api.calls().get(0).fields()).containsEntry(field, value);
  }

  @ParameterizedTest
  @CsvSource({
    "seed,-2",
    "seed,10000000000",
    "seed,1.0",
    "seed,null",
    "steps,0",
    "steps,28.0",
    "steps,true",
    "guidance_scale,0.999999",
    "guidance_scale,10.000001",
    "guidance_scale,null",
    "negative_prompt,7",
    "prompt,7",
    "image,7",
    "model,[]"
  })
  void refusesEveryOtherNumberAndType(String field, String value) throws Exception {
    assertBadParameter(call().json(field, value), field + " must be");
  }

  @ParameterizedTest
  @CsvSource({"seed,1", "steps,28", "guidance_scale,2.5"})
  void refusesNumbersInStrings(String field, String value) throws Exception {
    assertBadParameter(call().text(field, value), field + " must be");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"n", "strength", "response_format", "cfg_scale", "size", "text_mode", "user"})
  void refusesUnknownFieldsAndNamesThem(String field) throws Exception {
    assertBadParameter(call().text(field, "1"), field, "not known");
  }

  @ParameterizedTest
  @CsvSource({
    "400,400,param_error",
    "401,401,auth_error",
    "408,408,timeout",
    "429,429,rate_limit",
    "451,400,sensitive_check_error",
    "500,500,internal_error",
    "503,503,model_server_error",
    "504,504,gateway_timeout_error"
  })
  void failsInItsOwnWay(String planned, int status, String code) throws Exception {
    api.plan(Fault.parse(planned));

    assertRefused(call(), status, code);
    assertThat(api.calls().get(0).status()).isEqualTo(status);
  }

  @Test
  void answers404ElsewhereInItsOwnWay() throws Exception {
    JsonCall elsewhere = JsonCall.to(api.baseUrl(Api.MODELVERSE), "/images/edits", "modelverse");

    assertRefused(elsewhere, 404, "not_found");
    assertThat(api.calls()).isEmpty();
  }

  @Test
  void recordsWhatArrived() throws Exception {
    call().send();

    LocalEditApi.Call recorded = api.calls().get(0);
    assertThat(recorded.path()).isEqualTo("/modelverse/v1/images/generations");
    assertThat(recorded.fields()).containsOnlyKeys("model", "prompt", "negative_prompt");
    assertThat(recorded.fileContentType()).isEqualTo("image/png");
    assertThat(recorded.fileSize()).isEqualTo(CAT.length);
  }
}
