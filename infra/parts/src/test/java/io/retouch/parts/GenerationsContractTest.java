package io.retouch.parts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.retouch.parts.EditCall.Answer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code stepfun-step-image-edit-2.md} and {@code stepfun-step-plan.md}: text to image. */
class GenerationsContractTest extends JsonEndpointContract {

  @Override
  JsonCall call() throws IOException {
    return JsonCall.to(api.baseUrl(), "/images/generations", "generations");
  }

  @ParameterizedTest
  @EnumSource(value = Api.class, names = "STEPFUN.*", mode = EnumSource.Mode.MATCH_ALL)
  void takesTheExampleAndDrawsAPicture(Api base) throws Exception {
    Answer answer = JsonCall.to(api.baseUrl(base), "/images/generations", "generations").send();

    assertThat(answer.status()).isEqualTo(200);
    JsonNode image = answer.json().at("/data/0");
    assertThat(image.fieldNames())
        .toIterable()
        .containsExactly("b64_json", "finish_reason", "seed");
    assertThat(image.get("seed").asInt()).isEqualTo(1);
    BufferedImage picture =
        Pictures.decode(Base64.getDecoder().decode(image.get("b64_json").asText()));
    assertThat(picture.getWidth()).isEqualTo(1024);
    assertThat(picture.getHeight()).isEqualTo(1024);
    int rgb = LocalEditApi.generatedRgb("采菊东篱下，悠然见南山");
    assertThat(picture.getRGB(0, 0)).isEqualTo(rgb);
    assertThat(picture.getRGB(1023, 1023 - LocalEditApi.bandHeight(1024))).isEqualTo(rgb);
    assertThat(api.calls().get(0).path()).endsWith("/images/generations");
    assertThat(api.calls().get(0).fields()).containsEntry("text_mode", "true").hasSize(7);
    assertThat(api.paid()).isEqualTo(1);
  }

  @Test
  void answersWithALinkByDefault() throws Exception {
    Answer answer = call().without("response_format").send();

    JsonNode documented = JsonCall.fixture("edits-answer");
    assertThat(answer.json().fieldNames())
        .toIterable()
        .containsExactlyElementsOf(documented::fieldNames);
    JsonNode image = answer.json().at("/data/0");
    assertThat(image.fieldNames())
        .toIterable()
        .containsExactlyElementsOf(documented.at("/data/0")::fieldNames);
    assertThat(EditCall.get(image.get("url").asText()).header("Content-Type"))
        .isEqualTo("image/png");
  }

  @ParameterizedTest
  @CsvSource({
    "1024x1024,1024,1024",
    "768x1360,1360,768",
    "896x1184,1184,896",
    "1360x768,768,1360",
    "1184x896,896,1184"
  })
  void readsSizesAsHeightByWidth(String size, int width, int height) throws Exception {
    Answer answer = call().text("size", size).send();

    String base64 = answer.json().at("/data/0/b64_json").asText();
    BufferedImage picture = Pictures.decode(Base64.getDecoder().decode(base64));
    assertThat(picture.getWidth()).isEqualTo(width);
    assertThat(picture.getHeight()).isEqualTo(height);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "512x512", "1024X1024", "768x1361", "1280x800", "auto"})
  void refusesEveryOtherSize(String size) throws Exception {
    assertBadParameter(call().text("size", size), "size must be");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "猫", "\uD83D\uDC31"})
  void limitsPromptsTo512Characters(String character) throws Exception {
    assertThat(call().text("prompt", character.repeat(512)).send().status()).isEqualTo(200);
    assertThat(call().text("negative_prompt", character.repeat(512)).send().status())
        .isEqualTo(200);
    api.reset();
    assertBadParameter(call().text("prompt", character.repeat(513)), "prompt", "512");
    assertBadParameter(
        call().text("negative_prompt", character.repeat(513)), "negative_prompt", "512");
  }

  @ParameterizedTest
  @CsvSource({"model,model", "prompt,prompt"})
  void requiresModelAndPrompt(String field, String named) throws Exception {
    assertBadParameter(call().without(field), named + " is required");
    assertBadParameter(call().text(field, ""), named + " is required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"step-2x-large", "step-1x-medium", "stepfun-ai/step1x-edit"})
  void knowsOneModel(String model) throws Exception {
    assertRefused(call().text("model", model), 400, "model_not_found", model);
  }

  @ParameterizedTest
  @CsvSource({
    "seed,0",
    "seed,2147483647",
    "steps,1",
    "steps,50",
    "cfg_scale,1",
    "cfg_scale,1.0",
    "cfg_scale,10.0",
    "text_mode,false"
  })
  void takesEveryDocumentedValue(String field, String value) throws Exception {
    assertThat(call().json(field, value).send().status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "seed,-1",
    "seed,2147483648",
    "seed,1.0",
    "steps,0",
    "steps,51",
    "steps,8.0",
    "steps,null",
    "cfg_scale,0.999999",
    "cfg_scale,10.000001",
    "text_mode,1",
    "text_mode,null",
    "negative_prompt,7",
    "prompt,{}",
    "model,null",
    "size,null",
    "response_format,7"
  })
  void refusesEveryOtherValueAndType(String field, String value) throws Exception {
    assertBadParameter(call().json(field, value), field + " must be");
  }

  @ParameterizedTest
  @CsvSource({"seed,1", "steps,8", "cfg_scale,1.0", "text_mode,true", "response_format,png"})
  void refusesValuesInStrings(String field, String value) throws Exception {
    assertBadParameter(call().text(field, value), field + " must be");
  }

  @ParameterizedTest
  @ValueSource(strings = {"n", "image", "source_url", "quality", "user", "strength"})
  void refusesUnknownFieldsAndNamesThem(String field) throws Exception {
    assertBadParameter(call().text(field, "1"), field, "not known");
  }
}
