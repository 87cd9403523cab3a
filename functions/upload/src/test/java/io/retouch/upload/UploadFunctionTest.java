package io.retouch.upload;

import static io.restassured.RestAssured.given;
import static io.retouch.upload.FakeEditService.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.retouch.edit.EditJob;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class UploadFunctionTest {
  @Inject FakeEditService service;

  @BeforeEach
  void forget() {
    service.reset();
  }

  @ParameterizedTest
  @CsvSource({
    "s3-put, uploads/red flower.jpg",
    "s3-put-unversioned, uploads/cat+1.jpg",
    "sns-lambda, uploads/red flower.jpg",
    "sns-notification, uploads/red flower.jpg",
    "eventbridge-created, uploads/1+1 is%202.jpg",
    "minio-put, uploads/red flower.jpg",
  })
  void editsWhatADirectEventAnnouncesAndAnswersNothing(String fixture, String key) {
    send(Events.read(fixture)).statusCode(204);

    assertThat(service.keys()).containsExactly(key);
  }

  @ParameterizedTest
  @CsvSource({
    "sqs-sns-s3, uploads/red flower.jpg",
    "sqs-sns-raw-s3, uploads/red flower.jpg",
    "sqs-eventbridge, uploads/1+1 is%202.jpg",
  })
  void editsWhatAQueuedEventAnnouncesAndAnswersThatAllIsDone(String fixture, String key) {
    send(Events.read(fixture)).statusCode(200).body(is("{\"batchItemFailures\":[]}"));

    assertThat(service.keys()).containsExactly(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3-empty",
        "s3-test-event",
        "s3-removed",
        "s3-tagging",
        "s3-restore",
        "s3-folder",
        "sns-subscription",
        "eventbridge-deleted",
        "eventbridge-tags-added",
        "eventbridge-scheduled"
      })
  void takesEventsThatAnnounceNoPicture(String fixture) {
    JsonNode event = Events.read(fixture);

    send(event).statusCode(204);
    send(Events.batch(event)).statusCode(200).body(is("{\"batchItemFailures\":[]}"));

    assertThat(service.jobs()).isEmpty();
  }

  @Test
  void answersWithTheMessagesThatAreNotDone() {
    service.script("waits", WAITING);
    service.breaks("breaks");

    send(Events.batch(Events.put("a", "waits"), Events.put("b"), "text", Events.put("breaks")))
        .statusCode(200)
        .contentType(ContentType.JSON)
        .body(
            is(
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"m0\"},"
                    + "{\"itemIdentifier\":\"m2\"},{\"itemIdentifier\":\"m3\"}]}"));
  }

  @Test
  void failsADirectEventThatIsNotDoneAndServesTheNext() {
    service.script("waits", WAITING);

    send(Events.put("a", "waits"))
        .statusCode(500)
        .body("errorMessage", containsString("1 of 2 pictures are not done"))
        .body("errorMessage", containsString("amzn-s3-demo-bucket/waits (rate_limited"));

    send(Events.put("b")).statusCode(204);
    assertThat(service.keys()).containsExactly("a", "b", "waits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "7", "\"text\"", "{\"Records\":7}"})
  void failsAnEventThatCannotBeDecodedAndServesTheNext(String event) {
    send(event).statusCode(500).body("errorMessage", containsString("cannot be decoded"));

    send(Events.put("b")).statusCode(204);
  }

  @Test
  void failsABatchThatCannotBeAnsweredMessageByMessage() {
    send("{\"Records\":[{\"eventSource\":\"aws:sqs\",\"body\":\"{}\"}]}")
        .statusCode(500)
        .body("errorMessage", containsString("messageId"));
  }

  @Test
  void endsEditsTwoSecondsBeforeTheTimeLimit() {
    send(Events.put("a")).statusCode(204);

    assertThat(service.jobs())
        .extracting(EditJob::deadline)
        .allSatisfy(deadline -> assertThat(deadline.remaining()).isEqualTo(Duration.ofSeconds(58)));
  }

  private static ValidatableResponse send(Object event) {
    return given().contentType(ContentType.JSON).body(event.toString()).when().post("/").then();
  }
}
