package io.retouch.upload;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.retouch.parts.Fault;
import io.retouch.parts.LocalEditApi;
import io.retouch.parts.LocalStore;
import io.retouch.parts.StoredBlob;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pictures through the whole function, from the event to the output bucket; {@link EditedUploadsIT}
 * does the same with the native executable.
 */
@QuarkusTest
@TestProfile(EditedUploadsTest.RealBeans.class)
@QuarkusTestResource(value = LocalCloud.class, restrictToAnnotatedClass = true)
class EditedUploadsTest {
  @SuppressWarnings("NullAway.Init")
  LocalStore store;

  @SuppressWarnings("NullAway.Init")
  LocalEditApi api;

  @BeforeEach
  void emptyTheBuckets() {
    for (String bucket : List.of("uploads", "edited")) {
      store.keys(bucket).forEach(key -> store.delete(bucket, key));
    }
    api.reset();
  }

  @ParameterizedTest
  @CsvSource({"link, png", "link, jpg", "inline, png", "inline, jpg"})
  void editsAnUploadedPicture(String preset, String format) throws IOException {
    byte[] picture = picture(format);
    String source = preset + "/sommer 2026/Blüte+1." + format;
    upload(source, picture, Map.of("photographer", "Ada"));

    send(batch(source)).statusCode(200).body(is("{\"batchItemFailures\":[]}"));

    StoredBlob result = store.get("edited", preset + "/sommer 2026/Blüte+1.png").orElseThrow();
    assertThat(result.contentType()).isEqualTo("image/png");
    assertThat(result.userMetadata())
        .containsEntry("photographer", "Ada")
        .containsEntry("retouch-preset", preset)
        .containsKeys("retouch-edit", "retouch-model", "retouch-seed");
    BufferedImage before = decode(picture);
    BufferedImage after = decode(result.bytes());
    int band = LocalEditApi.bandHeight(before.getHeight());
    for (int y = 0; y < before.getHeight() - band; y++) {
      for (int x = 0; x < before.getWidth(); x++) {
        assertThat(after.getRGB(x, y))
            .isEqualTo(LocalEditApi.editedRgb(before.getRGB(x, y), LocalCloud.PROMPT));
      }
    }
    assertThat(api.paid()).isEqualTo(1);
    assertThat(api.calls().get(0).fields()).containsEntry("prompt", LocalCloud.PROMPT);
  }

  @Test
  void editsAPictureByItsOwnPromptAndSeed() throws IOException {
    upload(
        "personal/photo.png",
        picture("png"),
        Map.of(
            "retouch-prompt",
            "=?UTF-8?B?5oi/5a2Q?= in =?UTF-8?Q?Gr=C3=BCn?=",
            "retouch-seed",
            "41"));

    send(batch("personal/photo.png")).statusCode(200).body(is("{\"batchItemFailures\":[]}"));

    assertThat(api.calls().get(0).fields())
        .containsEntry("prompt", "房子 in Grün")
        .containsEntry("seed", "41");
    assertThat(store.get("edited", "personal/photo.png").orElseThrow().userMetadata())
        .containsEntry("retouch-seed", "41")
        .doesNotContainKey("retouch-prompt");
  }

  @Test
  void leavesAPictureAloneThatAsksForNoEditAndRejectsOneThatAsksForWhatCannotBe()
      throws IOException {
    upload("personal/skipped.png", picture("png"), Map.of("retouch-skip", "true"));
    upload("personal/wrong.png", picture("png"), Map.of("retouch-seed", "4294967296"));

    send(batch("personal/skipped.png", "personal/wrong.png"))
        .statusCode(200)
        .body(is("{\"batchItemFailures\":[]}"));

    assertThat(store.keys("edited")).containsExactly("personal-rejected/personal/wrong.png.json");
    assertThat(report("personal-rejected/personal/wrong.png.json"))
        .contains("\"code\" : \"invalid_override\"", "from 0 to 2147483647");
    assertThat(api.calls()).isEmpty();
  }

