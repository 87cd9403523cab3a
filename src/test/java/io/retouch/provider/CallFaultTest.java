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
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What breaks on the wire once sending began: what happened is unknown, and nothing is repeated.
 */
class CallFaultTest {
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final String LINK = "{\"data\":[{\"url\":\"https://res.stepfun.com/a.png\"}]}";

  private final Path directory;

  CallFaultTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void callsOnceWhereTheConnectionIsResetAfterTheRequest() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.plain(
            talk -> {
              talk.readRequest();
              talk.reset();
            })) {
      AttemptException e = failure(call(server.uri("/v1")));

      assertUnknown(e, "connection_lost");
      assertThat(server.requests()).hasSize(1);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void callsOnceWhereTheConnectionIsClosedWithoutAnAnswerAfterAnEarlierGoodCall()
      throws IOException {
    AtomicInteger calls = new AtomicInteger();
    try (ScriptedServer server =
        ScriptedServer.plain(
            talk -> {
              talk.readRequest();
              if (calls.getAndIncrement() == 0) {
                talk.send(
                    ScriptedServer.answer(
                        200, "Connection: keep-alive\r\nKeep-Alive: timeout=60\r\n", LINK));
              } else {
                talk.close();
              }
            })) {
      ProviderImageEditor editor = Calls.editor();
      editor.edit(call(server.uri("/v1")));

      AttemptException e = failure(editor, call(server.uri("/v1")));

      assertUnknown(e, "connection_lost");
      assertThat(server.requests()).hasSize(2);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void doesNotKnowTheOutcomeOfARequestThatWasCutOnItsWay() throws IOException {
    Files.write(directory.resolve("source.tmp"), Calls.sourceBytes(8_000_000));
    try (ScriptedServer server =
        ScriptedServer.plain(
            talk -> {
              talk.readHead();
              talk.reset();
            })) {
      AttemptException e = failure(call(server.uri("/v1")));

      assertUnknown(e, "connection_lost");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void readsARefusalThatComesBeforeThePictureWasSent() throws IOException {
    Files.write(directory.resolve("source.tmp"), Calls.sourceBytes(20_000_000));
    try (ScriptedServer server =
        ScriptedServer.plain(
            talk -> {
              talk.readHead();
              talk.send(ScriptedServer.json(413, ""));
              // Full buffers would keep the client from looking for an answer.
              talk.skip(4_000_000);
              talk.awaitServerClose();
            })) {
      AttemptException e = failure(call(server.uri("/v1")));

      assertThat(e).isInstanceOf(RefusedException.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void doesNotKnowTheOutcomeOfAnAnswerThatIsCut() throws IOException {
    String answer = ScriptedServer.json(200, "{\"data\":[{\"b64_json\":\"" + "A".repeat(50_000));
    try (ScriptedServer server =
        ScriptedServer.plain(
            talk -> {
              talk.readRequest();
              talk.send(answer.replaceFirst("Content-Length: \\d+", "Content-Length: 90000"));
              talk.close();
            })) {
      AttemptException e = failure(call(server.uri("/v1")));

      assertUnknown(e, "cut_answer");
      assertThat(directory.resolve("result.tmp")).doesNotExist();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void doesNotKnowTheOutcomeOfWhatIsNoHttp() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.plain(
            talk -> {
              talk.readRequest();
              talk.send("SSH-2.0-OpenSSH_9.2\r\n");
              talk.close();
            })) {
      assertThat(failure(call(server.uri("/v1")))).isInstanceOf(UnknownOutcomeException.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void passesOverEarlyHints() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.answering(
            "HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n" + ScriptedServer.json(200, LINK))) {
      assertThat(Calls.editor().edit(call(server.uri("/v1")))).isInstanceOf(Answer.Link.class);
    }
  }

  @Test
  void boundsTheHeadOfAnAnswer() throws IOException {
    String headers = "X-Padding: a\r\n".repeat(300);
    try (ScriptedServer many = ScriptedServer.answering(ScriptedServer.answer(200, headers, LINK));
        ScriptedServer wide =
            ScriptedServer.answering(
                ScriptedServer.answer(200, "X-Padding: " + "a".repeat(70_000) + "\r\n", LINK))) {
      assertUnknown(failure(call(many.uri("/v1"))), "connection_lost");
      assertUnknown(failure(call(wide.uri("/v1"))), "connection_lost");
    }
  }

  @Test
  void givesUpAtTheTimeLimitWhereNoAnswerComes() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.plain(
            talk -> {
              talk.readRequest();
              talk.awaitServerClose();
            })) {
      assertTimesOut(call(server.uri("/v1"), SHORT));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void givesUpAtTheTimeLimitWhereTheAnswerTrickles() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.plain(
            talk -> {
              talk.readRequest();
              talk.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n{\"data\":[");
              while (!talk.serverCloses(Duration.ofMillis(20))) {
                talk.send(" ");
              }
            })) {
      assertTimesOut(call(server.uri("/v1"), SHORT));
    }
  }

  @Test
  void givesUpAtTheTimeLimitWhereTheServerDoesNotReadThePicture() throws IOException {
    Files.write(directory.resolve("source.tmp"), Calls.sourceBytes(20_000_000));
    try (ScriptedServer server =
        ScriptedServer.plain(
            talk -> {
              talk.readHead();
              talk.awaitServerClose();
            })) {
      assertTimesOut(call(server.uri("/v1"), SHORT));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void doesNotWaitForWhatFollowsACompleteAnswer() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.plain(
            talk -> {
              talk.readRequest();
              talk.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" + LINK);
              talk.awaitServerClose();
            })) {
      long start = System.nanoTime();

      Answer answer = Calls.editor().edit(call(server.uri("/v1")));

      assertThat(answer).isInstanceOf(Answer.Link.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }
  }

  private void assertTimesOut(Call call) {
    long start = System.nanoTime();
    AttemptException e = failure(call);

    assertUnknown(e, "timeout");
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(call.timeout(), call.timeout().plusSeconds(30));
  }

  private static void assertUnknown(AttemptException e, String code) {
    assertThat(e).isInstanceOf(UnknownOutcomeException.class);
    assertThat(e.code()).isEqualTo(code);
  }

  private Call call(URI baseUrl) throws IOException {
    return Calls.call(directory, baseUrl);
  }

  private Call call(URI baseUrl, Duration timeout) throws IOException {
    return Calls.call(directory, Calls.preset(Calls.provider(baseUrl, true), Map.of()), timeout);
  }

  private static AttemptException failure(Call call) {
    return failure(Calls.editor(), call);
  }

  private static AttemptException failure(ProviderImageEditor editor, Call call) {
    return catchThrowableOfType(AttemptException.class, () -> editor.edit(call));
  }
}
