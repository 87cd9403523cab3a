package io.retouch.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.retouch.parts.EditCall.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every endpoint that takes a JSON object has in common: the key, method, type and form. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JsonEndpointContract {
  final LocalEditApi api = LocalEditApi.builder().start();

  @AfterEach
  void reset() {
    api.reset();
  }

  @AfterAll
  void stop() {
    api.close();
  }

  /** A call that is answered with a picture. */
  abstract JsonCall call() throws IOException;

  /** How the API names a wrong key. */
  String wrongKey() {
    return "invalid_api_key";
  }

  /** How the API names a wrong parameter. */
  String wrongParameter() {
    return "request_params_invalid";
  }

  /** The form of an error; StepFun's unless the API has another. */
  void assertEnvelope(Answer answer, String type) throws IOException {
    assertThat(answer.json().properties()).extracting(Map.Entry::getKey).containsExactly("error");
    assertThat(answer.json().get("error").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("message", "type");
    assertThat(answer.type()).isEqualTo(type);
  }

  final void assertRefused(JsonCall call, int status, String type, String... words)
      throws Exception {
    assertRefused(call.send(), status, type, words);
  }

  final void assertRefused(Answer answer, int status, String type, String... words)
      throws IOException {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertEnvelope(answer, type);
    assertThat(List.of(words)).allSatisfy(word -> assertThat(answer.message()).contains(word));
    assertThat(api.paid()).isZero();
  }

  final void assertBadParameter(JsonCall call, String... words) throws Exception {
    assertRefused(call, 400, wrongParameter(), words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer wrong", "local-key"})
  void refusesAMissingOrWrongKey(String authorization) throws Exception {
    assertRefused(call().authorization(authorization), 401, wrongKey(), "key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE"})
  void answers405ToOtherMethods(String method) throws Exception {
    assertRefused(call().method(method), 405, "method_not_allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/jsonl", "multipart/form-data; boundary=b"})
  void answers415ToOtherContentTypes(String contentType) throws Exception {
    assertRefused(call().contentType(contentType), 415, "unsupported_media_type", "json");
  }

  @Test
  void takesACharsetInTheContentType() throws Exception {
    assertThat(call().contentType("Application/JSON; charset=utf-8").send().status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "\"text\"",
        "{} {}",
        "{\"n\": NaN}",
        "{\"prompt\": \"a\", \"prompt\": \"b\"}"
      })
  void refusesWhatIsNotOneObject(String body) throws Exception {
    assertRefused(call().send(body), 400, wrongParameter(), "JSON object");
  }
}
