package io.retouch.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.retouch.edit.AttemptException;
import io.retouch.edit.ImageEditor.Answer;
import io.retouch.edit.ImageEditor.Call;
import io.retouch.edit.RefusedException;
import io.retouch.edit.UnknownOutcomeException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of 200 to 299, the first two transcribed from StepFun's document. */
class AnswerTest {
  private static final String DOCUMENTED_LINK =
      """
      {
        "id": "745f66ca7f11cd5424f06b106e2e5bed.5c51cd6a807226cbd4a88c4bffe8aa38",
        "created": 1752565891,
        "data": [
          {
            "url": "https://res.stepfun.com/image_gen/20250715/sample.png",
            "finish_reason": "success",
            "seed": 1
          }
        ]
      }
      """;

  private static final String DOCUMENTED_INLINE =
      """
      {
        "created": 1589478378,
        "data": [
          {
            "b64_json": "AAAAIGZ0eXBpc29tAAACAGlzb21pc28yYXZjMW1",
            "finish_reason": "success",
            "seed": 123838
          }
        ]
      }
      """;

  private final Path directory;

  AnswerTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void readsTheDocumentedLink() throws IOException {
    Answer answer = edit(ScriptedServer.json(200, DOCUMENTED_LINK));

    assertThat(answer)
        .isEqualTo(
            new Answer.Link(
                URI.create("https://res.stepfun.com/image_gen/20250715/sample.png"),
                OptionalLong.of(1)));
    assertThat(directory.resolve("result.tmp")).doesNotExist();
  }

  @Test
  void readsTheDocumentedInlineImage() throws IOException {
    Answer answer = edit(ScriptedServer.json(200, DOCUMENTED_INLINE));

    assertThat(answer)
        .isEqualTo(new Answer.Inline(directory.resolve("result.tmp"), OptionalLong.of(123838)));
    assertThat(directory.resolve("result.tmp"))
        .hasBinaryContent(Base64.getDecoder().decode("AAAAIGZ0eXBpc29tAAACAGlzb21pc28yYXZjMW1"));
  }

  @Test
  void decodesEscapesAndPaddingInAnyFieldOrder() throws IOException {
    byte[] image = Calls.sourceBytes(100_001);
    String base64 = Base64.getEncoder().encodeToString(image).replace("/", "\\/");
    String body =
        "{\"usage\":{\"x\":[1,{}]},\"data\":[{\"seed\":9999999999,\"extra\":{\"url\":\"no\"},"
            + "\"finish_reason\":\"success\",\"url\":null,\"b64_json\":\""
            + base64
            + "\"},{\"url\":\"https://res.stepfun.com/second.png\"}]}";

    Answer answer = edit(ScriptedServer.json(200, body));

    assertThat(answer)
        .isEqualTo(
            new Answer.Inline(directory.resolve("result.tmp"), OptionalLong.of(9999999999L)));
    assertThat(directory.resolve("result.tmp")).hasBinaryContent(image);
  }

  @Test
  void readsChunkedAnswers() throws IOException {
    String body = DOCUMENTED_LINK;
    String chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + Integer.toHexString(10)
            + "\r\n"
            + body.substring(0, 10)
            + "\r\n"
            + Integer.toHexString(body.length() - 10)
            + "\r\n"
            + body.substring(10)
            + "\r\n0\r\n\r\n";

    assertThat(edit(chunked)).isInstanceOf(Answer.Link.class);
  }

  @Test
  void takesTheLinkWhereTheInlineImageIsEmptyOrBroken() throws IOException {
    for (String base64 : new String[] {"", "***"}) {
      String body =
          "{\"data\":[{\"b64_json\":\"" + base64 + "\",\"url\":\"https://a.example/b\"}]}";

      assertThat(edit(ScriptedServer.json(200, body))).isInstanceOf(Answer.Link.class);
      assertThat(directory.resolve("result.tmp")).doesNotExist();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "\"7\"", "99999999999999999999", "null"})
  void leavesOutSeedsThatAreNone(String seed) throws IOException {
    String body = "{\"data\":[{\"url\":\"https://a.example/b\",\"seed\":" + seed + "}]}";

    assertThat(edit(ScriptedServer.json(200, body)).seed()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"b64_json\":\"AAAA\",\"finish_reason\":\"content_filtered\"",
        "\"finish_reason\":\"content_filtered\",\"b64_json\":\"AAAA\"",
        "\"url\":\"https://res.stepfun.com/a.png\",\"finish_reason\":\"content_filtered\"",
        "\"b64_json\":\"***\",\"finish_reason\":\"content_filtered\"",
        "\"finish_reason\":\"content_filtered\"",
      })
  void refusesFilteredResultsWhateverCameBeside(String fields) throws IOException {
    AttemptException e = failure(ScriptedServer.json(200, "{\"data\":[{" + fields + "}]}"));

    assertThat(e).isInstanceOf(RefusedException.class);
    assertThat(e.code()).isEqualTo("moderation");
    assertThat(directory.resolve("result.tmp")).doesNotExist();
  }

