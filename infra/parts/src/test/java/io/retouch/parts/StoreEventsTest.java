package io.retouch.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.S3Exception;

class StoreEventsTest {
  private static final byte[] BYTES = "not a picture".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder = Path.of("");

  private final List<StoreEvent> events = new CopyOnWriteArrayList<>();
  private LocalStore store = LocalStore.inMemory();
  private S3Client client = Clients.of(store);

  @BeforeEach
  void start() {
    stop();
    store = LocalStore.inFolder(folder, 0, events::add);
    store.createBucket("uploads");
    client = Clients.of(store);
  }

  @AfterEach
  void stop() {
    client.close();
    store.close();
  }

  private String eTag(String key) {
    return client.headObject(r -> r.bucket("uploads").key(key)).eTag().replace("\"", "");
  }

  private void put(String key) {
    client.putObject(r -> r.bucket("uploads").key(key), RequestBody.fromBytes(BYTES));
  }

  @Test
  void tellsOfAnObjectThatAClientPuts() {
    put("in/red flower+1.jpg");

    assertThat(events)
        .containsExactly(
            new StoreEvent(
                "ObjectCreated:Put",
                "uploads",
                "in/red flower+1.jpg",
                BYTES.length,
                eTag("in/red flower+1.jpg")));
    assertThat(events.get(0).eTag()).matches("[0-9a-f]{32}");
  }

  @Test
  void tellsOfAnObjectThatIsPutDirectly() {
    store.put("uploads", "a.jpg", BYTES, "image/jpeg", Map.of());

    assertThat(events)
        .containsExactly(
            new StoreEvent("ObjectCreated:Put", "uploads", "a.jpg", BYTES.length, eTag("a.jpg")));
  }

  @Test
  void tellsOfEveryReplacement() {
    put("a.jpg");
    put("a.jpg");

    assertThat(events).hasSize(2);
  }

  @Test
  void tellsOfACopy() {
    put("a.jpg");
    events.clear();

    client.copyObject(
        r ->
            r.sourceBucket("uploads")
                .sourceKey("a.jpg")
                .destinationBucket("uploads")
                .destinationKey("b.jpg"));

    assertThat(events)
        .containsExactly(
            new StoreEvent("ObjectCreated:Copy", "uploads", "b.jpg", BYTES.length, eTag("b.jpg")));
  }

  @Test
  void tellsOfACopyUnderTheSameKey() {
    put("a.jpg");
    events.clear();

    client.copyObject(
        r ->
            r.sourceBucket("uploads")
                .sourceKey("a.jpg")
                .destinationBucket("uploads")
                .destinationKey("a.jpg")
                .metadataDirective(MetadataDirective.REPLACE)
                .metadata(Map.of("again", "1")));

    assertThat(events).extracting(StoreEvent::name).containsExactly("ObjectCreated:Copy");
  }

  @Test
  void tellsOfAMultipartUploadOnceItIsComplete() {
    byte[] part = new byte[5 * 1024 * 1024];
    String upload =
        client.createMultipartUpload(r -> r.bucket("uploads").key("big.png")).uploadId();
    List<CompletedPart> parts =
        List.of(1, 2).stream()
            .map(
                number ->
                    CompletedPart.builder()
                        .partNumber(number)
                        .eTag(
                            client
                                .uploadPart(
                                    r ->
                                        r.bucket("uploads")
                                            .key("big.png")
                                            .uploadId(upload)
                                            .partNumber(number),
                                    RequestBody.fromBytes(part))
                                .eTag())
                        .build())
            .toList();
    assertThat(events).isEmpty();

    client.completeMultipartUpload(
        r ->
            r.bucket("uploads")
                .key("big.png")
                .uploadId(upload)
                .multipartUpload(m -> m.parts(parts)));

    assertThat(events)
        .containsExactly(
            new StoreEvent(
                "ObjectCreated:CompleteMultipartUpload",
                "uploads",
                "big.png",
                2L * part.length,
                eTag("big.png")));
    assertThat(events.get(0).eTag()).endsWith("-2");
  }

  @Test
  void isSilentAboutAnAbortedMultipartUpload() {
    String upload = client.createMultipartUpload(r -> r.bucket("uploads").key("a.png")).uploadId();

    client.abortMultipartUpload(r -> r.bucket("uploads").key("a.png").uploadId(upload));

    assertThat(events).isEmpty();
  }

  @Test
  void isSilentAboutAPutThatWasRefused() {
    put("a.jpg");
    events.clear();

    assertThatThrownBy(
            () ->
                client.putObject(
                    r -> r.bucket("uploads").key("a.jpg").ifNoneMatch("*"),
                    RequestBody.fromBytes(BYTES)))
        .isInstanceOf(S3Exception.class);

    assertThat(events).isEmpty();
  }

  @Test
  void isSilentAboutReadsAndDeletions() {
    put("a.jpg");
    events.clear();

    client.getObjectAsBytes(r -> r.bucket("uploads").key("a.jpg"));
    client.deleteObject(r -> r.bucket("uploads").key("a.jpg"));

    assertThat(events).isEmpty();
  }

  @Test
  void hasToldWhenTheWriterIsAnswered() {
    for (int i = 0; i < 20; i++) {
      put("picture " + i);

      assertThat(events).hasSize(i + 1);
    }
  }

  @Test
  void letsAWriteSucceedWhoseListenerThrows() {
    stop();
    store =
        LocalStore.inFolder(
            folder,
            0,
            event -> {
              throw new IllegalStateException("The queue is away.");
            });
    client = Clients.of(store);

    put("a.jpg");

    assertThat(store.get("uploads", "a.jpg").orElseThrow().bytes()).isEqualTo(BYTES);
  }
}