  @Test
  void ignoresWhatThePresetDoesNotAllowAPicture() throws IOException {
    upload("link/photo.png", picture("png"), Map.of("retouch-prompt", "x", "retouch-skip", "true"));

    send(batch("link/photo.png")).statusCode(200).body(is("{\"batchItemFailures\":[]}"));

    assertThat(api.calls().get(0).fields()).containsEntry("prompt", LocalCloud.PROMPT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lossy.webp", "lossless.webp", "exif6.webp"})
  void editsWebp(String image) throws IOException {
    upload("link/" + image, image(image), Map.of());

    send(batch("link/" + image)).statusCode(200).body(is("{\"batchItemFailures\":[]}"));

    assertThat(store.keys("edited")).containsExactly("link/" + image.replace("webp", "png"));
  }

  @ParameterizedTest
  @CsvSource({
    "plain.heic, format_not_supported",
    "plain.avif, format_not_supported",
    "README.txt, invalid_image"
  })
  void rejectsWhatTheModelDoesNotTakeBeforePaying(String image, String code) throws IOException {
    upload("link/" + image, image(image.replace(".txt", ".md")), Map.of());

    send(batch("link/" + image)).statusCode(200).body(is("{\"batchItemFailures\":[]}"));

    assertThat(report("link-rejected/link/" + image + ".json"))
        .contains("\"code\" : \"" + code + "\"");
    assertThat(api.calls()).isEmpty();
  }

  @Test
  void rejectsTiffBmpAndGifByTheirBytes() throws IOException {
    for (String format : List.of("tiff", "bmp", "gif")) {
      upload("link/as-" + format + ".jpg", picture(format), Map.of());
    }

    send(batch("link/as-tiff.jpg", "link/as-bmp.jpg", "link/as-gif.jpg"))
        .statusCode(200)
        .body(is("{\"batchItemFailures\":[]}"));

    assertThat(report("link-rejected/link/as-tiff.jpg.json")).contains("TIFF");
    assertThat(report("link-rejected/link/as-bmp.jpg.json")).contains("BMP");
    assertThat(report("link-rejected/link/as-gif.jpg.json")).contains("GIF");
    assertThat(api.calls()).isEmpty();
  }

  @Test
  void answersForEachMessageOfAMixedBatch() throws IOException {
    upload("link/good.png", picture("png"), Map.of());
    upload("misdirected/waits.png", picture("png"), Map.of());
    upload("link/bad.png", "text".getBytes(StandardCharsets.UTF_8), Map.of());

    send(Events.batch(
            s3("link/good.png"),
            s3("misdirected/waits.png"),
            "neither JSON nor anything",
            s3("link/bad.png"),
            s3("link/gone.png"),
            Events.read("s3-test-event")))
        .statusCode(200)
        .body(
            is(
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"},{\"itemIdentifier\":\"m2\"}]}"));

    assertThat(store.keys("edited"))
        .containsExactly("link-rejected/link/bad.png.json", "link/good.png");
  }

  @Test
  void repeatsWhatTheApiDidNotRun() throws IOException {
    api.plan(Fault.rateLimited(Duration.ofSeconds(1)), Fault.serverError(503), Fault.none());
    upload("inline/photo.png", picture("png"), Map.of());

    send(batch("inline/photo.png")).statusCode(200).body(is("{\"batchItemFailures\":[]}"));

    assertThat(api.calls()).hasSize(3);
    assertThat(api.paid()).isEqualTo(1);
  }

  @Test
  void fetchesAResultAgainWithoutPayingAgain() throws IOException {
    api.plan(Fault.resultLinkStatus(503));
    upload("link/photo.png", picture("png"), Map.of());

    send(batch("link/photo.png"))
        .statusCode(200)
        .body(is("{\"batchItemFailures\":[{\"itemIdentifier\":\"m0\"}]}"));

    assertThat(api.calls()).hasSize(1);
    assertThat(store.keys("edited")).isEmpty();
  }

  @Test
  void callsOnceMoreAfterAResetAndNeverByItself() throws IOException {
    api.plan(Fault.dropAfterWork(), Fault.dropAfterWork());
    upload("link/photo.png", picture("png"), Map.of());

    send(batch("link/photo.png")).statusCode(200).body(is("{\"batchItemFailures\":[]}"));

    assertThat(api.calls()).hasSize(2);
    assertThat(report("link-rejected/link/photo.png.json")).contains("\"outcome\" : \"parked\"");
  }

  @Test
  void verifiesTlsBeforeItSendsAnything() throws IOException {
    upload("encrypted/photo.png", picture("png"), Map.of());

    send(s3("encrypted/photo.png"))
        .statusCode(500)
        .body("errorMessage", containsString("tls_failed"));
  }

  @Test
  void failsADirectEventThatIsNotDoneAndServesTheNext() throws IOException {
    upload("misdirected/waits.png", picture("png"), Map.of());
    upload("link/photo.png", picture("png"), Map.of());

    send(s3("misdirected/waits.png"))
        .statusCode(500)
        .body("errorMessage", containsString("unauthorised"));
    send(s3("link/photo.png")).statusCode(204);

    assertThat(store.keys("edited")).containsExactly("link/photo.png");
  }

  /** The pipeline and the configuration that the function has, not those of the other tests. */
  public static class RealBeans implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.arc.exclude-types", "io.retouch.upload.FakeBeans");
    }
  }

  private void upload(String key, byte[] bytes, Map<String, String> metadata) {
    store.put("uploads", key, bytes, "application/octet-stream", metadata);
  }

  private static ObjectNode batch(String... keys) {
    return Events.batch(Arrays.stream(keys).map(EditedUploadsTest::s3).toArray());
  }

  private static ObjectNode s3(String key) {
    ObjectNode event = Events.put(URLEncoder.encode(key, StandardCharsets.UTF_8));
    event
        .get("Records")
        .forEach(record -> ((ObjectNode) record.path("s3").path("bucket")).put("name", "uploads"));
    return event;
  }

  private static ValidatableResponse send(Object event) {
    return given().contentType(ContentType.JSON).body(event.toString()).when().post("/").then();
  }

  private String report(String key) {
    return new String(store.get("edited", key).orElseThrow().bytes(), StandardCharsets.UTF_8);
  }

  private static byte[] picture(String format) throws IOException {
    BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 64; x++) {
      for (int y = 0; y < 48; y++) {
        image.setRGB(x, y, (x * 4) << 16 | (y * 5) << 8 | 0x40);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, format, bytes);
    return bytes.toByteArray();
  }

  private static BufferedImage decode(byte[] bytes) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(bytes));
  }

  private static byte[] image(String name) throws IOException {
    try (InputStream in = EditedUploadsTest.class.getResourceAsStream("/images/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
