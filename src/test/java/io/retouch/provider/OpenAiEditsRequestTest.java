package io.retouch.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retouch.edit.ImageEditor.Call;
import io.retouch.edit.MisconfiguredException;
import io.retouch.edit.NotRunException;
import io.retouch.provider.Multipart.Part;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The request as StepFun's document of {@code POST /v1/images/edits} describes it. */
class OpenAiEditsRequestTest {
  private static final String LINK_ANSWER =
      ScriptedServer.json(200, "{\"data\":[{\"url\":\"https://res.stepfun.com/a.png\"}]}");

  private final Path directory;

  OpenAiEditsRequestTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void sendsExactlyWhatThePresetSets() throws IOException {
    try (ScriptedServer server = ScriptedServer.answering(LINK_ANSWER)) {
      Map<String, String> parameters =
          Map.of("steps", "8", "seed", "1", "text_mode", "true", "negative_prompt", "模糊");
      Call call =
          Calls.call(
              directory,
              Calls.preset(Calls.provider(server.uri("/step_plan/v1"), true), parameters),
              Duration.ofSeconds(10));

      Calls.editor().edit(call);

      List<Part> parts = Multipart.parts(server.requests().get(0));
      assertThat(parts)
          .extracting(Part::headers)
          .containsExactly(
              "Content-Disposition: form-data; name=\"model\"",
              "Content-Disposition: form-data; name=\"prompt\"",
              "Content-Disposition: form-data; name=\"negative_prompt\"",
              "Content-Disposition: form-data; name=\"seed\"",
              "Content-Disposition: form-data; name=\"steps\"",
              "Content-Disposition: form-data; name=\"text_mode\"",
              "Content-Disposition: form-data; name=\"image\"; filename=\"image.webp\"\r\n"
                  + "Content-Type: image/webp");
      assertThat(parts.subList(0, 6))
          .extracting(Part::text)
          .containsExactly("step-image-edit-2", Calls.PROMPT, "模糊", "1", "8", "true");
      assertThat(parts.get(6).bytes()).isEqualTo(Calls.sourceBytes(1000));
    }
  }

  @Test
  void sendsKeyAndLengthAndNothingThatInvitesSurprises() throws IOException {
    try (ScriptedServer server = ScriptedServer.answering(LINK_ANSWER)) {
      Calls.editor().edit(Calls.call(directory, server.uri("/step_plan/v1")));

      ScriptedServer.Request request = server.requests().get(0);
      assertThat(request.line()).isEqualTo("POST /step_plan/v1/images/edits HTTP/1.1");
      assertThat(request.headers().keySet())
          .containsExactly(
              "accept",
              "accept-encoding",
              "authorization",
              "connection",
              "content-length",
              "content-type",
              "host",
              "user-agent");
      assertThat(request.header("authorization")).isEqualTo("Bearer " + Calls.KEY);
      assertThat(request.header("connection")).isEqualTo("close");
      assertThat(request.header("accept-encoding")).isEqualTo("identity");
      assertThat(request.header("host")).isEqualTo(server.uri("").getAuthority());
      assertThat(request.header("content-length")).isEqualTo("" + request.body().length());
    }
  }

  @Test
  void opensAConnectionForEachCallEvenIfTheServerWouldKeepIt() throws IOException {
    String answer =
        LINK_ANSWER.replaceFirst(
            "\r\n", "\r\nConnection: keep-alive\r\nKeep-Alive: timeout=60\r\n");
    try (ScriptedServer server = ScriptedServer.answering(answer)) {
      ProviderImageEditor editor = Calls.editor();

      editor.edit(Calls.call(directory, server.uri("/v1")));
      editor.edit(Calls.call(directory, server.uri("/v1")));

      assertThat(server.requests()).hasSize(2);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void refusesPlainHttpUnlessTheNetworkIsPrivate() throws IOException {
    try (ScriptedServer server = ScriptedServer.answering(LINK_ANSWER)) {
      Call call =
          Calls.call(
              directory,
              Calls.preset(Calls.provider(server.uri("/v1"), false), Map.of()),
              Duration.ofSeconds(10));

      assertThatThrownBy(() -> Calls.editor().edit(call))
          .isInstanceOfSatisfying(
              MisconfiguredException.class,
              e -> assertThat(e.code()).isEqualTo("insecure_base_url"));

      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void refusesAKeyThatWouldBreakTheHeader() throws IOException {
    Call call = Calls.call(directory, URI.create("http://localhost:1/v1"));
    Call broken =
        new Call(
            call.preset(),
            call.source(),
            call.result(),
            call.maxResultBytes(),
            new io.retouch.preset.Provider.ApiKey("key\r\nX-Other: 1"),
            call.timeout());

    assertThatThrownBy(() -> Calls.editor().edit(broken))
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageNotContaining("X-Other");
  }

  @Test
  void doesNotCallWithoutTimeOrSource() throws IOException {
    try (ScriptedServer server = ScriptedServer.answering(LINK_ANSWER)) {
      Call call = Calls.call(directory, server.uri("/v1"));
      Call late = Calls.call(directory, call.preset(), Duration.ZERO);

      assertThatThrownBy(() -> Calls.editor().edit(late))
          .isInstanceOfSatisfying(
              NotRunException.class, e -> assertThat(e.code()).isEqualTo("no_time"));
      Files.delete(Calls.file(call));
      assertThatThrownBy(() -> Calls.editor().edit(call))
          .isInstanceOfSatisfying(
              NotRunException.class, e -> assertThat(e.code()).isEqualTo("source_unreadable"));

      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void namesTheDialectsItKnowsWhereAnotherIsConfigured() throws IOException {
    Call call = Calls.call(directory, URI.create("http://localhost:1/v1"));
    ProviderImageEditor editor =
        new ProviderImageEditor(
            List.of(), new HttpTransport(), new com.fasterxml.jackson.databind.ObjectMapper());

    assertThatThrownBy(() -> editor.edit(call))
        .isInstanceOfSatisfying(
            MisconfiguredException.class, e -> assertThat(e.code()).isEqualTo("unknown_dialect"));
  }
}
