package io.retouch.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.images.Image;
import com.openai.models.images.ImageEditParams;
import com.openai.models.images.ImageEditParams.ResponseFormat;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.retouch.parts.Fault;
import io.retouch.parts.FunctionUrl;
import io.retouch.parts.LocalEditApi;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenAI's own client for Java, unchanged, behind a function URL. */
@QuarkusTest
@QuarkusTestResource(value = LocalCloud.class, restrictToAnnotatedClass = true)
class OpenAiJavaTest {
  private final byte[] picture = Pictures.png();
  private final FunctionUrl url = Gateway.open(Optional.empty());
  private final OpenAIClient client = client(LocalCloud.TOKEN);

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  LocalEditApi api;

  @BeforeEach
  void forgetCalls() {
    api.reset();
  }

  @AfterEach
  void stop() {
    client.close();
    url.close();
  }

  @Test
  void editsAFile() throws IOException {
    Path file = Files.write(folder.resolve("photo.png"), picture);

    Image image = edit(params().image(file).model("link"));

    assertThat(image.url()).isPresent();
    assertThat(api.paid()).isEqualTo(1);
  }

  @Test
  @SuppressWarnings("deprecation") // of OpenAI's newer models, not of the API
  void getsBytesOfAStream() throws IOException {
    Image image =
        edit(
            params()
                .image(new ByteArrayInputStream(picture))
                .model("step-image-edit-2")
                .prompt("dusk, with lights on")
                .responseFormat(ResponseFormat.B64_JSON));

    byte[] result = Base64.getDecoder().decode(image.b64Json().orElseThrow());
    assertThat(ImageIO.read(new ByteArrayInputStream(result)).getWidth()).isEqualTo(32);
    assertThat(api.calls().get(0).fields()).containsEntry("prompt", "dusk, with lights on");
  }

  @Test
  void repeatsByItselfWhatTheApiDidNotRunAndPaysOnce() {
    api.plan(Fault.rateLimited(Duration.ofSeconds(1)), Fault.serverError(503), Fault.none());

    Image image = edit(params().image(picture).model("link"));

    assertThat(image.url()).isPresent();
    assertThat(api.paid()).isEqualTo(1);
    assertThat(api.calls()).hasSize(3);
  }

  @Test
  void neverRepeatsByItselfWhatMayHaveBeenPaid() {
    api.planAlways(Fault.dropAfterWork());

    InternalServerException error =
        catchThrowableOfType(
            InternalServerException.class, () -> edit(params().image(picture).model("link")));

    assertThat(error.statusCode()).isEqualTo(504);
    assertThat(error.code()).hasValue("unknown_outcome");
    assertThat(api.paid()).isEqualTo(2);
  }

  @Test
  void readsErrors() {
    OpenAIClient stranger = client("no-token");

    BadRequestException refused =
        catchThrowableOfType(
            BadRequestException.class,
            () -> edit(params().image("text".getBytes(StandardCharsets.UTF_8)).model("link")));
    UnauthorizedException unknown =
        catchThrowableOfType(
            UnauthorizedException.class,
            () -> stranger.images().edit(params().image(picture).model("link").build()));

    stranger.close();
    assertThat(refused.code()).hasValue("invalid_image");
    assertThat(refused.param()).hasValue("image");
    assertThat(refused.headers().values("x-request-id")).hasSize(1);
    assertThat(unknown.code()).hasValue("unauthenticated");
  }

  private Image edit(ImageEditParams.Builder params) {
    return client.images().edit(params.build()).data().orElseThrow().get(0);
  }

  /** The client demands a prompt; an empty one leaves the preset its own. */
  private static ImageEditParams.Builder params() {
    return ImageEditParams.builder().prompt("");
  }

  private OpenAIClient client(String token) {
    return OpenAIOkHttpClient.builder().apiKey(token).baseUrl(url.address() + "/v1").build();
  }
}
