package io.retouch.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retouch.parts.EditCall.Answer;
import io.retouch.parts.LocalEditApi.Call;
import io.retouch.parts.endpoint.AnswerFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all APIs of one server have in common: faults, the record, the links. */
class LocalEditApisTest {
  private static final byte[] CAT = Pictures.png(32, 24);

  private final LocalEditApi api = LocalEditApi.builder().start();

  @AfterEach
  void stop() {
    api.close();
  }

  /** A good call of each endpoint. */
  private enum Door {
    EDITS,
    IMAGE_TO_IMAGE,
    GENERATIONS,
    MODELVERSE,
    OPENAI;

    Answer call(LocalEditApi api) throws IOException, InterruptedException {
      String picture = JsonCall.dataUrl("image/png", CAT);
      return switch (this) {
        case EDITS -> EditCall.to(api, CAT).send();
        case IMAGE_TO_IMAGE ->
            JsonCall.to(api.baseUrl(), "/images/image2image", "image2image-step-2x-large")
                .text("source_url", picture)
                .text("size", "256x256")
                .send();
        case GENERATIONS -> JsonCall.to(api.baseUrl(), "/images/generations", "generations").send();
        case MODELVERSE ->
            JsonCall.to(api.baseUrl(Api.MODELVERSE), "/images/generations", "modelverse")
                .text("image", picture)
                .send();
        case OPENAI ->
            EditCall.at(api.baseUrl(Api.OPENAI).resolve("/openai/v1/images/edits"))
                .image(CAT)
                .prompt()
                .send();
      };
    }
  }

  @Test
  void givesEveryApiABaseUrlOfItsOwn() {
    String root = "http://127.0.0.1:" + api.baseUrl().getPort();

    assertThat(api.baseUrls()).containsOnlyKeys(Api.values());
    assertThat(api.baseUrls().values())
        .extracting(Object::toString)
        .containsExactly(
            root + "/v1", root + "/step_plan/v1", root + "/modelverse/v1", root + "/openai/v1");
    assertThat(api.baseUrl()).isEqualTo(api.baseUrl(Api.STEPFUN));
  }

  @Test
  void keepsOneRecordAndOnePlan() throws Exception {
    api.plan(Fault.none(), Fault.none(), Fault.serverError(503));

    for (Door door : Door.values()) {
      door.call(api);
    }

    assertThat(api.calls())
        .extracting(Call::path)
        .containsExactly(
            "/v1/images/edits",
            "/v1/images/image2image",
            "/v1/images/generations",
            "/modelverse/v1/images/generations",
            "/openai/v1/images/edits");
    assertThat(api.calls()).extracting(Call::status).containsExactly(200, 200, 503, 200, 200);
    assertThat(api.paid()).isEqualTo(4);
    assertThat(EditCall.get(api.baseUrl().resolve("/calls").toString()).json().get("paid").asInt())
        .isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource
  void dropsConnectionsBeforeAndAfterTheWork(Door door) {
    api.plan(Fault.dropBeforeWork(), Fault.dropAfterWork(), Fault.truncatedAnswer());

    for (int paid = 0; paid < 3; paid++) {
      assertThatThrownBy(() -> door.call(api)).isInstanceOf(IOException.class);
      assertThat(api.paid()).isEqualTo(paid);
    }
  }

  @ParameterizedTest
  @EnumSource
  void answersWithoutAPictureThoughPaid(Door door) throws Exception {
    api.plan(Fault.emptyData(), Fault.garbage(), Fault.contentFiltered());

    assertThat(door.call(api).json().get("data")).isEmpty();
    Answer garbage = door.call(api);
    assertThatThrownBy(garbage::json).hasMessageContaining("end-of-input");
    Answer filtered = door.call(api);
    assertThat(filtered.json().at("/data/0").has("url")).isFalse();
    assertThat(filtered.json().at("/data/0").has("b64_json")).isFalse();
    assertThat(api.paid()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void failsWithAnEnvelopeOrWithout(Door door) throws Exception {
    api.plan(
        Fault.rateLimited(Duration.ofSeconds(2)),
        Fault.bareStatus(502),
        Fault.answer(418, Map.of(), "tea"));

    Answer limited = door.call(api);
    assertThat(limited.status()).isEqualTo(429);
    assertThat(limited.header("Retry-After")).isEqualTo("2");
    assertThat(limited.message()).isNotEmpty();
    assertThat(door.call(api).header("Content-Type")).isEqualTo("text/html");
    assertThat(door.call(api).response().body()).asString(StandardCharsets.UTF_8).isEqualTo("tea");
    assertThat(api.paid()).isZero();
  }

  @Test
  void breaksLinksOfEveryApi() throws Exception {
    api.planAlways(Fault.resultLinkStatus(403));

    for (Door door : List.of(Door.EDITS, Door.IMAGE_TO_IMAGE, Door.MODELVERSE)) {
      String link = door.call(api).json().at("/data/0/url").asText();
      assertThat(EditCall.get(link).status()).isEqualTo(403);
    }
  }

  @Test
  void servesManyLargePicturesSideBySide() throws Exception {
    String picture = JsonCall.dataUrl("image/png", Arrays.copyOf(CAT, 8_000_000));
    ExecutorService callers = Executors.newFixedThreadPool(6);
    try {
      Callable<Answer> call =
          () ->
              JsonCall.to(api.baseUrl(Api.MODELVERSE), "/images/generations", "modelverse")
                  .text("image", picture)
                  .send();

      for (Future<Answer> answer : callers.invokeAll(Collections.nCopies(6, call))) {
        assertThat(status(answer)).isEqualTo(200);
      }
      assertThat(api.paid()).isEqualTo(6);
    } finally {
      callers.shutdownNow();
    }
  }

  private static int status(Future<Answer> answer) throws InterruptedException, ExecutionException {
    return answer.get().status();
  }

  @ParameterizedTest
  @EnumSource(
      value = Api.class,
      names = {"STEPFUN", "STEPFUN_STEP_PLAN"})
  void leavesNothingOpenForStepFun(Api stepFun) {
    assertThatThrownBy(() -> LocalEditApi.builder().alsoTakes(stepFun, "n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MODELVERSE");
    assertThatThrownBy(() -> LocalEditApi.builder().answers(stepFun, AnswerFormat.B64_JSON))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/modelverse/v1", "/openai/v1/", "/openai/v1/images", "/step_plan"})
  void servesNothingElse(String path) throws Exception {
    assertThat(EditCall.get(api.baseUrl().resolve(path).toString()).status()).isEqualTo(404);
    assertThat(api.calls()).isEmpty();
  }
}
