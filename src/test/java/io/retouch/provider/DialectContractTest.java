package io.retouch.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.retouch.edit.AttemptException;
import io.retouch.edit.ImageEditor.Answer;
import io.retouch.edit.ImageEditor.Call;
import io.retouch.edit.ImageEditor.Source;
import io.retouch.edit.MisconfiguredException;
import io.retouch.edit.NotRunException;
import io.retouch.edit.RefusedException;
import io.retouch.edit.UnknownOutcomeException;
import io.retouch.image.ImageFormat;
import io.retouch.image.ImageInfo;
import io.retouch.parts.Api;
import io.retouch.parts.Fault;
import io.retouch.parts.LocalEditApi;
import io.retouch.parts.endpoint.AnswerFormat;
import io.retouch.preset.Preset;
import io.retouch.preset.Provider;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The other dialects against the strict stand-ins, which enforce every sentence of their documents.
 */
class DialectContractTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int COLOUR = 0xff336699;

  private final LocalEditApi api = LocalEditApi.builder().apiKey(Calls.KEY).start();
  private final ProviderImageEditor editor = Calls.editor();
  private final Path directory;

  DialectContractTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    // So large that the result, which may be as small as 256 x 256, is evenly coloured at its top.
    BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 64; x++) {
        picture.setRGB(x, y, COLOUR);
      }
    }
    ImageIO.write(picture, "png", directory.resolve("source.tmp").toFile());
  }

  @AfterEach
  void stop() {
    api.close();
  }

  /** Each dialect with everything that its document requires. */
  enum Speaker {
    IMAGE2IMAGE("stepfun-image2image", Api.STEPFUN, "step-2x-large"),
    MODELVERSE("modelverse", Api.MODELVERSE, "stepfun-ai/step1x-edit"),
    GENERATIONS("stepfun-generations", Api.STEPFUN, "step-image-edit-2"),
    STEP_PLAN("stepfun-generations", Api.STEPFUN_STEP_PLAN, "step-image-edit-2"),
    OPENAI("openai-edits", Api.OPENAI, "step1x-edit");

    private final String dialect;
    private final Api server;
    private final String model;

    Speaker(String dialect, Api server, String model) {
      this.dialect = dialect;
      this.server = server;
      this.model = model;
    }

    boolean generates() {
      return dialect.equals("stepfun-generations");
    }

    Map<String, String> with(Map<String, String> parameters) {
      Map<String, String> all = new HashMap<>(parameters);
      if (this == IMAGE2IMAGE) {
        all.putIfAbsent("source_weight", "0.5");
      }
      return all;
    }
  }

  @ParameterizedTest
  @EnumSource
  void worksWithNothingButWhatIsRequired(Speaker speaker) throws IOException {
    Call call = call(api, speaker, Map.of());

    Answer answer = editor.edit(call);

    assertIsTheResult(speaker, call, answer);
    assertThat(api.calls()).hasSize(1);
    assertThat(api.paid()).isEqualTo(1);
    assertThat(api.calls().get(0).fields().keySet())
        .allMatch(field -> List.of("model", "prompt", "source_weight").contains(field));
  }

  @ParameterizedTest
  @EnumSource(names = {"IMAGE2IMAGE", "GENERATIONS", "STEP_PLAN", "OPENAI"})
  void readsBothFormatsThatCanBeAskedFor(Speaker speaker) throws IOException {
    for (String format : List.of("url", "b64_json")) {
      Call call = call(api, speaker, Map.of("response_format", format));

      Answer answer = editor.edit(call);

      assertThat(answer instanceof Answer.Inline).isEqualTo(format.equals("b64_json"));
      assertIsTheResult(speaker, call, answer);
      Files.deleteIfExists(call.result());
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsEveryFormatThatModelverseAnswersWith(AnswerFormat format) throws IOException {
    try (LocalEditApi server =
        LocalEditApi.builder().apiKey(Calls.KEY).answers(Api.MODELVERSE, format).start()) {
      Call call = call(server, Speaker.MODELVERSE, Map.of());

      Answer answer = editor.edit(call);

      assertThat(answer instanceof Answer.Link).isEqualTo(format == AnswerFormat.URL);
      assertIsTheResult(Speaker.MODELVERSE, call, answer);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"IMAGE2IMAGE", "MODELVERSE"})
  void letsTheApiFetchThePictureFromALink(Speaker speaker) throws IOException {
    try (PictureServer pictures = PictureServer.of(directory.resolve("source.tmp"))) {
      Call call = JsonDialectsTest.with(call(api, speaker, Map.of()), pictures.link());

      Answer answer = editor.edit(call);

      assertIsTheResult(speaker, call, answer);
      assertThat(pictures.requests()).isEqualTo(1);
    }
  }

  @Test
  void passesAGenericServersOwnParametersByName() throws IOException {
    try (LocalEditApi server =
        LocalEditApi.builder()
            .apiKey(Calls.KEY)
            .alsoTakes(Api.OPENAI, "steps", "guidance_scale")
            .start()) {
      Map<String, String> parameters =
          Map.of("steps", "28", "guidance_scale", "2.5", "quality", "high", "size", "auto");
      Provider provider =
          Calls.provider(server.baseUrl(Api.OPENAI), "openai-edits", Map.of("X-Tenant", "shop"));
      Preset preset = Calls.preset(provider, "step1x-edit", parameters);

      editor.edit(source(Speaker.OPENAI, Calls.call(directory, preset, TIMEOUT)));

      LocalEditApi.Call seen = server.calls().get(0);
      Map<String, String> expected = new HashMap<>(parameters);
      expected.put("model", "step1x-edit");
      expected.put("prompt", Calls.PROMPT);
      assertThat(seen.fields()).isEqualTo(expected);
      assertThat(seen.headers()).containsEntry("x-tenant", "shop");
    }
  }

  static Stream<Arguments> faults() {
    return Stream.of(Speaker.values())
        .flatMap(
            speaker ->
                Stream.of(
                        Arguments.of(Fault.clientError(400), RefusedException.class, 0),
                        Arguments.of(Fault.clientError(401), MisconfiguredException.class, 0),
                        Arguments.of(Fault.clientError(402), MisconfiguredException.class, 0),
                        Arguments.of(Fault.clientError(403), MisconfiguredException.class, 0),
                        Arguments.of(Fault.clientError(404), MisconfiguredException.class, 0),
                        Arguments.of(Fault.clientError(405), MisconfiguredException.class, 0),
                        Arguments.of(Fault.clientError(408), UnknownOutcomeException.class, 0),
                        Arguments.of(Fault.clientError(413), RefusedException.class, 0),
                        Arguments.of(Fault.rateLimited(), NotRunException.class, 0),
                        Arguments.of(Fault.censored(), RefusedException.class, 0),
                        Arguments.of(Fault.serverError(500), NotRunException.class, 0),
                        Arguments.of(Fault.serverError(503), NotRunException.class, 0),
                        Arguments.of(Fault.serverError(502), UnknownOutcomeException.class, 0),
                        Arguments.of(Fault.serverError(504), UnknownOutcomeException.class, 0),
                        Arguments.of(Fault.bareStatus(500), UnknownOutcomeException.class, 0),
                        Arguments.of(Fault.bareStatus(503), UnknownOutcomeException.class, 0),
                        Arguments.of(Fault.dropBeforeWork(), UnknownOutcomeException.class, 0),
                        Arguments.of(Fault.dropAfterWork(), UnknownOutcomeException.class, 1),
                        Arguments.of(Fault.truncatedAnswer(), UnknownOutcomeException.class, 1),
                        Arguments.of(Fault.garbage(), UnknownOutcomeException.class, 1),
                        Arguments.of(Fault.emptyData(), UnknownOutcomeException.class, 1))
                    .map(row -> Arguments.of(speaker, row.get()[0], row.get()[1], row.get()[2])));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("faults")
  void callsOnceWhateverGoesWrong(
      Speaker speaker, Fault fault, Class<? extends AttemptException> type, int paid)
      throws IOException {
    api.plan(fault);
    Call call = call(api, speaker, Map.of());

    assertThat(catchThrowable(() -> editor.edit(call))).isInstanceOf(type);

    assertThat(api.calls()).hasSize(1);
    assertThat(api.paid()).isEqualTo(paid);
    assertThat(call.result()).doesNotExist();
  }

  @ParameterizedTest(name = "{0} {1}={2}")
  @MethodSource("parametersAtTheirLimits")
  void agreesWithTheDocumentsAboutTheirLimits(Speaker speaker, String name, String value)
      throws IOException {
    Call call = call(api, speaker, Map.of(name, value));
    String refusal = refusalByRules(call.preset());

    Throwable thrown = catchThrowable(() -> editor.edit(call));

    assertThat(thrown == null).as(refusal).isEqualTo(refusal.isEmpty());
  }

  static Stream<Arguments> parametersAtTheirLimits() {
    return Stream.of(
            "IMAGE2IMAGE source_weight=0",
            "IMAGE2IMAGE source_weight=0.01",
            "IMAGE2IMAGE source_weight=1",
            "IMAGE2IMAGE source_weight=1.01",
            "IMAGE2IMAGE seed=0",
            "IMAGE2IMAGE seed=2147483647",
            "IMAGE2IMAGE seed=x",
            "IMAGE2IMAGE steps=0",
            "IMAGE2IMAGE steps=1",
            "IMAGE2IMAGE steps=100",
            "IMAGE2IMAGE steps=101",
            "IMAGE2IMAGE cfg_scale=0.9",
            "IMAGE2IMAGE cfg_scale=1",
            "IMAGE2IMAGE cfg_scale=10",
            "IMAGE2IMAGE cfg_scale=10.1",
            "IMAGE2IMAGE size=1280x800",
            "IMAGE2IMAGE size=1280x801",
            "IMAGE2IMAGE n=1",
            "IMAGE2IMAGE n=2",
            "IMAGE2IMAGE response_format=png",
            "IMAGE2IMAGE negative_prompt=blurry",
            "MODELVERSE steps=0",
            "MODELVERSE steps=1",
            "MODELVERSE seed=-2",
            "MODELVERSE seed=-1",
            "MODELVERSE seed=9999999999",
            "MODELVERSE seed=10000000000",
            "MODELVERSE guidance_scale=0.99",
            "MODELVERSE guidance_scale=1",
            "MODELVERSE guidance_scale=10.0",
            "MODELVERSE guidance_scale=10.01",
            "MODELVERSE negative_prompt=7",
            "MODELVERSE cfg_scale=7",
            "GENERATIONS size=768x1360",
            "GENERATIONS size=512x512",
            "GENERATIONS steps=50",
            "GENERATIONS steps=51",
            "GENERATIONS cfg_scale=1.0",
            "GENERATIONS cfg_scale=0.5",
            "GENERATIONS text_mode=true",
            "GENERATIONS text_mode=yes",
            "GENERATIONS seed=2147483648")
        .map(
            text -> {
              String[] parts = text.split("[ =]", 3);
              return Arguments.of(Speaker.valueOf(parts[0]), parts[1], parts[2]);
            });
  }

  private static String refusalByRules(Preset preset) {
    StringBuilder refusal = new StringBuilder();
    Calls.DIALECTS.stream()
        .filter(dialect -> dialect.dialect().equals(preset.provider().dialect()))
        .forEach(
            dialect ->
                dialect.check(
                    preset.model(),
                    preset.prompt(),
                    preset.parameters(),
                    (property, sentence) -> refusal.append(sentence)));
    return refusal.toString();
  }

  private void assertIsTheResult(Speaker speaker, Call call, Answer answer) throws IOException {
    if (answer instanceof Answer.Link link) {
      editor.download(
          call.preset().provider(), link.link(), call.result(), call.maxResultBytes(), TIMEOUT);
    }
    assertThat(ImageIO.read(call.result().toFile()).getRGB(3, 2))
        .isEqualTo(
            speaker.generates()
                ? LocalEditApi.generatedRgb(Calls.PROMPT)
                : LocalEditApi.editedRgb(COLOUR, Calls.PROMPT));
  }

  private Call call(LocalEditApi server, Speaker speaker, Map<String, String> parameters)
      throws IOException {
    Provider provider = Calls.provider(server.baseUrl(speaker.server), speaker.dialect, Map.of());
    Preset preset = Calls.preset(provider, speaker.model, speaker.with(parameters));
    return source(speaker, Calls.call(directory, preset, TIMEOUT));
  }

  private static Call source(Speaker speaker, Call call) {
    return JsonDialectsTest.with(
        call,
        speaker.generates()
            ? new Source.None()
            : new Source.File(Calls.file(call), new ImageInfo(ImageFormat.PNG, 64, 64, 1)));
  }
}
