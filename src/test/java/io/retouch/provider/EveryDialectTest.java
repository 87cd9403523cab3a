package io.retouch.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.retouch.edit.AttemptException;
import io.retouch.edit.ImageEditor.Call;
import io.retouch.edit.ImageEditor.Source;
import io.retouch.edit.MisconfiguredException;
import io.retouch.edit.NotRunException;
import io.retouch.edit.RefusedException;
import io.retouch.edit.UnknownOutcomeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors and broken answers, for every dialect: their class, their code, and one call. */
class EveryDialectTest {
  private static final Class<? extends AttemptException> REFUSED = RefusedException.class;
  private static final Class<? extends AttemptException> MISCONFIGURED =
      MisconfiguredException.class;
  private static final Class<? extends AttemptException> NOT_RUN = NotRunException.class;
  private static final Class<? extends AttemptException> UNKNOWN = UnknownOutcomeException.class;

  private final Path directory;

  EveryDialectTest(@TempDir Path directory) {
    this.directory = directory;
  }

  static Stream<Arguments> stepFunRows() {
    return Stream.of("stepfun-image2image", "stepfun-generations")
        .flatMap(dialect -> AttemptClassTest.rows().map(row -> before(dialect, row.get())));
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @MethodSource("stepFunRows")
  void putsEveryErrorOfStepFunIntoItsClass(
      String dialect, int status, String body, Class<? extends AttemptException> type, String code)
      throws IOException {
    assertClass(dialect, ScriptedServer.json(status, body), type, code);
  }

  static Stream<Arguments> modelverseRows() {
    return Stream.of(
        Arguments.of(400, error("param_error"), REFUSED, "invalid_request"),
        Arguments.of(400, error("invalid_messages"), REFUSED, "invalid_request"),
        Arguments.of(400, error("tokens_too_long"), REFUSED, "invalid_request"),
        Arguments.of(400, error("model_error"), MISCONFIGURED, "model_or_account"),
        Arguments.of(400, error("sensitive_check_error"), REFUSED, "moderation"),
        Arguments.of(500, error("sensitive_check_error"), REFUSED, "moderation"),
        Arguments.of(401, error("auth_error"), MISCONFIGURED, "unauthorised"),
        Arguments.of(401, "", MISCONFIGURED, "unauthorised"),
        Arguments.of(429, error("rate_limit"), NOT_RUN, "rate_limited"),
        Arguments.of(429, "", NOT_RUN, "rate_limited"),
        Arguments.of(502, error("rate_limit"), UNKNOWN, "server_failure"),
        Arguments.of(500, error("internal_error"), NOT_RUN, "server_error"),
        Arguments.of(500, error("model_server_error"), NOT_RUN, "server_error"),
        Arguments.of(503, error("model_server_error"), NOT_RUN, "server_error"),
        Arguments.of(502, error("internal_error"), UNKNOWN, "server_failure"),
        Arguments.of(500, error("something_new"), UNKNOWN, "server_failure"),
        Arguments.of(500, "", UNKNOWN, "server_failure"),
        Arguments.of(500, "<html>500</html>", UNKNOWN, "server_failure"),
        Arguments.of(503, "", UNKNOWN, "server_failure"),
        Arguments.of(408, error("timeout"), UNKNOWN, "upstream_timeout"),
        Arguments.of(408, "", UNKNOWN, "upstream_timeout"),
        Arguments.of(504, error("gateway_timeout_error"), UNKNOWN, "upstream_timeout"),
        Arguments.of(504, "", UNKNOWN, "upstream_timeout"),
        Arguments.of(400, error("something_new"), REFUSED, "invalid_request"),
        Arguments.of(
            400, "{\"error\":{\"message\":\"no such model\"}}", MISCONFIGURED, "model_or_account"),
        Arguments.of(402, "", MISCONFIGURED, "payment_required"),
        Arguments.of(403, "", MISCONFIGURED, "forbidden"),
        Arguments.of(404, "", MISCONFIGURED, "not_found"),
        Arguments.of(409, "", MISCONFIGURED, "unexpected_status"),
        Arguments.of(413, "", REFUSED, "too_large"),
        Arguments.of(302, "", MISCONFIGURED, "redirected"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("modelverseRows")
  void putsEveryErrorOfModelverseIntoItsClass(
      int status, String body, Class<? extends AttemptException> type, String code)
      throws IOException {
    assertClass("modelverse", ScriptedServer.json(status, body), type, code);
  }

  static Stream<Arguments> brokenAnswers() {
    return Calls.DIALECTS.stream()
        .map(Dialect::dialect)
        .flatMap(
            dialect ->
                Stream.of(
                    Arguments.of(dialect, "not json", "unreadable_answer"),
                    Arguments.of(dialect, "<html>login</html>", "unreadable_answer"),
                    Arguments.of(dialect, "", "cut_answer"),
                    Arguments.of(dialect, "{\"data\":[{\"url\":\"https://res", "cut_answer"),
                    Arguments.of(dialect, "{\"data\":[{\"b64_json\":\"QUJD", "cut_answer"),
                    Arguments.of(
                        dialect, "{\"data\":[{\"b64_json\":\"data:image/png;base", "cut_answer"),
                    Arguments.of(dialect, "{}", "no_image"),
                    Arguments.of(dialect, "[]", "no_image"),
                    Arguments.of(dialect, "{\"data\":null}", "no_image"),
                    Arguments.of(dialect, "{\"data\":[]}", "no_image"),
                    Arguments.of(dialect, "{\"data\":[{}]}", "no_image"),
                    Arguments.of(dialect, "{\"data\":[{\"b64_json\":\"\"}]}", "no_image"),
                    Arguments.of(
                        dialect, "{\"data\":[{\"b64_json\":\"<html>\"}]}", "invalid_image_data"),
                    Arguments.of(
                        dialect,
                        "{\"data\":[{\"b64_json\":\"data:image/png;base64,<html>\"}]}",
                        "invalid_image_data"),
                    Arguments.of(dialect, "{\"data\":[{\"url\":\"no link\"}]}", "unreadable_link"),
                    Arguments.of(
                        dialect,
                        "{\"data\":[{\"b64_json\":\"" + "QUJD".repeat(400_000) + "\"}]}",
                        "answer_too_large"),
                    Arguments.of(
                        dialect, "{\"error\":{\"message\":\"a\",\"type\":\"b\"}}", "no_image")));
  }

  @ParameterizedTest(name = "{0} {index} {2}")
  @MethodSource("brokenAnswers")
  void takesABrokenAnswerForPaid(String dialect, String body, String code) throws IOException {
    assertClass(dialect, ScriptedServer.json(200, body), UNKNOWN, code);
  }

  @ParameterizedTest
  @CsvSource({"openai-edits", "stepfun-image2image", "modelverse", "stepfun-generations"})
  void takesAFilteredPictureForRefused(String dialect) throws IOException {
    assertClass(
        dialect,
        ScriptedServer.json(
            200, "{\"data\":[{\"b64_json\":\"QUJD\",\"finish_reason\":\"content_filtered\"}]}"),
        REFUSED,
        "moderation");
  }

  @Test
  void namesModelversesRequest() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.answering(ScriptedServer.json(400, error("param_error")))) {
      assertThat(attempt(server, "modelverse")).hasMessageEndingWith("Request id: request-7.");
    }
  }

  private void assertClass(
      String dialect, String answer, Class<? extends AttemptException> type, String code)
      throws IOException {
    try (ScriptedServer server = ScriptedServer.answering(answer)) {
      AttemptException e = attempt(server, dialect);

      assertThat(e).isInstanceOf(type);
      assertThat(e.code()).isEqualTo(code);
      assertThat(server.requests()).hasSize(1);
      assertThat(directory.resolve("result.tmp")).doesNotExist();
    }
  }

  private AttemptException attempt(ScriptedServer server, String dialect) throws IOException {
    Call call =
        Calls.call(
            directory,
            Calls.preset(Calls.provider(server.uri("/v1"), dialect, Map.of()), Map.of()),
            Duration.ofSeconds(30));
    Call sent =
        dialect.equals("stepfun-generations")
            ? JsonDialectsTest.with(call, new Source.None())
            : call;
    return catchThrowableOfType(AttemptException.class, () -> Calls.editor().edit(sent));
  }

  private static Arguments before(String dialect, Object[] row) {
    return Arguments.of(dialect, row[0], row[1], row[2], row[3]);
  }

  private static String error(String code) {
    return "{\"error\":{\"message\":\"no\",\"type\":\"some_error\",\"param\":\"request-7\",\"code\":\""
        + code
        + "\"}}";
  }
}
