package io.retouch.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.retouch.edit.AttemptException;
import io.retouch.edit.ImageEditor.Answer;
import io.retouch.edit.ImageEditor.Call;
import io.retouch.edit.ImageEditor.Source;
import io.retouch.edit.MisconfiguredException;
import io.retouch.edit.NotRunException;
import io.retouch.edit.RefusedException;
import io.retouch.edit.ResultUnavailableException;
import io.retouch.edit.UnknownOutcomeException;
import io.retouch.image.ImageFormat;
import io.retouch.image.ImageInfo;
import io.retouch.parts.Fault;
import io.retouch.parts.LocalEditApi;
import io.retouch.preset.Preset;
import io.retouch.preset.Provider;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The dialect against the strict stand-in, which enforces every sentence of StepFun's document. */
class OpenAiEditsContractTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final LocalEditApi api = LocalEditApi.builder().apiKey(Calls.KEY).start();
  private final ProviderImageEditor editor = Calls.editor();
  private final Path directory;

  OpenAiEditsContractTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    BufferedImage picture = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(3, 2, 0x336699);
    ImageIO.write(picture, "png", directory.resolve("source.tmp").toFile());
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "url", "b64_json"})
  void editsInEveryAnswerFormat(String format) throws IOException {
    Map<String, String> parameters = new HashMap<>(Map.of("seed", "7"));
    if (!format.isEmpty()) {
      parameters.put("response_format", format);
    }
    Call call = call(api.baseUrl(), parameters, TIMEOUT);

    Answer answer = editor.edit(call);

    assertThat(answer.seed()).hasValue(7);
    assertThat(answer instanceof Answer.Inline).isEqualTo(format.equals("b64_json"));
    if (answer instanceof Answer.Link link) {
      editor.download(
          call.preset().provider(), link.link(), call.result(), call.maxResultBytes(), TIMEOUT);
    }
    assertThat(ImageIO.read(call.result().toFile()).getRGB(3, 2))
        .isEqualTo(LocalEditApi.editedRgb(0xff336699, Calls.PROMPT));
    assertThat(api.calls()).hasSize(1);
    assertThat(api.paid()).isEqualTo(1);
  }

  @Test
  void sendsEveryDocumentedParameterAndTheFile() throws IOException {
    Map<String, String> parameters =
        Map.of(
            "seed", "2147483647",
            "steps", "50",
            "cfg_scale", "10.0",
            "negative_prompt", "模糊",
            "text_mode", "true",
            "response_format", "b64_json");
    Call call = call(api.baseUrl(), parameters, TIMEOUT);

    editor.edit(call);

    LocalEditApi.Call seen = api.calls().get(0);
    assertThat(seen.path()).isEqualTo("/v1/images/edits");
    assertThat(seen.authorization()).isEqualTo("Bearer " + Calls.KEY);
    Map<String, String> expected = new HashMap<>(parameters);
    expected.put("model", "step-image-edit-2");
    expected.put("prompt", Calls.PROMPT);
    assertThat(seen.fields()).isEqualTo(expected);
    assertThat(seen.fileName()).isEqualTo("image.png");
    assertThat(seen.fileContentType()).isEqualTo("image/png");
    assertThat(seen.fileSize()).isEqualTo(Files.size(Calls.file(call)));
  }

  @Test
  void speaksToStepPlanByItsBaseUrl() throws IOException {
    URI stepPlan = api.baseUrl().resolve("/step_plan/v1");

    assertThat(editor.edit(call(stepPlan, Map.of(), TIMEOUT))).isInstanceOf(Answer.Link.class);
    assertThat(api.calls().get(0).path()).isEqualTo("/step_plan/v1/images/edits");
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(Fault.clientError(400), RefusedException.class, 0),
        Arguments.of(Fault.clientError(401), MisconfiguredException.class, 0),
        Arguments.of(Fault.clientError(402), MisconfiguredException.class, 0),
        Arguments.of(Fault.clientError(404), MisconfiguredException.class, 0),
        Arguments.of(Fault.clientError(413), RefusedException.class, 0),
        Arguments.of(Fault.rateLimited(), NotRunException.class, 0),
        Arguments.of(Fault.censored(), RefusedException.class, 0),
        Arguments.of(Fault.serverError(500), NotRunException.class, 0),
        Arguments.of(Fault.serverError(503), NotRunException.class, 0),
        Arguments.of(Fault.serverError(502), UnknownOutcomeException.class, 0),
        Arguments.of(Fault.bareStatus(500), UnknownOutcomeException.class, 0),
        Arguments.of(Fault.bareStatus(503), UnknownOutcomeException.class, 0),
        Arguments.of(Fault.bareStatus(504), UnknownOutcomeException.class, 0),
        Arguments.of(Fault.contentFiltered(), RefusedException.class, 1),
        Arguments.of(Fault.dropBeforeWork(), UnknownOutcomeException.class, 0),
        Arguments.of(Fault.dropAfterWork(), UnknownOutcomeException.class, 1),
        Arguments.of(Fault.truncatedAnswer(), UnknownOutcomeException.class, 1),
        Arguments.of(Fault.garbage(), UnknownOutcomeException.class, 1),
        Arguments.of(Fault.emptyData(), UnknownOutcomeException.class, 1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void callsOnceWhateverGoesWrong(Fault fault, Class<? extends AttemptException> type, int paid)
      throws IOException {
    api.plan(fault);
    Call call = call(api.baseUrl(), Map.of("response_format", "b64_json"), TIMEOUT);

    assertThat(catchThrowable(() -> editor.edit(call))).isInstanceOf(type);

    assertThat(api.calls()).hasSize(1);
    assertThat(api.paid()).isEqualTo(paid);
    assertThat(call.result()).doesNotExist();
  }

  @Test
  void honoursRetryAfter() throws IOException {
    api.plan(Fault.rateLimited(Duration.ofSeconds(2)));

    NotRunException e =
        catchThrowableOfType(
            NotRunException.class, () -> editor.edit(call(api.baseUrl(), Map.of(), TIMEOUT)));

    assertThat(e.retryAfter()).isEqualTo(Optional.of(Duration.ofSeconds(2)));
  }

  @Test
  void givesUpWhereNoAnswerComes() throws IOException {
    api.plan(Fault.hang());
    Call call = call(api.baseUrl(), Map.of(), Duration.ofSeconds(3));

    assertThat(catchThrowable(() -> editor.edit(call))).isInstanceOf(UnknownOutcomeException.class);
    assertThat(api.calls()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410, 500})
  void saysWhetherALinkIsGone(int status) throws IOException {
    api.plan(Fault.resultLinkStatus(status));
    Call call = call(api.baseUrl(), Map.of(), TIMEOUT);
    Answer.Link answer = (Answer.Link) editor.edit(call);

    ResultUnavailableException e =
        catchThrowableOfType(
            ResultUnavailableException.class,
            () ->
                editor.download(
                    call.preset().provider(), answer.link(), call.result(), 1000, TIMEOUT));

    assertThat(e.permanent()).isEqualTo(status < 500);
  }

  @ParameterizedTest
  @MethodSource("parametersAtTheirLimits")
  void agreesWithTheDocumentAboutItsLimits(String name, String value) throws IOException {
    String refusal = refusalByRules(name, value);

    Throwable thrown =
        catchThrowable(() -> editor.edit(call(api.baseUrl(), Map.of(name, value), TIMEOUT)));

    assertThat(thrown == null).as(refusal).isEqualTo(refusal.isEmpty());
  }

  static Stream<Arguments> parametersAtTheirLimits() {
    return Stream.of(
            "seed=0",
            "seed=2147483647",
            "seed=2147483648",
            "seed=-1",
            "seed=007",
            "steps=0",
            "steps=1",
            "steps=50",
            "steps=51",
            "steps=8.0",
            "cfg_scale=0.99",
            "cfg_scale=1.0",
            "cfg_scale=10",
            "cfg_scale=10.01",
            "cfg_scale=1e0",
            "text_mode=true",
            "text_mode=True",
            "response_format=b64_json",
            "response_format=png",
            "negative_prompt=" + "𠮷".repeat(512),
            "negative_prompt=" + "𠮷".repeat(513),
            "unknown=1")
        .map(text -> Arguments.of((Object[]) text.split("=", 2)));
  }

  private static String refusalByRules(String name, String value) {
    StringBuilder refusal = new StringBuilder();
    new OpenAiEditsDialect()
        .check(
            "step-image-edit-2",
            Calls.PROMPT,
            Map.of(name, value),
            (property, sentence) -> refusal.append(sentence));
    return refusal.toString();
  }

  private Call call(URI baseUrl, Map<String, String> parameters, Duration timeout)
      throws IOException {
    Provider provider = Calls.provider(baseUrl, true);
    Preset preset = Calls.preset(provider, parameters);
    Call call = Calls.call(directory, preset, timeout);
    return new Call(
        call.preset(),
        new Source.File(Calls.file(call), new ImageInfo(ImageFormat.PNG, 64, 48, 1)),
        call.result(),
        call.maxResultBytes(),
        call.apiKey(),
        call.timeout());
  }
}
