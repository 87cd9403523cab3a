package io.retouch.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PreparedEditApiTest {
  private static final byte[] SOURCE = bytes(1, 200_000);
  private static final byte[] PICTURE = bytes(2, 150_000);

  private final PreparedEditApi api = PreparedEditApi.start();

  /** Any bytes: neither picture is looked into. */
  private static byte[] bytes(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @AfterEach
  void close() {
    api.close();
  }

  private EditCall call(byte[] image) {
    return EditCall.at(URI.create(api.baseUrl() + "/images/edits")).model().image(image).prompt();
  }

  @Test
  void answersWithALinkToThePreparedPicture() throws Exception {
    api.answer(SOURCE, PICTURE, Duration.ZERO);

    EditCall.Answer answer = call(SOURCE).field("seed", "7").send();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/data/0/finish_reason").asText()).isEqualTo("success");
    URI link = URI.create(answer.json().at("/data/0/url").asText());
    assertThat(link.getPort()).isEqualTo(api.baseUrl().getPort());
    byte[] linked =
        EditCall.CLIENT
            .send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofByteArray())
            .body();
    assertThat(linked).isEqualTo(PICTURE);
    assertThat(api.edits()).isEqualTo(1);
  }

  @Test
  void answersWithBase64WhereThatIsAskedFor() throws Exception {
    api.answer(SOURCE, PICTURE, Duration.ZERO);

    EditCall.Answer answer = call(SOURCE).field("response_format", "b64_json").send();

    String base64 = answer.json().at("/data/0/b64_json").asText();
    assertThat(Base64.getDecoder().decode(base64)).isEqualTo(PICTURE);
  }

  @Test
  void waitsBeforeItAnswers() throws Exception {
    api.answer(SOURCE, PICTURE, Duration.ofMillis(300));
    long start = System.nanoTime();

    call(SOURCE).send();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(299));
  }

  @Test
  void refusesAnyOtherPicture() throws Exception {
    api.answer(SOURCE, PICTURE, Duration.ZERO);
    byte[] other = SOURCE.clone();
    other[other.length - 1]++;

    assertThat(call(other).send().message()).contains("not the expected one");
    assertThat(call(bytes(1, SOURCE.length - 1)).send().status()).isEqualTo(400);
    assertThat(call(bytes(1, SOURCE.length + 1)).send().status()).isEqualTo(400);
    assertThat(api.edits()).isZero();
  }

  @Test
  void refusesWhatTheStrictOneRefuses() throws Exception {
    api.answer(SOURCE, PICTURE, Duration.ZERO);

    assertThat(call(SOURCE).field("steps", "51").send().message()).contains("steps must be");
    assertThat(call(SOURCE).field("colour", "red").send().message()).contains("not known");
    assertThat(call(SOURCE).prompt().send().message()).contains("only once");
    assertThat(call(SOURCE).authorization("Bearer wrong").send().status()).isEqualTo(401);
    assertThat(call(SOURCE).contentType("text/plain").send().status()).isEqualTo(415);
    assertThat(call(SOURCE).contentType("multipart/form-data").send().status()).isEqualTo(400);
    assertThat(api.edits()).isZero();
  }

  @Test
  void refusesAFormThatIsCutOrGoesOn() throws Exception {
    api.answer(SOURCE, PICTURE, Duration.ZERO);

    assertThat(call(SOURCE).sendAsItIs(Duration.ofSeconds(30)).status()).isEqualTo(400);
    EditCall ended = call(SOURCE);
    ended.send();
    assertThat(ended.field("seed", "7").send().message()).contains("well-formed");
  }

  @Test
  void refusesEverythingUntilItKnowsThePicture() throws Exception {
    assertThat(call(SOURCE).send().message()).contains("No image is expected");
  }

  @Test
  void knowsNoOtherPath() throws Exception {
    URI other = URI.create(api.baseUrl() + "/images/generations");

    assertThat(EditCall.at(other).field("a", "b").send().status()).isEqualTo(404);
  }
}
