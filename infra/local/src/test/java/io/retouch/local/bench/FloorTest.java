package io.retouch.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retouch.local.bench.Scene.AnswerFormat;
import io.retouch.local.bench.Scene.Size;
import io.retouch.parts.StoredBlob;
import io.retouch.parts.proxy.CallRecorder;
import io.retouch.parts.proxy.RecordedCall;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The floor over two requests of an S3 client; the ledger's are in {@link BenchIT}. */
@TestInstance(Lifecycle.PER_CLASS)
class FloorTest {
  private static final String SOURCE = "url/picture-0.jpg";
  private static final String RESULT = "url/picture-0.png";

  private final BenchServers servers = new BenchServers();
  private final NoisePictures pictures = new NoisePictures(3);
  private final Scene scene = Scene.of(new Size(20_000, 30_000)).with(AnswerFormat.LINK);
  private final List<Step> steps = new ArrayList<>();
  private final Stage stage = new Stage(servers, scene, pictures);

  @BeforeEach
  void recordAGetAndAPut() throws Exception {
    steps.clear();
    stage.reset();
    CallRecorder recorder = servers.recorders().get(0);
    try (S3Client client = client(recorder.endpoint())) {
      client.getObjectAsBytes(r -> r.bucket(BenchServers.UPLOADS).key(SOURCE));
      client.putObject(
          r -> r.bucket(BenchServers.EDITED).key(RESULT).contentType("image/png"),
          RequestBody.fromBytes(pictures.png(scene.size().result())));
    }
    steps.addAll(Step.taken(servers.recorders()));
  }

  private S3Client client(URI endpoint) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(Region.of(servers.store().region()))
        .forcePathStyle(true)
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    servers.store().accessKeyId(), servers.store().secretAccessKey())))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  @AfterAll
  void close() {
    stage.close();
    servers.close();
  }

  @Test
  void doesAgainWhatWasRecordedAsOftenAsOneWants() {
    assertThat(steps).extracting(Step::name).containsExactly("fetch source", "put");

    try (Floor floor = new Floor(stage, steps)) {
      floor.edit();
      floor.cool();
      Timing timing = floor.edit();

      assertThat(timing.steps()).containsOnlyKeys("fetch source", "put");
      assertThat(timing.wall()).isPositive();
      assertThat(timing.processor()).isPresent();
      assertThat(timing.ready()).isEmpty();
      assertThat(floor.peakMegabytes()).isEmpty();
    }

    assertThat(servers.store().get(BenchServers.EDITED, RESULT).map(StoredBlob::bytes))
        .contains(pictures.png(scene.size().result()));
  }

  @Test
  void comparesNothingIfTheResultIsMissing() {
    try (Floor floor = new Floor(stage, steps.subList(0, 1))) {
      assertThatThrownBy(floor::edit)
          .isInstanceOf(BenchException.class)
          .hasMessageContaining("no result")
          .hasMessageContaining("nothing is compared");
    }
  }

  @Test
  void comparesNothingIfAByteDiffers() {
    byte[] other = pictures.png(scene.size().result()).clone();
    other[other.length / 2]++;
    stage.reset();
    servers.store().put(BenchServers.EDITED, RESULT, other, "image/png", Map.of());

    assertThatThrownBy(() -> stage.check("Somebody"))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("not what the edit API made");
  }

  @Test
  void comparesNothingIfTheTypeDiffers() {
    byte[] result = pictures.png(scene.size().result());
    servers.store().put(BenchServers.EDITED, RESULT, result, "image/jpeg", Map.of());

    assertThatThrownBy(() -> stage.check("Somebody"))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("image/jpeg");
  }

  @Test
  void comparesNothingIfAnAnswerIsAnother() {
    Step get = steps.get(0);
    RecordedCall call = get.call();
    RecordedCall expected =
        new RecordedCall(
            call.operation(),
            call.method(),
            call.path(),
            call.head(),
            call.body(),
            call.expectsContinue(),
            404,
            call.startedAt(),
            call.answeredAt());

    try (Floor floor =
        new Floor(stage, List.of(new Step(get.name(), get.server(), expected), steps.get(1)))) {
      assertThatThrownBy(floor::edit)
          .isInstanceOf(BenchException.class)
          .hasMessageContaining("fetch source")
          .hasMessageContaining("200 instead of 404");
    }
  }
}
