package io.retouch.local.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.retouch.local.cloud.ClientAccess;
import io.retouch.local.cloud.Edit;
import io.retouch.local.cloud.LocalCloud;
import io.retouch.local.cloud.Outcome;
import io.retouch.parts.Fault;
import io.retouch.parts.proxy.FaultRule;
import io.retouch.parts.proxy.ProxiedCall;
import io.retouch.parts.sample.SampleExif;
import io.retouch.parts.sample.SampleJpegs;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** One cloud that works, and all the ways into it. */
class WorkingCloudIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static CloudKit kit = CloudKit.builder().functions(2).start();

  @BeforeAll
  static void isUp() {
    assertThat(kit.access().store().getHost()).isEqualTo("127.0.0.1");
  }

  @AfterAll
  static void stop() {
    kit.close();
  }

  @BeforeEach
  void forget() {
    kit.editApi().reset();
    kit.editApiProxy().clear();
    kit.storeProxy().clear();
  }

  private static Edit edited(String key) throws InterruptedException {
    Edit edit = kit.await(key, PATIENCE);
    assertThat(edit.state()).as(edit.toString()).isEqualTo("edited");
    Outcome outcome = edit.outcome().orElseThrow();
    assertThat(kit.result(outcome.outputKey()).orElseThrow().userMetadata())
        .containsEntry("retouch-preset", "test");
    return edit;
  }

  @Test
  void editsWhatAnS3ClientPuts() throws Exception {
    ClientAccess access = kit.access();
    try (S3Client client =
        S3Client.builder()
            .endpointOverride(access.store())
            .region(Region.of(access.region()))
            .forcePathStyle(true)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(access.accessKeyId(), access.secretAccessKey())))
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      client.putObject(
          put -> put.bucket(LocalCloud.UPLOADS).key("uploads/sdk 花+1.png").contentType("image/png"),
          RequestBody.fromBytes(Samples.picture(1)));
    }

    Edit edit = edited("uploads/sdk 花+1.png");

    assertThat(edit.outcome().orElseThrow().outputKey()).isEqualTo("test/sdk 花+1.png");
    assertThat(kit.editApi().paid()).isEqualTo(1);
  }

  @Test
  void editsAFileThatIsDroppedIntoTheFolder() throws Exception {
    Path folder = Files.createDirectories(kit.uploadFolder().resolve("uploads/dropped"));
    Files.write(folder.resolve("by hand.png"), Samples.picture(2));

    edited("uploads/dropped/by hand.png");

    assertThat(kit.result("test/dropped/by hand.png")).isPresent();
    assertThat(kit.editApi().paid()).isEqualTo(1);
  }

  @Test
  void editsWithinOneDeliveryWhenTheApiFailsTwice() throws Exception {
    kit.editApi().plan(Fault.serverError(503), Fault.serverError(500));

    kit.put("uploads/twice.png", Samples.picture(3), "image/png");
    Edit edit = edited("uploads/twice.png");

    assertThat(edit.outcomes()).extracting(Outcome::attempts).containsExactly(3);
    assertThat(kit.editApi().calls()).hasSize(3);
    assertThat(kit.editApi().paid()).isEqualTo(1);
  }

  @Test
  void breaksTheStoreForTheFunctionAlone() throws Exception {
    kit.storeProxy().rule(FaultRule.parse("PutObject#1=status:503"));

    kit.put("uploads/store.png", Samples.picture(5), "image/png");
    edited("uploads/store.png");

    assertThat(kit.storeProxy().calls()).anyMatch(call -> call.status() == 503);
    assertThat(kit.editApi().paid()).isEqualTo(1);
  }

  /** Inks without a profile: their reader complains where what it looks for was left out. */
  @Test
  void saysNothingOfAPictureButItsOutcome() throws Exception {
    byte[] inks = SampleJpegs.cmyk(64, 48, 100, 50, 200, 60);

    kit.put("uploads/inks.jpg", SampleJpegs.withExif(inks, SampleExif.exif(3)), "image/jpeg");
    edited("uploads/inks.jpg");

    assertThat(kit.log())
        .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains("warning"))
        .anyMatch(line -> line.contains("uploads/inks.jpg"));
  }

  @Test
  void startsTheTableWhenItIsAskedFor() throws Exception {
    URI table = kit.tableProxy().endpoint();

    HttpRequest request =
        HttpRequest.newBuilder(table)
            .header("X-Amz-Target", "DynamoDB_20120810.ListTables")
            .header("Content-Type", "application/x-amz-json-1.0")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=local/20261120/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

    assertThat(answer.body()).contains("TableNames");
    assertThat(kit.tableProxy().calls())
        .extracting(ProxiedCall::operation)
        .containsExactly("ListTables");
  }

  @ParameterizedTest
  @CsvSource({
    "eventbridge-created, uploads/1+1 is%202.jpg",
    "minio-put, uploads/red flower.jpg",
    "s3-put, uploads/red flower.jpg",
    "s3-put-unversioned, uploads/cat+1.jpg",
    "s3-several-records, uploads/猫.png uploads/dog.webp",
    "sns-lambda, uploads/red flower.jpg",
    "sns-notification, uploads/red flower.jpg",
    "sqs-eventbridge, uploads/1+1 is%202.jpg",
    "sqs-s3, uploads/red flower.jpg uploads/cat.jpg",
    "sqs-sns-raw-s3, uploads/red flower.jpg",
    "sqs-sns-s3, uploads/red flower.jpg"
  })
  void understandsEveryShapeInWhichAnUploadIsAnnounced(String event, String keys) throws Exception {
    List<String> announced = List.of(keys.split(" (?=uploads/)"));
    for (String key : announced) {
      kit.put(key, Samples.picture(4), "image/png");
      edited(key);
    }
    kit.editApi().reset();

    Samples.bodies(event).forEach(kit::send);

    for (String key : announced) {
      kit.await(key, edit -> edit.outcomes().size() == 2, PATIENCE);
      edited(key);
    }
    kit.awaitIdle(PATIENCE);
    assertThat(kit.editApi().paid()).as(String.join("\n", kit.log())).isEqualTo(announced.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eventbridge-deleted",
        "eventbridge-scheduled",
        "eventbridge-tags-added",
        "s3-empty",
        "s3-folder",
        "s3-removed",
        "s3-restore",
        "s3-tagging",
        "s3-test-event",
        "sns-subscription"
      })
  void takesWhatAnnouncesNoUploadAndDoesNothing(String event) throws Exception {
    Samples.bodies(event).forEach(kit::send);

    kit.awaitIdle(PATIENCE);

    assertThat(kit.editApi().calls()).isEmpty();
    assertThat(kit.cloud().deadLetters()).isEmpty();
  }
}
