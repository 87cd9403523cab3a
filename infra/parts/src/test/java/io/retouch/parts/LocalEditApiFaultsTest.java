package io.retouch.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.retouch.parts.EditCall.Answer;
import io.retouch.parts.LocalEditApi.Call;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalEditApiFaultsTest {
  private static final byte[] CAT = Pictures.png(32, 24);

  private final LocalEditApi api = LocalEditApi.builder().start();

  @AfterEach
  void stop() {
    api.close();
  }

  private Answer call() throws Exception {
    return EditCall.to(api, CAT).send();
  }

  private void assertCalls(int status, boolean paid) {
    assertThat(api.calls())
        .extracting(Call::status, Call::paid)
        .containsExactly(tuple(status, paid));
    assertThat(api.paid()).isEqualTo(paid ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({
    "500,server_error",
    "503,server_error",
    "451,censorship_blocked",
    "402,insufficient_balance",
    "401,invalid_api_key",
    "429,rate_limited",
    "422,request_refused"
  })
  void answersStatusesWithTheEnvelopeAndWithoutPay(String text, String type) throws Exception {
    api.plan(Fault.parse(text));

    Answer answer = call();

    assertThat(answer.status()).isEqualTo(Integer.parseInt(text));
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.type()).isEqualTo(type);
    assertThat(answer.message()).isNotEmpty();
    assertCalls(answer.status(), false);
  }

  @Test
  void tellsWhenToRetry() throws Exception {
    api.plan(Fault.rateLimited(Duration.ofSeconds(2)), Fault.rateLimited());

    assertThat(call().header("Retry-After")).isEqualTo("2");
    assertThat(call().response().headers().firstValue("Retry-After")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 500, 502, 503, 504})
  void answersBareStatusesWithoutEnvelope(int status) throws Exception {
    api.plan(Fault.bareStatus(status));

    Answer answer = call();

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("text/html");
    assertThat(new String(answer.response().body(), StandardCharsets.UTF_8)).contains("<html>");
    assertCalls(status, false);
  }

  @Test
  void paysForWhatTheFilterBlocks() throws Exception {
    api.plan(Fault.contentFiltered());

    Answer answer = call();

    assertThat(answer.status()).isEqualTo(200);
    JsonNode image = answer.json().at("/data/0");
    assertThat(image.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("finish_reason", "seed");
    assertThat(image.get("finish_reason").asText()).isEqualTo("content_filtered");
    assertCalls(200, true);
  }

  @Test
  void dropsTheConnectionBeforeTheWork() {
    api.plan(Fault.dropBeforeWork());

    assertThatThrownBy(this::call).isInstanceOf(IOException.class);
    assertCalls(0, false);
  }

  @Test
  void dropsTheConnectionAfterTheWork() {
    api.plan(Fault.dropAfterWork());

    assertThatThrownBy(this::call).isInstanceOf(IOException.class);
    assertCalls(0, true);
  }

  @Test
  void servesTheNextCallAfterADrop() throws Exception {
    api.plan(Fault.dropBeforeWork());
    assertThatThrownBy(this::call).isInstanceOf(IOException.class);

    assertThat(call().status()).isEqualTo(200);
  }

  @Test
  void endsATruncatedAnswerHalfWay() {
    api.plan(Fault.truncatedAnswer());

    assertThatThrownBy(this::call)
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(HttpTimeoutException.class);
    assertCalls(200, true);
  }

  @Test
  void answersGarbageAsJson() throws Exception {
    api.plan(Fault.garbage());

    Answer answer = call();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThatThrownBy(answer::json).hasMessageContaining("end-of-input");
    assertCalls(200, true);
  }

  @Test
  void answersWithoutData() throws Exception {
    api.plan(Fault.emptyData());

    assertThat(call().json().get("data").isArray()).isTrue();
    api.plan(Fault.emptyData());
    assertThat(call().json().get("data")).isEmpty();
    assertThat(api.paid()).isEqualTo(2);
  }

  @Test
  void answersWithTextInsteadOfAPicture() throws Exception {
    api.plan(Fault.noImage(), Fault.noImage());

    Answer linked = call();
    Answer encoded = EditCall.to(api, CAT).field("response_format", "b64_json").send();

    Answer picture = EditCall.get(linked.json().at("/data/0/url").asText());
    assertThat(picture.status()).isEqualTo(200);
    assertThat(Pictures.isPicture(picture.response().body())).isFalse();
    byte[] bytes = Base64.getDecoder().decode(encoded.json().at("/data/0/b64_json").asText());
    assertThat(Pictures.isPicture(bytes)).isFalse();
    assertThat(api.paid()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 500})
  void breaksTheLinkOnly(int status) throws Exception {
    api.plan(Fault.resultLinkStatus(status));

    Answer answer = call();

    assertThat(answer.status()).isEqualTo(200);
    String link = answer.json().at("/data/0/url").asText();
    assertThat(EditCall.get(link).status()).isEqualTo(status);
    assertCalls(200, true);
  }

  @Test
  void answersExactlyAsPlanned() throws Exception {
    api.plan(
        Fault.answer(200, Map.of("X-Request-Id", "7", "Content-Type", "text/plain"), "hello"),
        Fault.answer(418, Map.of(), ""));

    Answer first = call();
    Answer second = call();

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.header("X-Request-Id")).isEqualTo("7");
    assertThat(first.header("Content-Type")).isEqualTo("text/plain");
    assertThat(first.response().body()).asString(StandardCharsets.UTF_8).isEqualTo("hello");
    assertThat(second.status()).isEqualTo(418);
    assertThat(second.response().body()).isEmpty();
    assertThat(api.calls()).extracting(Call::paid).containsExactly(true, false);
  }

  @Test
  void answersLater() throws Exception {
    Duration latency = Duration.ofMillis(300);
    api.plan(Fault.latency(latency), Fault.latency(latency).then(Fault.serverError(500)));

    long start = System.nanoTime();
    assertThat(call().status()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(latency);

    start = System.nanoTime();
    assertThat(call().status()).isEqualTo(500);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(latency);
  }

  @Test
  void hangsUntilTheCallerGivesUp() throws Exception {
    api.plan(Fault.hang());

    assertThatThrownBy(() -> EditCall.to(api, CAT).send(Duration.ofSeconds(2)))
        .isInstanceOf(HttpTimeoutException.class);
    Await.until("the call has arrived", () -> !api.calls().isEmpty());
    assertCalls(0, false);
  }

  @Test
  void dropsHangingCallsWhenClosed() throws Exception {
    api.plan(Fault.hang());
    ExecutorService caller = Executors.newSingleThreadExecutor();
    try {
      Future<Answer> hanging = caller.submit(this::call);
      Await.until(
          "the call was read", () -> api.calls().stream().anyMatch(call -> call.fileSize() > 0));

      api.close();

      assertThatThrownBy(hanging::get).hasCauseInstanceOf(IOException.class);
    } finally {
      caller.shutdownNow();
    }
  }

  @Test
  void spendsQueuedFaultsFirstThenTheOneThatAlwaysApplies() throws Exception {
    api.planAlways(Fault.serverError(503)).plan(Fault.none(), Fault.serverError(500));

    assertThat(call().status()).isEqualTo(200);
    assertThat(call().status()).isEqualTo(500);
    assertThat(call().status()).isEqualTo(503);
    assertThat(call().status()).isEqualTo(503);
    api.reset();
    assertThat(api.calls()).isEmpty();
    assertThat(api.paid()).isZero();
    assertThat(call().status()).isEqualTo(200);
  }

  @Test
  void refusesABadRequestWhateverIsPlanned() throws Exception {
    api.plan(Fault.serverError(500));

    assertThat(EditCall.to(api, CAT).field("steps", "51").send().status()).isEqualTo(400);
    assertThat(call().status()).isEqualTo(200);
  }

  @Test
  void takesFaultsOverHttp() throws Exception {
    String faults = api.baseUrl().resolve("/faults").toString();

    Answer planned = EditCall.send("POST", faults, "# two\n429:3s\n\nalways bare:502\n");

    assertThat(planned.status()).isEqualTo(200);
    assertThat(call().header("Retry-After")).isEqualTo("3");
    assertThat(call().status()).isEqualTo(502);
    assertThat(EditCall.send("DELETE", faults, "").status()).isEqualTo(200);
    assertThat(call().status()).isEqualTo(200);
  }

  @Test
  void switchesNothingOnWhereALineCannotBeRead() throws Exception {
    String faults = api.baseUrl().resolve("/faults").toString();

    Answer answer = EditCall.send("POST", faults, "500\nalways 500\nnonsense\n");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.response().body()).asString(StandardCharsets.UTF_8).contains("nonsense");
    assertThat(call().status()).isEqualTo(200);
  }

  @Test
  void tellsItsCallsOverHttpWithoutTheKey() throws Exception {
    api.plan(Fault.none(), Fault.serverError(500));
    call();
    call();

    Answer answer = EditCall.get(api.baseUrl().resolve("/calls").toString());

    assertThat(answer.json().get("paid").asInt()).isEqualTo(1);
    assertThat(answer.json().get("calls")).hasSize(2);
    assertThat(answer.json().at("/calls/1/status").asInt()).isEqualTo(500);
    assertThat(answer.json().at("/calls/0/fields/prompt").asText()).isEqualTo("变成一只英短猫");
    assertThat(answer.response().body())
        .asString(StandardCharsets.UTF_8)
        .doesNotContain(api.apiKey());
  }

  @Test
  void servesTwentyCallsSideBySide() throws Exception {
    api.planAlways(Fault.latency(Duration.ofMillis(200)));
    ExecutorService callers = Executors.newFixedThreadPool(20);
    try {
      List<Callable<Answer>> calls =
          IntStream.range(0, 20)
              .<Callable<Answer>>mapToObj(
                  i -> () -> EditCall.to(api, CAT).field("seed", Integer.toString(i)).send())
              .toList();

      List<Future<Answer>> answers = callers.invokeAll(calls);

      for (int i = 0; i < 20; i++) {
        assertThat(answers.get(i).get().json().at("/data/0/seed").asInt()).isEqualTo(i);
      }
      assertThat(api.paid()).isEqualTo(20);
      assertThat(api.calls()).extracting(c -> c.fields().get("seed")).doesNotHaveDuplicates();
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void listensOnTheChosenPortAndSaysIfItIsTaken() {
    int taken = api.baseUrl().getPort();

    assertThatThrownBy(() -> LocalEditApi.builder().port(taken).start())
        .hasMessageContaining("port " + taken);
    assertThat(api.baseUrl()).hasToString("http://127.0.0.1:" + taken + "/v1");
  }

  @Test
  void letsTheChosenKeyInOnly() throws Exception {
    try (LocalEditApi other = LocalEditApi.builder().apiKey("another").start()) {
      assertThat(EditCall.to(other, CAT).send().status()).isEqualTo(401);
      assertThat(EditCall.to(other, CAT).authorization("Bearer another").send().status())
          .isEqualTo(200);
    }
  }
}
