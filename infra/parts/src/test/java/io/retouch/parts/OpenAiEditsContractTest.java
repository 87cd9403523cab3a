package io.retouch.parts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.retouch.parts.EditCall.Answer;
import io.retouch.parts.endpoint.AnswerFormat;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code images/edits} in the manner of OpenAI, by {@code FACTS.md}, "OpenAI compatibility". */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenAiEditsContractTest {
  private static final byte[] CAT = Pictures.png(32, 24);

  private final LocalEditApi api = LocalEditApi.builder().start();

  @AfterEach
  void reset() {
    api.reset();
  }

  @AfterAll
  void stop() {
    api.close();
  }

  private EditCall call() {
    return call(api);
  }

  private static EditCall call(LocalEditApi api) {
    return empty(api).field("model", "step1x-edit").image(CAT).prompt();
  }

  private static EditCall empty(LocalEditApi api) {
    return EditCall.at(api.baseUrl(Api.OPENAI).resolve("/openai/v1/images/edits"));
  }

  private void assertRefused(EditCall call, int status, String code, String... words)
      throws Exception {
    Answer answer = call.send();

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.header("x-request-id")).isNotEmpty();
    assertThat(answer.json().fieldNames()).toIterable().containsExactly("error");
    JsonNode error = answer.json().get("error");
    assertThat(error.fieldNames()).toIterable().containsExactly("message", "type", "param", "code");
    assertThat(error.get("code").asText()).isEqualTo(code);
    assertThat(error.get("type").asText())
        .isEqualTo(status < 500 ? "invalid_request_error" : "server_error");
    assertThat(List.of(words)).allSatisfy(word -> assertThat(answer.message()).contains(word));
    assertThat(api.paid()).isZero();
  }

  private void assertBadParameter(EditCall call, String... words) throws Exception {
    assertRefused(call, 400, "request_params_invalid", words);
  }

  private static BufferedImage picture(JsonNode image) {
    return Pictures.decode(Base64.getDecoder().decode(image.get("b64_json").asText()));
  }

  @Test
  void answersWithBase64ByDefault() throws Exception {
    Answer answer = call().send();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("x-request-id")).isNotEmpty();
    assertThat(answer.json().fieldNames()).toIterable().containsExactly("created", "data");
    JsonNode image = answer.json().at("/data/0");
    assertThat(image.fieldNames()).toIterable().containsExactly("b64_json");
    assertThat(picture(image).getWidth()).isEqualTo(32);
    assertThat(picture(image).getRGB(3, 2))
        .isEqualTo(LocalEditApi.editedRgb(Pictures.decode(CAT).getRGB(3, 2), "变成一只英短猫"));
    assertThat(api.calls().get(0).path()).isEqualTo("/openai/v1/images/edits");
    assertThat(api.paid()).isEqualTo(1);
  }

  @Test
  void answersWithALinkWhereAskedOrSetSo() throws Exception {
    try (LocalEditApi other =
        LocalEditApi.builder().answers(Api.OPENAI, AnswerFormat.URL).start()) {
      Answer asked = call().field("response_format", "url").send();
      Answer set = call(other).send();

      for (Answer answer : List.of(asked, set)) {
        String link = answer.json().at("/data/0/url").asText();
        assertThat(EditCall.get(link).header("Content-Type")).isEqualTo("image/png");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "n,1",
    "n,10",
    "size,auto",
    "size,1024x1024",
    "size,1536x1024",
    "size,10x4096",
    "quality,auto",
    "quality,standard",
    "quality,low",
    "quality,medium",
    "quality,high",
    "background,auto",
    "background,transparent",
    "background,opaque",
    "input_fidelity,low",
    "input_fidelity,high",
    "output_format,png",
    "output_compression,0",
    "output_compression,100",
    "response_format,url",
    "response_format,b64_json",
    "stream,false",
    "user,''",
    "user,somebody"
  })
  void takesWhatOpenAiTakes(String field, String value) throws Exception {
    assertThat(call().field(field, value).send().status()).isEqualTo(200);
    assertThat(api.calls().get(0).fields()).containsEntry(field, value);
  }

  @ParameterizedTest
  @CsvSource({
    "n,0",
    "n,11",
    "n,1.0",
    "n,''",
    "size,''",
    "size,1024",
    "size,9x1024",
    "size,4097x1024",
    "size,1024x4097",
    "quality,best",
    "background,white",
    "input_fidelity,medium",
    "output_format,jpeg",
    "output_compression,-1",
    "output_compression,101",
    "response_format,png",
    "stream,true"
  })
  void refusesEveryOtherValueAndNamesTheField(String field, String value) throws Exception {
    assertBadParameter(call().field(field, value), field + " must be");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"steps", "cfg_scale", "text_mode", "seed", "negative_prompt", "Model", "strength"})
  void refusesWhatIsStepFunsAlone(String field) throws Exception {
    assertBadParameter(call().field(field, "1"), field, "not known");
  }

  @Test
  void takesMoreFieldsWhereItIsSetSo() throws Exception {
    try (LocalEditApi other =
        LocalEditApi.builder().alsoTakes(Api.OPENAI, "steps", "cfg_scale").start()) {
      Answer answer = call(other).field("steps", "28").field("cfg_scale", "what").send();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(other.calls().get(0).fields()).containsEntry("steps", "28").hasSize(4);
      assertThat(call(other).field("text_mode", "true").send().status()).isEqualTo(400);
    }
  }

  @Test
  void takesAnyModelAndNone() throws Exception {
    assertThat(empty(api).image(CAT).prompt().send().status()).isEqualTo(200);
    assertThat(empty(api).field("model", "any/m").image(CAT).prompt().send().status())
        .isEqualTo(200);
    api.reset();
    assertBadParameter(empty(api).field("model", "").image(CAT).prompt(), "model");
  }

  @Test
  void requiresImageAndPrompt() throws Exception {
    assertBadParameter(empty(api).prompt(), "image is required");
    assertBadParameter(empty(api).image(CAT), "prompt is required");
    assertBadParameter(empty(api).image(CAT).field("prompt", ""), "prompt is required");
    assertBadParameter(empty(api).field("image", "iVBORw0KGgo=").prompt(), "image must be a file");
  }

  @Test
  void limitsPromptsTo32000Characters() throws Exception {
    EditCall most = empty(api).image(CAT).field("prompt", "猫".repeat(32_000));
    assertThat(most.send().status()).isEqualTo(200);
    api.reset();
    assertBadParameter(empty(api).image(CAT).field("prompt", "猫".repeat(32_001)), "32000");
  }

  @Test
  void makesTheSizeThatIsAsked() throws Exception {
    BufferedImage made = picture(call().field("size", "300x200").send().json().at("/data/0"));

    assertThat(made.getWidth()).isEqualTo(300);
    assertThat(made.getHeight()).isEqualTo(200);
  }

  @Test
  void makesAsManyAsAreAskedAndCountsThem() throws Exception {
    Answer links = call().field("n", "3").field("response_format", "url").send();

    assertThat(links.json().get("data")).hasSize(3);
    assertThat(links.json().findValuesAsText("url")).doesNotHaveDuplicates();
    assertThat(api.calls().get(0).images()).isEqualTo(3);
    assertThat(api.paid()).isEqualTo(3);
  }

  @Test
  void takesSixteenImagesAsAListAndEditsTheFirst() throws Exception {
    EditCall most = empty(api).prompt();
    EditCall more = empty(api).prompt().file("image[]", "a.png", "image/png", CAT);
    for (int i = 0; i < 16; i++) {
      byte[] picture = Pictures.png(32 + i, 24);
      most.file("image[]", i + ".png", "image/png", picture);
      more.file("image[]", i + ".png", "image/png", picture);
    }

    assertThat(picture(most.send().json().at("/data/0")).getWidth()).isEqualTo(32);
    assertThat(api.calls().get(0).fileName()).isEqualTo("0.png");
    api.reset();
    assertBadParameter(more, "16");
    assertBadParameter(call().image(CAT), "image[]");
    assertBadParameter(call().file("image[]", "a.png", "image/png", CAT), "image[]");
  }

  @Test
  void takesAMaskAsPng() throws Exception {
    byte[] mask = Pictures.transparentPng(32, 24);
    EditCall first = empty(api).file("mask", "mask.png", "image/png", mask).image(CAT).prompt();

    assertThat(first.send().status()).isEqualTo(200);
    assertThat(api.calls().get(0).fileName()).isEqualTo("cat.png");
    api.reset();
    assertBadParameter(
        call().file("mask", "mask.jpg", "image/png", Pictures.jpeg(32, 24)), "mask", "PNG");
    assertBadParameter(call().field("mask", "AAAA"), "mask", "file");
    assertBadParameter(
        call().file("mask", "a.png", "image/png", mask).file("mask", "b.png", "image/png", mask),
        "mask",
        "one");
  }

  @Test
  void refusesWhatIsNoPicture() throws Exception {
    byte[] text = "just text".getBytes(StandardCharsets.UTF_8);

    assertBadParameter(
        empty(api).file("image", "cat.png", "image/png", text).prompt(), "image", "decoded");
    assertBadParameter(
        empty(api).file("image", "a.png", "image/png", Pictures.plainPng(4097, 8)).prompt(),
        "4096x4096");
  }

  @Test
  void recordsFurtherHeadersWithoutTheKey() throws Exception {
    call().header("X-Tenant", "retouch").send();

    assertThat(api.calls().get(0).headers())
        .containsEntry("x-tenant", "retouch")
        .doesNotContainKey("authorization")
        .doesNotContainValue("Bearer local-key");
    assertThat(api.calls().get(0).toString()).doesNotContain("retouch", "local-key");
  }

  @Test
  void refusesAWrongKeyMethodAndType() throws Exception {
    assertRefused(call().authorization("Bearer wrong"), 401, "invalid_api_key");
    assertRefused(call().method("PUT"), 405, "method_not_allowed");
    assertRefused(call().contentType("application/json"), 415, "unsupported_media_type");
    assertRefused(
        EditCall.at(api.baseUrl(Api.OPENAI).resolve("/openai/v1/images/generations")).prompt(),
        404,
        "not_found");
  }

  @ParameterizedTest
  @CsvSource({"429,rate_limited", "500,server_error", "503,server_error", "422,request_refused"})
  void failsInItsOwnWay(String planned, String code) throws Exception {
    api.plan(Fault.parse(planned));

    assertRefused(call(), Integer.parseInt(planned), code);
  }

  @Test
  void answersWithoutAPictureWhereTheFilterBlocks() throws Exception {
    api.plan(Fault.contentFiltered());

    assertThat(call().send().json().at("/data/0")).isEmpty();
    assertThat(api.paid()).isEqualTo(1);
  }
}
