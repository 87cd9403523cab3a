package io.retouch.parts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.retouch.parts.EditCall.Answer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code stepfun-image2image.md}, sentence by sentence; errors by {@code FACTS.md}. */
class ImageToImageContractTest extends JsonEndpointContract {
  private static final byte[] CAT = Pictures.png(32, 24);
  private static final int MOST_BYTES = 10 * 1024 * 1024;

  @Override
  JsonCall call() throws IOException {
    return example("image2image-step-2x-large")
        .text("source_url", JsonCall.dataUrl("image/png", CAT));
  }

  private JsonCall example(String name) throws IOException {
    return JsonCall.to(api.baseUrl(), "/images/image2image", name);
  }

  private JsonCall source(String mediaType, byte[] picture) throws IOException {
    return call().text("source_url", JsonCall.dataUrl(mediaType, picture));
  }

  @Test
  void takesTheFirstExampleAndAnswersInTheDocumentsShape() throws Exception {
    Answer answer =
        example("image2image-step-1x-medium")
            .text("source_url", JsonCall.dataUrl("image/jpeg", Pictures.jpeg(32, 24)))
            .send();

    assertThat(answer.status()).isEqualTo(200);
    JsonNode documented = JsonCall.fixture("image2image-answer");
    assertThat(answer.json().fieldNames())
        .toIterable()
        .containsExactlyElementsOf(documented::fieldNames);
    JsonNode image = answer.json().at("/data/0");
    assertThat(image.fieldNames())
        .toIterable()
        .containsExactlyElementsOf(documented.at("/data/0")::fieldNames);
    assertThat(image.get("finish_reason").asText()).isEqualTo("success");
    assertThat(image.get("seed").asInt()).isEqualTo(945758);
    BufferedImage picture =
        Pictures.decode(Base64.getDecoder().decode(image.get("b64_json").asText()));
    assertThat(picture.getWidth()).isEqualTo(1024);
    assertThat(picture.getHeight()).isEqualTo(1024);
  }

  @Test
  void takesTheSecondExampleAndFetchesItsLink() throws Exception {
    try (PictureServer server = new PictureServer(CAT)) {
      Answer answer =
          example("image2image-step-2x-large").text("source_url", server.link("right")).send();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(server.served()).isEqualTo(1);
      assertThat(answer.json().at("/data/0/url").asText())
          .startsWith("http://127.0.0.1:" + api.baseUrl().getPort() + "/results/");
      assertThat(api.calls().get(0).fields()).containsEntry("source_url", server.link("right"));
      assertThat(api.calls().get(0).fileSize()).isZero();
    }
  }

  @Test
  void refusesALinkThatCannotBeFetchedAndDoesNotQuoteIt() throws Exception {
    try (PictureServer server = new PictureServer(CAT)) {
      Answer answer = call().text("source_url", server.link("wrong")).send();

      assertRefused(answer, 400, "request_params_invalid", "source_url", "403");
      assertThat(answer.message()).doesNotContain("wrong");
    }
  }

  @Test
  void limitsLinkedPicturesAsInlinedOnes() throws Exception {
    try (PictureServer most = new PictureServer(Arrays.copyOf(CAT, MOST_BYTES));
        PictureServer more = new PictureServer(Arrays.copyOf(CAT, MOST_BYTES + 1))) {
      assertThat(call().text("source_url", most.link("right")).send().status()).isEqualTo(200);
      api.reset();
      assertBadParameter(call().text("source_url", more.link("right")), "source_url", "10485760");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cat.png",
        "ftp://example.com/a.png",
        "//example.com/a.png",
        "http:///a b",
        "data:image/png;base64,",
        "data:image/png;base64,AAA",
        "data:image/png;base64,A=AA",
        "data:image/png;base64,AA==AAAA",
        "data:image/png;base64,AA-_",
        "data:image/png;base64,AAA猫",
        "data:image/png,AAAA",
        "data:text/plain;base64,AAAA",
        "data:;base64,AAAA",
        "AAAA"
      })
  void refusesEveryOtherSource(String source) throws Exception {
    assertBadParameter(call().text("source_url", source), "source_url");
  }

  @Test
  void takesPngAndJpegOnly() throws Exception {
    assertThat(source("image/jpeg", Pictures.jpeg(32, 24)).send().status()).isEqualTo(200);
    api.reset();
    assertBadParameter(source("image/webp", Pictures.WEBP_LOSSY), "source_url", "JPEG, PNG");
    assertBadParameter(source("image/gif", Pictures.gif()), "source_url", "JPEG, PNG");
    assertBadParameter(source("image/jpeg", CAT), "image/jpeg", "image/png");
    assertBadParameter(source("image/png", Arrays.copyOf(CAT, 40)), "source_url", "decoded");
  }

  @Test
  void limitsThePictureTo10Megabytes() throws Exception {
    byte[] most = Arrays.copyOf(CAT, MOST_BYTES);
    assertThat(source("image/png", most).send().status()).isEqualTo(200);
    assertThat(api.calls().get(0).fileSize()).isEqualTo(MOST_BYTES);
    api.reset();
    assertBadParameter(
        source("image/png", Arrays.copyOf(CAT, MOST_BYTES + 1)), "source_url", "10485760");
  }

