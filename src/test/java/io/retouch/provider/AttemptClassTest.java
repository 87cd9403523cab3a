package io.retouch.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.retouch.edit.AttemptException;
import io.retouch.edit.ImageEditor.Call;
import io.retouch.edit.MisconfiguredException;
import io.retouch.edit.NotRunException;
import io.retouch.edit.RefusedException;
import io.retouch.edit.UnknownOutcomeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of StepFun's error table: its class, its code, and one call. */
class AttemptClassTest {
  private static final Class<? extends AttemptException> REFUSED = RefusedException.class;
  private static final Class<? extends AttemptException> MISCONFIGURED =
      MisconfiguredException.class;
  private static final Class<? extends AttemptException> NOT_RUN = NotRunException.class;
  private static final Class<? extends AttemptException> UNKNOWN = UnknownOutcomeException.class;

  private final Path directory;

  AttemptClassTest(@TempDir Path directory) {
    this.directory = directory;
  }

  static Stream<Arguments> rows() {
    return Stream.of(
        Arguments.of(
            400, error("steps out of range", "request_params_invalid"), REFUSED, "invalid_request"),
        Arguments.of(400, "not json", REFUSED, "invalid_request"),
        Arguments.of(400, "", REFUSED, "invalid_request"),
        Arguments.of(
            400, error("the Model is retired", "invalid"), MISCONFIGURED, "model_or_account"),
        Arguments.of(400, error("no", "permission_denied"), MISCONFIGURED, "model_or_account"),
        Arguments.of(
            400, error("your account is closed", "invalid"), MISCONFIGURED, "model_or_account"),
        Arguments.of(400, error("模型不存在", "invalid"), MISCONFIGURED, "model_or_account"),
        Arguments.of(
            400,
            "{\"error\":{\"message\":\"no\",\"type\":\"a\",\"code\":\"model_not_found\"}}",
            MISCONFIGURED,
            "model_or_account"),
        Arguments.of(400, "{\"detail\":\"unknown model\"}", MISCONFIGURED, "model_or_account"),
        Arguments.of(
            400, error("model output blocked", "censorship_blocked"), REFUSED, "moderation"),
        Arguments.of(
            401, error("Incorrect API key", "invalid_api_key"), MISCONFIGURED, "unauthorised"),
        Arguments.of(402, error("no balance", "quota"), MISCONFIGURED, "payment_required"),
        Arguments.of(403, error("no", "forbidden"), MISCONFIGURED, "forbidden"),
        Arguments.of(404, "<html>404</html>", MISCONFIGURED, "not_found"),
        Arguments.of(405, "", MISCONFIGURED, "method_not_allowed"),
        Arguments.of(408, error("slow", "timeout"), UNKNOWN, "upstream_timeout"),
        Arguments.of(409, error("conflict", "conflict"), MISCONFIGURED, "unexpected_status"),
        Arguments.of(413, "", REFUSED, "too_large"),
        Arguments.of(415, error("bad image", "invalid"), REFUSED, "unsupported_image"),
        Arguments.of(418, "", MISCONFIGURED, "unexpected_status"),
        Arguments.of(422, error("unprocessable", "invalid"), REFUSED, "invalid_request"),
        Arguments.of(429, error("too many", "rate_limit"), NOT_RUN, "rate_limited"),
        Arguments.of(429, "", NOT_RUN, "rate_limited"),
        Arguments.of(451, error("blocked", "censorship_blocked"), REFUSED, "moderation"),
        Arguments.of(499, "", MISCONFIGURED, "unexpected_status"),
        Arguments.of(500, error("oops", "server_error"), NOT_RUN, "server_error"),
        Arguments.of(503, error("overloaded", "engine_overloaded"), NOT_RUN, "server_error"),
        Arguments.of(500, "", UNKNOWN, "server_failure"),
        Arguments.of(500, "<html>500</html>", UNKNOWN, "server_failure"),
        Arguments.of(500, "{\"error\":\"oops\"}", UNKNOWN, "server_failure"),
        Arguments.of(500, "{\"error\":{\"message\":\"oops\"}}", UNKNOWN, "server_failure"),
        Arguments.of(500, "{\"error\":{\"type\":\"oops\"}}", UNKNOWN, "server_failure"),
        Arguments.of(
            500, "{\"error\":{\"message\":\"oops\",\"type\":null}}", UNKNOWN, "server_failure"),
        Arguments.of(500, "[" + error("oops", "server_error") + "]", UNKNOWN, "server_failure"),
        Arguments.of(500, error("oops", "server_error") + "{}", UNKNOWN, "server_failure"),
        Arguments.of(
            503, error("oops", "server_error").replace("}}", "}"), UNKNOWN, "server_failure"),
        Arguments.of(503, "", UNKNOWN, "server_failure"),
        Arguments.of(501, error("no", "server_error"), UNKNOWN, "server_failure"),
        Arguments.of(502, error("no", "server_error"), UNKNOWN, "server_failure"),
        Arguments.of(504, error("no", "server_error"), UNKNOWN, "upstream_timeout"),
        Arguments.of(599, "", UNKNOWN, "server_failure"),
        Arguments.of(600, "", UNKNOWN, "server_failure"),
        Arguments.of(304, "", MISCONFIGURED, "redirected"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("rows")
  void putsEveryStatusIntoItsClassWithOneCall(
      int status, String body, Class<? extends AttemptException> type, String code)
      throws IOException {
    try (ScriptedServer server = ScriptedServer.answering(ScriptedServer.json(status, body))) {
      AttemptException e = attempt(server);

      assertThat(e).isInstanceOf(type);
      assertThat(e.code()).isEqualTo(code);
      assertThat(e).hasMessageContaining("" + status);
      assertThat(server.requests()).hasSize(1);
      assertThat(Calls.call(directory, server.uri("/v1")).result()).doesNotExist();
    }
  }

  @ParameterizedTest
  @CsvSource({"301", "302", "303", "307", "308"})
  void doesNotFollowRedirectsOfACall(int status) throws IOException {
    try (ScriptedServer other = ScriptedServer.answering(ScriptedServer.json(200, "{}"));
        ScriptedServer server =
            ScriptedServer.answering(
                ScriptedServer.answer(status, "Location: " + other.uri("/v1") + "\r\n", ""))) {
      AttemptException e = attempt(server);

      assertThat(e).isInstanceOf(MisconfiguredException.class);
      assertThat(server.requests()).hasSize(1);
      assertThat(other.connections()).isZero();
    }
  }

  @Test
  void doesNotAnswerAChallenge() throws IOException {
    String challenge = "WWW-Authenticate: Basic realm=a\r\nConnection: keep-alive\r\n";
    try (ScriptedServer server =
        ScriptedServer.answering(ScriptedServer.answer(401, challenge, ""))) {
      assertThat(attempt(server)).isInstanceOf(MisconfiguredException.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "429|Retry-After: 7|PT7S",
        "503|Retry-After: 0|PT0S",
        "429|Retry-After: Fri, 20 Nov 2026 12:00:30 GMT|PT30S",
        "429|Retry-After: Fri, 20 Nov 2026 11:59:59 GMT|",
        "429|Retry-After: -1|",
        "429|Retry-After: soon|",
        "429|Retry-After: 999999999999999999999|",
        "429|Retry-After: 86401|PT24H",
        "429|retry-after-ms: 1500|PT1.5S",
        "500|X-Other: 1|",
      })
  void honoursRetryAfter(int status, String header, String expected) throws IOException {
    String answer = ScriptedServer.answer(status, header + "\r\n", error("wait", "rate_limit"));
    try (ScriptedServer server = ScriptedServer.answering(answer)) {
      AttemptException e = attempt(server);

      assertThat(((NotRunException) e).retryAfter())
          .isEqualTo(Optional.ofNullable(expected).map(Duration::parse));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void saysWhatTheApiSaysWithoutPromptAndKey() throws IOException {
    String body =
        error(
            "prompt '"
                + Calls.PROMPT.substring(2)
                + "'\\n\\u0007 of key "
                + Calls.KEY.substring(0, 12)
                + "***",
            "invalid");
    String answer = ScriptedServer.answer(400, "x-request-id: req-42\r\n", body);
    try (ScriptedServer server = ScriptedServer.answering(answer)) {
      AttemptException e = attempt(server);

      assertThat(e)
          .hasMessage(
              "The API answered 400, type invalid: prompt '(prompt)' of key (key)***."
                  + " Request id: req-42.");
    }
  }

  @Test
  void shortensMessagesAndIgnoresBodiesOverTheBound() throws IOException {
    String words =
        IntStream.range(0, 100).mapToObj(i -> "word" + i + " ").reduce("", String::concat);
    String endless = "x".repeat(70_000);
    try (ScriptedServer server =
            ScriptedServer.answering(ScriptedServer.json(500, error(words, "server_error")));
        ScriptedServer talkative =
            ScriptedServer.answering(ScriptedServer.json(500, error(endless, "server_error")))) {
      AttemptException shortened = attempt(server);
      AttemptException ignored = attempt(talkative);

      assertThat(shortened).isInstanceOf(NotRunException.class);
      assertThat(shortened.getMessage()).hasSizeLessThan(400).contains("…");
      assertThat(ignored).isInstanceOf(UnknownOutcomeException.class);
    }
  }

  @Test
  void classifiesByTheStatusWhereTheBodyIsCut() throws IOException {
    String cut = ScriptedServer.json(500, error("oops", "server_error")).replaceFirst("}}$", "");
    try (ScriptedServer server = closingAfter(cut);
        ScriptedServer limited = closingAfter(cut.replaceFirst("500", "429"))) {
      assertThat(attempt(server)).isInstanceOf(UnknownOutcomeException.class);
      assertThat(attempt(limited)).isInstanceOf(NotRunException.class);
    }
  }

  private static ScriptedServer closingAfter(String answer) throws IOException {
    return ScriptedServer.plain(
        talk -> {
          talk.readRequest();
          talk.send(answer);
          talk.close();
        });
  }

  private AttemptException attempt(ScriptedServer server) throws IOException {
    Call call = Calls.call(directory, server.uri("/v1"));
    return catchThrowableOfType(AttemptException.class, () -> Calls.editor().edit(call));
  }

  private static String error(String message, String type) {
    return "{\"error\":{\"message\":\"" + message + "\",\"type\":\"" + type + "\"}}";
  }
}
