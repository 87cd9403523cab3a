package io.retouch.parts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.retouch.parts.EditCall.Answer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code stepfun-images-edits.md}, sentence by sentence; errors by {@code FACTS.md}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImagesEditsContractTest {
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

  private void assertRefused(EditCall call, int status, String type, String... words)
      throws Exception {
    Answer answer = call.send();

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.json().properties()).extracting(Map.Entry::getKey).containsExactly("error");
    assertThat(answer.json().get("error").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("message", "type");
    assertThat(answer.type()).isEqualTo(type);
    assertThat(List.of(words)).allSatisfy(word -> assertThat(answer.message()).contains(word));
    assertThat(api.paid()).isZero();
  }

  private void assertBadParameter(EditCall call, String... words) throws Exception {
    assertRefused(call, 400, "request_params_invalid", words);
  }

  @Test
  void answersWithALinkByDefault() throws Exception {
    long before = Instant.now().getEpochSecond();

    Answer answer = EditCall.to(api, CAT).field("seed", "1").send();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    JsonNode json = answer.json();
    assertThat(json.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("id", "created", "data");
    assertThat(json.get("created").isIntegralNumber()).isTrue();
    assertThat(json.get("created").asLong()).isBetween(before, Instant.now().getEpochSecond());
    assertThat(json.get("data")).hasSize(1);
    JsonNode image = json.at("/data/0");
    assertThat(image.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("url", "finish_reason", "seed");
    assertThat(image.get("finish_reason").asText()).isEqualTo("success");
    assertThat(image.get("seed").isInt()).isTrue();
    assertThat(image.get("seed").asInt()).isEqualTo(1);
    assertThat(image.get("url").asText())
        .startsWith("http://127.0.0.1:" + api.baseUrl().getPort() + "/results/")
        .endsWith(".png");
  }

  @Test
  void servesTheLinkWithoutAKey() throws Exception {
    String url = EditCall.to(api, CAT).send().json().at("/data/0/url").asText();

    Answer picture = EditCall.get(url);

    assertThat(picture.status()).isEqualTo(200);
    assertThat(picture.header("Content-Type")).isEqualTo("image/png");
    assertThat(picture.header("Content-Length"))
        .isEqualTo(Integer.toString(picture.response().body().length));
    assertThat(Pictures.decode(picture.response().body()).getWidth()).isEqualTo(32);
  }

  @Test
  void answersWithBase64WhenAsked() throws Exception {
    Answer answer =
        EditCall.to(api, CAT).field("response_format", "b64_json").field("seed", "123838").send();

    JsonNode image = answer.json().at("/data/0");
    assertThat(image.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("b64_json", "finish_reason", "seed");
    assertThat(image.get("seed").asInt()).isEqualTo(123838);
    byte[] png = Base64.getDecoder().decode(image.get("b64_json").asText());
    assertThat(Pictures.decode(png).getHeight()).isEqualTo(24);
  }

  @Test
  void takesTheCurlExample() throws Exception {
    Answer answer =
        EditCall.empty(api)
            .field("model", "step-image-edit-2")
            .file("image", "test_cref_input02_resized.webp", "image/webp", Pictures.WEBP_LOSSY)
            .field("prompt", "让图中角色骑自行车，手上举个牌子写着\"沙特阿拉伯\"")
            .field("response_format", "b64_json")
            .field("cfg_scale", "1.0")
            .field("steps", "8")
            .field("seed", "1")
            .field("text_mode", "true")
            .send();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(api.calls().get(0).fields())
        .containsEntry("prompt", "让图中角色骑自行车，手上举个牌子写着\"沙特阿拉伯\"")
        .hasSize(7);
  }

  @Test
  void servesTheSameUnderStepPlan() throws Exception {
    URI plan = api.baseUrl().resolve("/step_plan/v1/images/edits");

    Answer answer = EditCall.at(plan).model().image(CAT).prompt().send();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(api.calls().get(0).path()).isEqualTo("/step_plan/v1/images/edits");
  }

  @Test
  void recordsWhatArrived() throws Exception {
    EditCall.to(api, CAT).send();

    assertThat(api.calls()).hasSize(1);
    LocalEditApi.Call call = api.calls().get(0);
    assertThat(call.path()).isEqualTo("/v1/images/edits");
    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.fields()).isEqualTo(Map.of("model", "step-image-edit-2", "prompt", "变成一只英短猫"));
    assertThat(call.fileName()).isEqualTo("cat.png");
    assertThat(call.fileContentType()).isEqualTo("image/png");
    assertThat(call.fileSize()).isEqualTo(CAT.length);
    assertThat(call.fileSha256()).isEqualTo(sha256(CAT));
    assertThat(call.authorization()).isEqualTo("Bearer local-key");
    assertThat(call.status()).isEqualTo(200);
    assertThat(call.paid()).isTrue();
    assertThat(api.paid()).isEqualTo(1);
    assertThat(call.toString()).doesNotContain("local-key", "英短猫");
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer wrong", "local-key", "Basic local-key"})
  void refusesAMissingOrWrongKey(String authorization) throws Exception {
    assertRefused(
        EditCall.to(api, CAT).authorization(authorization), 401, "invalid_api_key", "key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1",
        "/images/edits",
        "/v1/images/edits/",
        "/v1/images",
        "/step_plan/v1/images/image2image",
        "/v2/images/edits",
        "/results/none.png"
      })
  void answers404ElsewhereAndCountsNoCall(String path) throws Exception {
    assertRefused(EditCall.at(api.baseUrl().resolve(path)).prompt(), 404, "not_found");
    assertThat(api.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
  void answers405ToOtherMethods(String method) throws Exception {
    assertRefused(EditCall.to(api, CAT).method(method), 405, "method_not_allowed");
    assertThat(api.calls()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json", "application/x-www-form-urlencoded", "multipart/mixed"})
  void answers415ToOtherContentTypes(String contentType) throws Exception {
    assertRefused(EditCall.to(api, CAT).contentType(contentType), 415, "unsupported_media_type");
  }

  @Test
  void refusesAMultipartWithoutBoundary() throws Exception {
    assertBadParameter(
        EditCall.to(api, CAT).contentType("multipart/form-data"), "multipart/form-data");
  }

  @Test
  void refusesAMultipartThatEndsEarly() throws Exception {
    Answer answer = EditCall.to(api, CAT).sendAsItIs(Duration.ofMinutes(2));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.type()).isEqualTo("request_params_invalid");
  }

  @Test
  void answers413ToMoreThan100Megabytes() throws Exception {
    assertRefused(
        EditCall.to(api, new byte[100 * 1024 * 1024]), 413, "request_too_large", "100 MB");
  }

  @Test
  void requiresModelImageAndPrompt() throws Exception {
    assertBadParameter(EditCall.empty(api).image(CAT).prompt(), "model is required");
    assertBadParameter(EditCall.empty(api).model().prompt(), "image is required");
    assertBadParameter(EditCall.empty(api).model().image(CAT), "prompt is required");
    assertBadParameter(EditCall.empty(api), "model");
    assertBadParameter(EditCall.to(api, new byte[0]), "image is required");
    assertBadParameter(
        EditCall.empty(api).model().image(CAT).field("prompt", ""), "prompt is required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"step-2x-large", "step-image-edit", "STEP-IMAGE-EDIT-2", "dall-e-2"})
  void knowsOneModelOnly(String model) throws Exception {
    assertRefused(
        EditCall.empty(api).field("model", model).image(CAT).prompt(),
        400,
        "model_not_found",
        model,
        "not found");
  }

  @Test
  void takesOneImageOnly() throws Exception {
    assertBadParameter(EditCall.to(api, CAT).image(CAT), "one image");
    assertBadParameter(
        EditCall.empty(api).model().prompt().file("image[]", "a.png", "image/png", CAT), "image[]");
  }

  @Test
  void takesTheImageAsBase64Too() throws Exception {
    String base64 = Base64.getEncoder().encodeToString(CAT);

    Answer plain = EditCall.empty(api).model().field("image", base64).prompt().send();
    Answer prefixed =
        EditCall.empty(api)
            .model()
            .field("image", "data:image/png;base64," + base64)
            .prompt()
            .send();

    assertThat(plain.status()).isEqualTo(200);
    assertThat(prefixed.status()).isEqualTo(200);
    assertThat(api.calls().get(0).fields()).containsOnlyKeys("model", "prompt");
    api.reset();
    assertBadParameter(EditCall.empty(api).model().field("image", "cat.png!").prompt(), "image");
  }

  static Stream<byte[]> notPictures() {
    byte[] halfPng = Arrays.copyOf(CAT, 40);
    byte[] emptyRiff = "RIFF0000WEBPVP8 ".getBytes(StandardCharsets.US_ASCII);
    return Stream.of(
        "just text".getBytes(StandardCharsets.UTF_8),
        Pictures.gif(),
        halfPng,
        emptyRiff,
        new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 0},
        new byte[] {'P'});
  }

  @ParameterizedTest
  @MethodSource("notPictures")
  void refusesWhatIsNoPictureWhateverItIsCalled(byte[] bytes) throws Exception {
    assertBadParameter(EditCall.to(api, bytes), "image", "decoded");
  }

  @Test
  void limitsThePictureTo4096x4096() throws Exception {
    assertThat(EditCall.to(api, Pictures.plainPng(4096, 32)).send().status()).isEqualTo(200);
    assertThat(EditCall.to(api, Pictures.plainPng(32, 4096)).send().status()).isEqualTo(200);
    api.reset();
    assertBadParameter(EditCall.to(api, Pictures.plainPng(4097, 32)), "4096x4096");
    assertBadParameter(EditCall.to(api, Pictures.plainPng(32, 4097)), "4096x4096");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "猫", "\uD83D\uDC31"})
  void limitsPromptsTo512Characters(String character) throws Exception {
    EditCall most = EditCall.empty(api).model().image(CAT);
    assertThat(most.field("prompt", character.repeat(512)).send().status()).isEqualTo(200);
    EditCall mostNegative = EditCall.to(api, CAT).field("negative_prompt", character.repeat(512));
    assertThat(mostNegative.send().status()).isEqualTo(200);
    api.reset();

    EditCall more = EditCall.empty(api).model().image(CAT).field("prompt", character.repeat(513));
    assertBadParameter(more, "prompt", "512");
    assertBadParameter(
        EditCall.to(api, CAT).field("negative_prompt", character.repeat(513)),
        "negative_prompt",
        "512");
  }

  @Test
  void requiresUtf8() throws Exception {
    byte[] latin1 = "café".getBytes(StandardCharsets.ISO_8859_1);

    assertBadParameter(
        EditCall.empty(api).model().image(CAT).rawField("prompt", latin1), "prompt", "UTF-8");
  }

  @ParameterizedTest
  @CsvSource({
    "seed,0",
    "seed,2147483647",
    "steps,1",
    "steps,50",
    "cfg_scale,1.0",
    "cfg_scale,1",
    "cfg_scale,10.0",
    "cfg_scale,10",
    "cfg_scale,7.25",
    "text_mode,true",
    "text_mode,false",
    "response_format,url",
    "response_format,b64_json",
    "size,1024x1024",
    "size,whatever",
    "negative_prompt,''",
    "negative_prompt,模糊"
  })
  void takesEveryDocumentedValue(String field, String value) throws Exception {
    Answer answer = EditCall.to(api, CAT).field(field, value).send();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(api.calls().get(0).fields()).containsEntry(field, value);
  }

  @ParameterizedTest
  @CsvSource({
    "seed,-1",
    "seed,2147483648",
    "seed,1.0",
    "seed,abc",
    "seed,''",
    "seed,' 1'",
    "seed,+1",
    "seed,99999999999999999999",
    "seed,01",
    "seed,1e3",
    "steps,0",
    "steps,51",
    "steps,8.0",
    "steps,-8",
    "steps,eight",
    "steps,''",
    "cfg_scale,0.9",
    "cfg_scale,0.999999",
    "cfg_scale,10.1",
    "cfg_scale,10.000001",
    "cfg_scale,-1.0",
    "cfg_scale,NaN",
    "cfg_scale,Infinity",
    "cfg_scale,'1,5'",
    "cfg_scale,''",
    "cfg_scale,1.",
    "cfg_scale,1f",
    "text_mode,1",
    "text_mode,yes",
    "text_mode,True",
    "text_mode,''",
    "response_format,png",
    "response_format,URL",
    "response_format,''"
  })
  void refusesEveryOtherValueAndNamesTheField(String field, String value) throws Exception {
    assertBadParameter(EditCall.to(api, CAT).field(field, value), field + " must be");
  }

  @ParameterizedTest
  @ValueSource(strings = {"n", "mask", "quality", "user", "Model", "output_format", "strength"})
  void refusesUnknownFieldsAndNamesThem(String field) throws Exception {
    assertBadParameter(EditCall.to(api, CAT).field(field, "1"), field, "not known");
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "prompt", "seed", "negative_prompt"})
  void refusesFieldsThatAreSentTwice(String field) throws Exception {
    EditCall twice = EditCall.empty(api).image(CAT);
    if (!field.equals("model")) {
      twice.model();
    }
    if (!field.equals("prompt")) {
      twice.prompt();
    }
    String value = field.equals("model") ? "step-image-edit-2" : "1";

    assertBadParameter(twice.field(field, value).field(field, value), field, "once");
  }

  @Test
  void refusesATextFieldSentAsFile() throws Exception {
    byte[] text = "猫".getBytes(StandardCharsets.UTF_8);

    assertBadParameter(
        EditCall.empty(api).model().image(CAT).file("prompt", "p.txt", "text/plain", text),
        "prompt",
        "text");
  }

  @Test
  void choosesASeedWithinRangeWhereNoneIsSent() throws Exception {
    JsonNode one = EditCall.to(api, CAT).send().json().at("/data/0/seed");
    JsonNode other = EditCall.to(api, CAT).send().json().at("/data/0/seed");

    assertThat(one.isInt()).isTrue();
    assertThat(one.asInt()).isNotNegative().isNotEqualTo(other.asInt());
  }
}