  @Test
  void limitsThePictureTo2048x2048() throws Exception {
    assertThat(source("image/png", Pictures.plainPng(2048, 8)).send().status()).isEqualTo(200);
    assertThat(source("image/png", Pictures.plainPng(8, 2048)).send().status()).isEqualTo(200);
    api.reset();
    assertBadParameter(source("image/png", Pictures.plainPng(2049, 8)), "2048x2048");
    assertBadParameter(source("image/png", Pictures.plainPng(8, 2049)), "2048x2048");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "猫", "\uD83D\uDC31"})
  void limitsPromptsTo1024Characters(String character) throws Exception {
    assertThat(call().text("prompt", character.repeat(1024)).send().status()).isEqualTo(200);
    api.reset();
    assertBadParameter(call().text("prompt", character.repeat(1025)), "prompt", "1024");
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "prompt", "source_url", "source_weight"})
  void requiresFourFields(String field) throws Exception {
    assertBadParameter(call().without(field), field + " is required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"size", "seed", "steps", "cfg_scale", "response_format"})
  void requiresNothingElse(String field) throws Exception {
    assertThat(call().without(field).send().status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"step-image-edit-2", "step-1x-edit", "STEP-2X-LARGE"})
  void knowsTwoModels(String model) throws Exception {
    assertThat(call().text("model", "step-1x-medium").send().status()).isEqualTo(200);
    api.reset();
    assertRefused(call().text("model", model), 400, "model_not_found", model);
  }

  @ParameterizedTest
  @CsvSource({
    "source_weight,0.000001",
    "source_weight,1",
    "source_weight,1.0",
    "n,1",
    "seed,0",
    "seed,2147483647",
    "steps,1",
    "steps,100",
    "cfg_scale,1",
    "cfg_scale,7.5",
    "cfg_scale,10.0"
  })
  void takesEveryDocumentedNumber(String field, String value) throws Exception {
    assertThat(call().json(field, value).send().status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "source_weight,0",
    "source_weight,0.0",
    "source_weight,-0.1",
    "source_weight,1.000001",
    "source_weight,true",
    "source_weight,null",
    "n,0",
    "n,2",
    "n,1.0",
    "seed,-1",
    "seed,2147483648",
    "seed,1.5",
    "seed,99999999999999999999",
    "steps,0",
    "steps,101",
    "steps,50.0",
    "steps,5e1",
    "steps,true",
    "steps,null",
    "cfg_scale,0.9",
    "cfg_scale,10.000001",
    "cfg_scale,[6]",
    "model,7",
    "prompt,[]",
    "prompt,null",
    "size,1024",
    "source_url,7",
    "response_format,null"
  })
  void refusesEveryOtherNumberAndType(String field, String value) throws Exception {
    assertBadParameter(call().json(field, value), field + " must be");
  }

  @ParameterizedTest
  @ValueSource(strings = {"source_weight", "n", "seed", "steps", "cfg_scale"})
  void refusesNumbersInStrings(String field) throws Exception {
    assertBadParameter(call().text(field, "1"), field + " must be");
  }

  @ParameterizedTest
  @CsvSource({
    "256x256,256,256",
    "512x512,512,512",
    "768x768,768,768",
    "1024x1024,1024,1024",
    "1280x800,1280,800",
    "800x1280,800,1280"
  })
  void makesEveryDocumentedSize(String size, int width, int height) throws Exception {
    Answer answer = call().text("size", size).text("response_format", "b64_json").send();

    String base64 = answer.json().at("/data/0/b64_json").asText();
    BufferedImage picture = Pictures.decode(Base64.getDecoder().decode(base64));
    assertThat(picture.getWidth()).isEqualTo(width);
    assertThat(picture.getHeight()).isEqualTo(height);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1024", "1024X1024", "1280x1280", "1360x768", "auto"})
  void refusesEveryOtherSize(String size) throws Exception {
    assertBadParameter(call().text("size", size), "size must be");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "URL", "png"})
  void refusesEveryOtherFormat(String format) throws Exception {
    assertBadParameter(call().text("response_format", format), "response_format must be");
  }

  @ParameterizedTest
  @ValueSource(strings = {"image", "negative_prompt", "text_mode", "user", "Model"})
  void refusesUnknownFieldsAndNamesThem(String field) throws Exception {
    assertBadParameter(call().text(field, "1"), field, "not known");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0"})
  void choosesASeedWhereNoneOrZeroIsSent(String seed) throws Exception {
    JsonCall call = call();
    if (!seed.isEmpty()) {
      call.json("seed", seed);
    }

    JsonNode one = call.send().json().at("/data/0/seed");
    JsonNode other = call.send().json().at("/data/0/seed");

    assertThat(one.isInt()).isTrue();
    assertThat(one.asInt()).isNotNegative().isNotEqualTo(other.asInt());
  }

  @Test
  void recordsWhatArrived() throws Exception {
    call().send();

    LocalEditApi.Call recorded = api.calls().get(0);
    assertThat(recorded.path()).isEqualTo("/v1/images/image2image");
    assertThat(recorded.fields())
        .containsEntry("prompt", "换成宫崎骏风格")
        .containsEntry("source_weight", "0.5")
        .containsEntry("steps", "50")
        .doesNotContainKey("source_url");
    assertThat(recorded.fileContentType()).isEqualTo("image/png");
    assertThat(recorded.fileSize()).isEqualTo(CAT.length);
    assertThat(recorded.fileSha256()).hasSize(64);
    assertThat(recorded.headers()).containsEntry("content-type", "application/json");
    assertThat(recorded.headers()).doesNotContainKey("authorization");
    assertThat(recorded.paid()).isTrue();
  }
}
