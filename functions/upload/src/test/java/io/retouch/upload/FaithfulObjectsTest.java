package io.retouch.upload;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.retouch.parts.LocalEditApi;
import io.retouch.parts.LocalStore;
import io.retouch.parts.StoredBlob;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * What of a source's object goes to its result, and the manifest beside it, through the whole
 * function; {@link FaithfulObjectsIT} does the same with the native executable. The local store
 * knows neither tags nor encryption: those are tested with the requests that ask for them.
 */
@QuarkusTest
@TestProfile(EditedUploadsTest.RealBeans.class)
@QuarkusTestResource(value = LocalCloud.class, restrictToAnnotatedClass = true)
class FaithfulObjectsTest {
  private static final String SOURCE = "told/photo.jpg";
  private static final String RESULT = "told/photo.png";

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

  @Test
  void givesTheResultWhatTheSourceHas() throws IOException {
    try (S3Client s3 = s3()) {
      s3.putObject(
          put ->
              put.bucket("uploads")
                  .key(SOURCE)
                  .contentType("image/jpeg")
                  .cacheControl("public, max-age=86400")
                  .contentDisposition("attachment; filename=\"photo.jpg\"")
                  .metadata(Map.of("photographer", "Ada")),
          RequestBody.fromBytes(jpeg()));

      send();

      HeadObjectResponse result = s3.headObject(head -> head.bucket("edited").key(RESULT));
      assertThat(result.contentType()).isEqualTo("image/png");
      assertThat(result.cacheControl()).isEqualTo("public, max-age=86400");
      assertThat(result.contentDisposition()).isEqualTo("attachment; filename=\"photo.jpg\"");
      assertThat(result.storageClassAsString()).isEqualTo("STANDARD_IA");
      assertThat(result.metadata())
          .containsEntry("photographer", "Ada")
          .containsEntry("retouch-preset", "told");
    }
  }

  @Test
  void writesTheManifestBesideIt() throws IOException {
    store.put("uploads", SOURCE, jpeg(), "image/jpeg", Map.of("photographer", "Ada"));

    send();

    StoredBlob result = store.get("edited", RESULT).orElseThrow();
    StoredBlob written = store.get("edited", RESULT + ".json").orElseThrow();
    JsonNode manifest = new ObjectMapper().readTree(written.bytes());
    assertThat(written.contentType()).isEqualTo("application/json");
    assertThat(written.userMetadata()).doesNotContainKey("photographer");
    assertThat(manifest.path("schema").asText()).isEqualTo("urn:retouch:manifest:1");
    assertThat(manifest.path("retouch").asText()).matches("[0-9]+[.][0-9]+[.][0-9]+(-SNAPSHOT)?");
    assertThat(manifest.path("edit").asText())
        .isEqualTo(result.userMetadata().get("retouch-edit"))
        .isEqualTo(written.userMetadata().get("retouch-edit"));
    assertThat(manifest.at("/source/format").asText()).isEqualTo("jpeg");
    assertThat(manifest.at("/result/size").asInt()).isEqualTo(result.bytes().length);
    assertThat(manifest.at("/cost/amount").asText()).isEqualTo("0.02");
    assertThat(manifest.at("/timings/totalMs").isInt()).isTrue();
  }

  private S3Client s3() {
    return S3Client.builder()
        .endpointOverride(store.endpoint())
        .forcePathStyle(true)
        .region(Region.of(store.region()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(store.accessKeyId(), store.secretAccessKey())))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  private static void send() {
    var event = Events.put(SOURCE);
    event
        .get("Records")
        .forEach(record -> ((ObjectNode) record.path("s3").path("bucket")).put("name", "uploads"));
    given()
        .contentType(ContentType.JSON)
        .body(Events.batch(event).toString())
        .when()
        .post("/")
        .then()
        .statusCode(200)
        .body(is("{\"batchItemFailures\":[]}"));
  }

  private static byte[] jpeg() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "jpeg", bytes);
    return bytes.toByteArray();
  }
}
