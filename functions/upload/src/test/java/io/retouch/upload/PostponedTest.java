package io.retouch.upload;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Arc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.retouch.parts.LocalQueue;
import io.retouch.parts.LocalStore;
import jakarta.inject.Singleton;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Messages from a real queue through the whole function. */
@QuarkusTest
@TestProfile(PostponedTest.Fresh.class)
@QuarkusTestResource(value = LocalCloud.class, restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // the first wants a function that is new
class PostponedTest {
  private static final String ONE_FAILED = "{\"batchItemFailures\":[{\"itemIdentifier\":\"m0\"}]}";
  private static final String ALL_DONE = "{\"batchItemFailures\":[]}";

  @SuppressWarnings("NullAway.Init")
  LocalStore store;

  @SuppressWarnings("NullAway.Init")
  LocalQueue queue;

  @SuppressWarnings("NullAway.Init")
  SqsClient receiver;

  @BeforeEach
  void connect() {
    receiver =
        SqsClient.builder()
            .endpointOverride(queue.endpoint())
            .region(Region.of(queue.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(queue.accessKeyId(), queue.secretAccessKey())))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  @AfterEach
  void emptyTheQueue() {
    receiver.purgeQueue(request -> request.queueUrl(url()));
    receiver.close();
  }

  @Test
  @Order(1)
  void startsNoClientOfTheQueueWhereNothingWaits() throws IOException {
    upload("link/photo.png");
    Message message = received(s3("link/photo.png"), 60);

    assertThat(deliver(Events.received(message, arn()))).isEqualTo(ALL_DONE);

    assertThat(isBuilt(S3Client.class)).isTrue();
    assertThat(isBuilt(SqsClient.class)).isFalse();
  }

  @Test
  @Order(2)
  void hidesAMessageThatWaitsForLongerThanItsReceiverDid() throws Exception {
    upload("misdirected/waits.png");
    Message message = received(s3("misdirected/waits.png"), 1);
    received("another message", 1);

    assertThat(deliver(Events.received(message, arn()))).isEqualTo(ONE_FAILED);

    List<Message> visible = new ArrayList<>();
    awaitUntil(() -> visible.addAll(receive(60)));
    assertThat(visible).extracting(Message::body).containsExactly("another message");
    assertThat(queue.waiting(LocalCloud.QUEUE)).isZero();
    assertThat(queue.inFlight(LocalCloud.QUEUE)).isEqualTo(2);
    assertThat(isBuilt(SqsClient.class)).isTrue();
  }

  @Test
  @Order(3)
  void sendsAMessageAnewThatWasReceivedOftenAndConsumesIt() throws IOException {
    upload("misdirected/waits.png");
    Message message = received(s3("misdirected/waits.png"), 60);
    ObjectNode event = Events.received(message, arn());
    ((ObjectNode) event.path("Records").path(0).path("attributes"))
        .put("ApproximateReceiveCount", "20");

    assertThat(deliver(event)).isEqualTo(ALL_DONE);

    assertThat(queue.delayed(LocalCloud.QUEUE)).isEqualTo(1);
    assertThat(queue.bodies(LocalCloud.QUEUE)).containsExactly(message.body(), message.body());
  }

  /** A function of its own, which has served no other test. */
  public static final class Fresh extends EditedUploadsTest.RealBeans {}

  private static boolean isBuilt(Class<?> client) {
    return Arc.container()
        .getActiveContext(Singleton.class)
        .getState()
        .getContextualInstances()
        .keySet()
        .stream()
        .anyMatch(bean -> bean.getTypes().contains(client));
  }

  private void upload(String key) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB), "png", bytes);
    store.put("uploads", key, bytes.toByteArray(), "image/png", Map.of());
  }

  private static String s3(String key) {
    ObjectNode event = Events.put(key);
    event
        .get("Records")
        .forEach(record -> ((ObjectNode) record.path("s3").path("bucket")).put("name", "uploads"));
    return event.toString();
  }

  private Message received(String body, int visibility) {
    queue.send(LocalCloud.QUEUE, body);
    return receive(visibility).get(0);
  }

  private List<Message> receive(int visibility) {
    return receiver
        .receiveMessage(
            request ->
                request
                    .queueUrl(url())
                    .visibilityTimeout(visibility)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  private String deliver(JsonNode event) {
    return given()
        .contentType(ContentType.JSON)
        .body(event.toString())
        .when()
        .post("/")
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }

  private String url() {
    return queue.url(LocalCloud.QUEUE).toString();
  }

  private String arn() {
    return queue.arn(LocalCloud.QUEUE);
  }

  @SuppressWarnings("BusyWait") // what is awaited here offers nothing to wait on
  private static void awaitUntil(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("not within 15 s").isLessThan(end);
      Thread.sleep(10);
    }
  }
}