  static Stream<Arguments> unreadable() {
    return Stream.of(
        Arguments.of("empty", ScriptedServer.json(200, ""), "cut_answer"),
        Arguments.of("no content", "HTTP/1.1 204 No Content\r\n\r\n", "no_image"),
        Arguments.of("html", ScriptedServer.json(200, "<html>ok</html>"), "unreadable_answer"),
        Arguments.of("no object", ScriptedServer.json(200, "[1]"), "no_image"),
        Arguments.of("no data", ScriptedServer.json(200, "{\"created\":1}"), "no_image"),
        Arguments.of("null data", ScriptedServer.json(200, "{\"data\":null}"), "no_image"),
        Arguments.of("empty data", ScriptedServer.json(200, "{\"data\":[]}"), "no_image"),
        Arguments.of(
            "error",
            ScriptedServer.json(200, "{\"error\":{\"message\":\"a\",\"type\":\"b\"}}"),
            "no_image"),
        Arguments.of("empty entry", ScriptedServer.json(200, "{\"data\":[{}]}"), "no_image"),
        Arguments.of("text entry", ScriptedServer.json(200, "{\"data\":[\"a\"]}"), "no_image"),
        Arguments.of(
            "nulls",
            ScriptedServer.json(200, "{\"data\":[{\"url\":null,\"b64_json\":null}]}"),
            "no_image"),
        Arguments.of(
            "blanks",
            ScriptedServer.json(200, "{\"data\":[{\"url\":\" \",\"b64_json\":\"\"}]}"),
            "no_image"),
        Arguments.of(
            "broken link",
            ScriptedServer.json(200, "{\"data\":[{\"url\":\"https://a b\"}]}"),
            "unreadable_link"),
        Arguments.of(
            "broken base64",
            ScriptedServer.json(200, "{\"data\":[{\"b64_json\":\"AA*A\"}]}"),
            "invalid_image_data"),
        Arguments.of(
            "short json",
            ScriptedServer.json(200, "{\"data\":[{\"b64_json\":\"AAAA\"}]"),
            "cut_answer"),
        Arguments.of(
            "short base64",
            ScriptedServer.json(200, "{\"data\":[{\"b64_json\":\"AAAAAAA"),
            "cut_answer"),
        Arguments.of(
            "endless link",
            ScriptedServer.json(200, "{\"data\":[{\"url\":\"" + "a".repeat(70_000) + "\"}]}"),
            "unreadable_answer"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unreadable")
  void doesNotKnowTheOutcomeOfAnUnreadableAnswer(String name, String answer, String code)
      throws IOException {
    AttemptException e = failure(answer);

    assertThat(e).as(name).isInstanceOf(UnknownOutcomeException.class);
    assertThat(e.code()).isEqualTo(code);
    assertThat(directory.resolve("result.tmp")).doesNotExist();
  }

  @Test
  void takesAnImageOfTheBoundAndNotOneByteMore() throws IOException {
    Answer answer = edit(ScriptedServer.json(200, inline(1_000_000)));
    assertThat(answer).isInstanceOf(Answer.Inline.class);
    assertThat(Files.size(directory.resolve("result.tmp"))).isEqualTo(1_000_000);

    AttemptException e = failure(ScriptedServer.json(200, inline(1_000_001)));
    assertThat(e).isInstanceOf(UnknownOutcomeException.class);
    assertThat(e.code()).isEqualTo("answer_too_large");
    assertThat(directory.resolve("result.tmp")).doesNotExist();
  }

  @Test
  void boundsWhatIsNoImageToo() throws IOException {
    String body = "{\"padding\":\"" + "a".repeat(3_000_000) + "\"}";

    assertThat(failure(ScriptedServer.json(200, body)).code()).isEqualTo("answer_too_large");
  }

  @Test
  void namesTheRequestOfAnUnreadableAnswer() throws IOException {
    assertThat(failure(ScriptedServer.answer(200, "x-trace-id: t-1\r\n", "{}")))
        .hasMessageContaining("Request id: t-1.");
    assertThat(failure(ScriptedServer.json(200, "{\"data\":[],\"id\":\"745f66ca\"}")))
        .hasMessageContaining("Request id: 745f66ca.");
  }

  private static String inline(int length) {
    String base64 = Base64.getEncoder().encodeToString(Calls.sourceBytes(length));
    return "{\"data\":[{\"b64_json\":\"" + base64 + "\"}]}";
  }

  private Answer edit(String answer) throws IOException {
    try (ScriptedServer server = ScriptedServer.answering(answer)) {
      return Calls.editor().edit(Calls.call(directory, server.uri("/v1")));
    }
  }

  private AttemptException failure(String answer) throws IOException {
    try (ScriptedServer server = ScriptedServer.answering(answer)) {
      Call call = Calls.call(directory, server.uri("/v1"));
      AttemptException e =
          catchThrowableOfType(AttemptException.class, () -> Calls.editor().edit(call));
      assertThat(server.requests()).hasSize(1);
      return e;
    }
  }
}
