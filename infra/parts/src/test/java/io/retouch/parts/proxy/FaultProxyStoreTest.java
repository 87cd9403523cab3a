package io.retouch.parts.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retouch.parts.LocalStore;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The local store behind the proxy, called by the AWS SDK, which signs for the proxy's port. */
class FaultProxyStoreTest {
  private static final byte[] BYTES = "not a picture".getBytes(StandardCharsets.UTF_8);
  private static final int LARGE = 20 * 1024 * 1024;

  private final LocalStore store = LocalStore.inMemory();
  private final FaultProxy proxy = FaultProxy.before(store.endpoint());
  private final S3Client client = client(4);

  @BeforeEach
  void start() {
    store.createBucket("uploads");
  }

  @AfterEach
  void stop() {
    client.close();
    proxy.close();
    store.close();
  }

  private S3ClientBuilder builder(int attempts) {
    return S3Client.builder()
        .endpointOverride(proxy.endpoint())
        .region(Region.of(store.region()))
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(store.accessKeyId(), store.secretAccessKey())))
        .overrideConfiguration(
            c ->
                c.retryStrategy(
                    AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(attempts)
                        .backoffStrategy(BackoffStrategy.retryImmediately())
                        .build()))
        .httpClient(UrlConnectionHttpClient.create());
  }

  private S3Client client(int attempts) {
    // Without chunks nothing of a body is left unread, see LocalStore.
    return builder(attempts)
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .serviceConfiguration(c -> c.chunkedEncodingEnabled(false))
        .build();
  }

  private void rule(String text) {
    proxy.rule(FaultRule.parse(text));
  }

  private static PutObjectRequest to(String key) {
    return PutObjectRequest.builder().bucket("uploads").key(key).build();
  }

  private static byte[] large() {
    byte[] bytes = new byte[LARGE];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jpg", "red flower+1.jpg", "水彩/猫 咪.webp", "it's (1) & more; #x?.jpg"})
  void passesSignedRequestsOn(String key) {
    client.putObject(to(key), RequestBody.fromBytes(BYTES));

    assertThat(store.keys("uploads")).containsExactly(key);
    assertThat(client.getObjectAsBytes(r -> r.bucket("uploads").key(key)).asByteArray())
        .isEqualTo(BYTES);
    assertThat(client.headObject(r -> r.bucket("uploads").key(key)).contentLength()).isEqualTo(13);
    client.deleteObject(r -> r.bucket("uploads").key(key));
    assertThat(client.listObjectsV2(r -> r.bucket("uploads")).contents()).isEmpty();
    assertThat(proxy.calls())
        .extracting(ProxiedCall::operation)
        .containsExactly("PutObject", "GetObject", "HeadObject", "DeleteObject", "ListObjectsV2");
    assertThat(proxy.calls())
        .extracting(ProxiedCall::status)
        .containsExactly(200, 200, 200, 204, 200);
  }

  @Test
  void passesTheChunksAndChecksumsOfAClientOnAsItComes() {
    try (S3Client usual = builder(4).build()) {
      usual.putObject(to("a"), RequestBody.fromBytes(BYTES));
    }

    assertThat(store.get("uploads", "a").orElseThrow().bytes()).isEqualTo(BYTES);
  }

  @Test
  void passesTwentyMegabytesBothWays() {
    byte[] large = large();

    client.putObject(to("large"), RequestBody.fromBytes(large));

    assertThat(store.get("uploads", "large").orElseThrow().bytes()).isEqualTo(large);
    assertThat(client.getObjectAsBytes(r -> r.bucket("uploads").key("large")).asByteArrayUnsafe())
        .isEqualTo(large);
  }

  @Test
  void passesUploadsInPartsOn() {
    String id = client.createMultipartUpload(r -> r.bucket("uploads").key("a")).uploadId();
    String eTag =
        client
            .uploadPart(
                r -> r.bucket("uploads").key("a").uploadId(id).partNumber(1),
                RequestBody.fromBytes(BYTES))
            .eTag();
    CompletedPart part = CompletedPart.builder().partNumber(1).eTag(eTag).build();
    client.completeMultipartUpload(
        r -> r.bucket("uploads").key("a").uploadId(id).multipartUpload(u -> u.parts(part)));

    assertThat(store.get("uploads", "a").orElseThrow().bytes()).isEqualTo(BYTES);
    assertThat(proxy.calls())
        .extracting(ProxiedCall::operation)
        .containsExactly("CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload");
  }

  @Test
  void passes412Back() {
    PutObjectRequest conditional = to("large").toBuilder().ifNoneMatch("*").build();
    store.put("uploads", "large", BYTES, "image/png", Map.of());
    byte[] large = large();

    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> client.putObject(conditional, RequestBody.fromBytes(large)))
          .isInstanceOfSatisfying(
              S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
    }
    assertThat(proxy.calls()).extracting(ProxiedCall::status).containsOnly(412).hasSize(5);
  }

  @Test
  void refusesAWrongSecretThroughTheProxy() {
    AwsBasicCredentials guessed = AwsBasicCredentials.create(store.accessKeyId(), "guessed");
    try (S3Client stranger =
        builder(1).credentialsProvider(StaticCredentialsProvider.create(guessed)).build()) {
      assertThatThrownBy(() -> stranger.listBuckets())
          .isInstanceOfSatisfying(
              S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
    }
  }

  @Test
  void storesWhatIsAppliedThoughTheAnswerIsLostAndLetsTheClientRepeat() {
    rule("PutObject#1=answer-lost");

    client.putObject(to("a"), RequestBody.fromBytes(BYTES));

    assertThat(store.get("uploads", "a")).isPresent();
    assertThat(proxy.calls()).extracting(ProxiedCall::status).containsExactly(0, 200);
    assertThat(proxy.calls()).allMatch(ProxiedCall::forwarded);
  }

  @Test
  void storesWhatIsAppliedThoughNobodyRepeatsIt() {
    rule("PutObject=answer-lost");

    try (S3Client once = client(1)) {
      assertThatThrownBy(() -> once.putObject(to("a"), RequestBody.fromBytes(BYTES)))
          .isInstanceOf(SdkClientException.class);
    }

    assertThat(store.get("uploads", "a")).isPresent();
    assertThat(proxy.calls()).hasSize(1);
  }

  @Test
  void meets412WhereALostConditionalPutIsRepeated() {
    rule("PutObject#1=answer-lost");
    PutObjectRequest conditional = to("a").toBuilder().ifNoneMatch("*").build();

    assertThatThrownBy(() -> client.putObject(conditional, RequestBody.fromBytes(BYTES)))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));

    assertThat(store.get("uploads", "a")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"reset-before", "refuse", "hang:10ms"})
  void storesNothingOfWhatIsNotPassedOn(String fault) {
    rule("PutObject=" + fault);

    // The SDK's class depends on whether the client waited to be told to send the body.
    assertThatThrownBy(() -> client.putObject(to("a"), RequestBody.fromBytes(BYTES)))
        .isInstanceOfAny(SdkClientException.class, UncheckedIOException.class);

    assertThat(store.keys("uploads")).isEmpty();
    assertThat(proxy.calls()).isNotEmpty().noneMatch(ProxiedCall::forwarded);
  }

  @Test
  void answersUntilTheClientHasUsedUpItsAttempts() {
    rule("PutObject=status:503");

    assertThatThrownBy(() -> client.putObject(to("a"), RequestBody.fromBytes(BYTES)))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(503));

    assertThat(store.keys("uploads")).isEmpty();
    assertThat(proxy.calls()).hasSize(4).noneMatch(ProxiedCall::forwarded);
  }

  @Test
  void givesHalfOfAnObject() {
    store.put("uploads", "a", BYTES, "image/png", Map.of());
    rule("GetObject=truncated");

    // The JDK's old client, on which this SDK client rests, takes an early end for the end.
    byte[] half = client.getObjectAsBytes(r -> r.bucket("uploads").key("a")).asByteArray();

    assertThat(half).isEqualTo(Arrays.copyOf(BYTES, BYTES.length / 2));
    assertThat(proxy.calls().get(0).status()).isEqualTo(200);
  }
}
