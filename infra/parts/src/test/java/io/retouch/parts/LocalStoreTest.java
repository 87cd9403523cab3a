package io.retouch.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

@ParameterizedClass
@ValueSource(strings = {"memory", "folder"})
class LocalStoreTest {
  private static final byte[] BYTES = "not a picture".getBytes(StandardCharsets.UTF_8);

  @Parameter String kind = "";
  @TempDir Path folder = Path.of("");

  private LocalStore store = LocalStore.inMemory();
  private S3Client client = client(store, store.secretAccessKey());

  @BeforeEach
  void start() {
    if (kind.equals("folder")) {
      stop();
      store = LocalStore.inFolder(folder.resolve("data"), 0);
      client = client(store, store.secretAccessKey());
    }
    store.createBucket("uploads");
  }

  @AfterEach
  void stop() {
    client.close();
    store.close();
  }

  private static S3Client client(LocalStore store, String secret) {
    // Without chunks nothing of a body is left unread, see LocalStore.
    return builder(store, secret)
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .serviceConfiguration(c -> c.chunkedEncodingEnabled(false))
        .build();
  }

  private static S3ClientBuilder builder(LocalStore store, String secret) {
    return S3Client.builder()
        .endpointOverride(store.endpoint())
        .region(Region.of(store.region()))
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(store.accessKeyId(), secret)))
        .httpClient(UrlConnectionHttpClient.create());
  }

  private PutObjectRequest.Builder to(String key) {
    return PutObjectRequest.builder().bucket("uploads").key(key);
  }

  @Test
  void createsABucketOnce() {
    store.createBucket("uploads");

    assertThat(client.listBuckets().buckets()).extracting(b -> b.name()).containsExactly("uploads");
  }

  @Test
  void reachesBucketsOfEveryLengthThatItMakes() {
    String longest = "b".repeat(63);
    store.createBucket("abc");
    store.createBucket(longest);

    assertThat(client.headBucket(r -> r.bucket("abc")).sdkHttpResponse().isSuccessful()).isTrue();
    assertThat(client.headBucket(r -> r.bucket(longest)).sdkHttpResponse().isSuccessful()).isTrue();
    for (String unfit : List.of("ab", "b".repeat(64), "Upper", "-ab")) {
      assertThatThrownBy(() -> store.createBucket(unfit))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(unfit);
    }
  }

  @Test
  void holdsWhatTheClientPuts() {
    client.putObject(
        to("a.jpg").contentType("image/jpeg").metadata(Map.of("artist", "Ada")).build(),
        RequestBody.fromBytes(BYTES));

    StoredBlob blob = store.get("uploads", "a.jpg").orElseThrow();
    assertThat(blob.bytes()).isEqualTo(BYTES);
    assertThat(blob.contentType()).isEqualTo("image/jpeg");
    assertThat(blob.userMetadata()).containsExactly(Map.entry("artist", "Ada"));
    assertThat(blob.eTag())
        .isEqualTo(
            client.headObject(r -> r.bucket("uploads").key("a.jpg")).eTag().replace("\"", ""))
        .matches("[0-9a-f]{32}");
  }

  @Test
  void takesTheChunksAndChecksumsOfAClientAsItComes() {
    try (S3Client usual = builder(store, store.secretAccessKey()).build()) {
      usual.putObject(to("a.jpg").build(), RequestBody.fromBytes(BYTES));
    }

    assertThat(store.get("uploads", "a.jpg").orElseThrow().bytes()).isEqualTo(BYTES);
  }

  @Test
  void answers412AgainAndAgainOnOneConnection() {
    PutObjectRequest conditional = to("a").ifNoneMatch("*").build();
    store.put("uploads", "a", BYTES, "image/png", Map.of());

    for (int i = 0; i < 200; i++) {
      assertThatThrownBy(() -> client.putObject(conditional, RequestBody.fromBytes(BYTES)))
          .isInstanceOfSatisfying(
              S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
    }
  }

  @Test
  void givesTheClientWhatWasPutDirectly() {
    store.put("uploads", "a.webp", BYTES, "image/webp", Map.of("artist", "Ada"));

    var answer = client.getObjectAsBytes(r -> r.bucket("uploads").key("a.webp"));
    assertThat(answer.asByteArray()).isEqualTo(BYTES);
    assertThat(answer.response().contentType()).isEqualTo("image/webp");
    assertThat(answer.response().metadata()).containsExactly(Map.entry("artist", "Ada"));
  }

  @Test
  void keepsEncodedMetadataAsItWasSent() {
    String encoded = "=?UTF-8?B?5rC05b2p?=";

    client.putObject(
        to("a").metadata(Map.of("title", encoded)).build(), RequestBody.fromBytes(BYTES));

    assertThat(client.headObject(r -> r.bucket("uploads").key("a")).metadata())
        .containsEntry("title", encoded);
    assertThat(store.get("uploads", "a").orElseThrow().userMetadata())
        .containsEntry("title", encoded);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain.jpg",
        "red flower.jpg",
        "1+1=2.png",
        "水彩/猫 咪.webp",
        "a/b/c/d.jpg",
        "100%.jpg",
        "it's (1) & more; #x?.jpg"
      })
  void takesKeysAsTheyAre(String key) {
    client.putObject(to(key).build(), RequestBody.fromBytes(BYTES));

    assertThat(store.keys("uploads")).containsExactly(key);
    assertThat(store.get("uploads", key).orElseThrow().bytes()).isEqualTo(BYTES);
    assertThat(client.getObjectAsBytes(r -> r.bucket("uploads").key(key)).asByteArray())
        .isEqualTo(BYTES);
    assertThat(client.listObjectsV2(r -> r.bucket("uploads")).contents())
        .extracting(o -> o.key())
        .containsExactly(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/jpeg",
        "image/png",
        "image/avif",
        "application/json",
        "text/plain;charset=utf-8",
        "application/octet-stream"
      })
  void keepsTheContentType(String contentType) {
    client.putObject(to("a").contentType(contentType).build(), RequestBody.fromBytes(BYTES));

    assertThat(client.headObject(r -> r.bucket("uploads").key("a")).contentType())
        .isEqualTo(contentType);
    assertThat(store.get("uploads", "a").orElseThrow().contentType()).isEqualTo(contentType);
  }

  @Test
  void answers412ToAConditionalPutOfAnExistingObject() {
    PutObjectRequest conditional = to("a").ifNoneMatch("*").build();
    client.putObject(conditional, RequestBody.fromBytes(BYTES));

    assertThatThrownBy(() -> client.putObject(conditional, RequestBody.fromString("other")))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
    assertThat(store.get("uploads", "a").orElseThrow().bytes()).isEqualTo(BYTES);
  }

  @Test
  void letsOneOfManyConditionalPutsWin() {
    PutObjectRequest conditional = to("a").ifNoneMatch("*").build();

    long winners =
        IntStream.range(0, 16)
            .parallel()
            .filter(
                i -> {
                  try {
                    client.putObject(conditional, RequestBody.fromString("writer " + i));
                    return true;
                  } catch (S3Exception e) {
                    return false;
                  }
                })
            .count();

    assertThat(winners).isEqualTo(1);
  }

  @Test
  void answers404ToAMissingKey() {
    assertThatThrownBy(() -> client.getObjectAsBytes(r -> r.bucket("uploads").key("none")))
        .isInstanceOfSatisfying(
            NoSuchKeyException.class, e -> assertThat(e.statusCode()).isEqualTo(404));
    assertThat(store.get("uploads", "none")).isEmpty();
  }

  @Test
  void deletesAndForgivesMissingKeys() {
    store.put("uploads", "a", BYTES, "image/png", Map.of());

    store.delete("uploads", "a");

    assertThat(store.get("uploads", "a")).isEmpty();
    assertThat(store.keys("uploads")).isEmpty();
    assertThatCode(() -> store.delete("uploads", "a")).doesNotThrowAnyException();
  }

  @Test
  void refusesAWrongSecret() {
    try (S3Client stranger = client(store, "guessed")) {
      assertThatThrownBy(() -> stranger.listBuckets())
          .isInstanceOfSatisfying(
              S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
    }
  }

  @Test
  void listsMoreKeysThanOnePageHolds() {
    List<String> keys = IntStream.range(0, 1001).mapToObj("%04d"::formatted).toList();

    keys.forEach(key -> store.put("uploads", key, new byte[0], "image/png", Map.of()));

    assertThat(store.keys("uploads")).isEqualTo(keys);
  }

  @Test
  void runsBesideAnother() {
    try (LocalStore other = LocalStore.inMemory()) {
      other.createBucket("uploads");
      other.put("uploads", "theirs", BYTES, "image/png", Map.of());

      assertThat(other.endpoint()).isNotEqualTo(store.endpoint());
      assertThat(store.keys("uploads")).isEmpty();
    }
  }

  @Test
  void saysThatAPortIsTaken() {
    int taken = store.endpoint().getPort();

    assertThatThrownBy(() -> LocalStore.inFolder(folder.resolve("other"), taken))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("port " + taken);
  }

  @Test
  void keepsObjectsAndMetadataOverARestartInAFolder() throws Exception {
    assumeThat(kind).isEqualTo("folder");
    store.put("uploads", "in/a.png", BYTES, "image/png", Map.of("artist", "Ada"));
    StoredBlob before = store.get("uploads", "in/a.png").orElseThrow();
    stop();

    store = LocalStore.inFolder(folder.resolve("data"), 0);

    assertThat(store.get("uploads", "in/a.png")).hasValue(before);
    assertThat(Files.readAllBytes(folder.resolve("data/uploads/in/a.png"))).isEqualTo(BYTES);
  }

  @Test
  void refusesAFolderWhereMetadataWouldBeLost() throws Exception {
    try (FileSystem plain = Jimfs.newFileSystem(Configuration.unix())) {
      assertThatThrownBy(() -> LocalStore.inFolder(plain.getPath("/data"), 0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("extended attributes");
    }
  }
}
