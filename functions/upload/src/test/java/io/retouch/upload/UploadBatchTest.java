package io.retouch.upload;

import static io.retouch.upload.FakeEditService.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.retouch.edit.Deadline;
import io.retouch.edit.EditJob;
import io.retouch.edit.EditOutcome;
import io.retouch.edit.JobQueue.QueuedJob;
import io.retouch.event.UploadEvents;
import io.retouch.preset.Settings;
import io.retouch.upload.BatchResponse.ItemFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UploadBatchTest {
  private static final int SIDE_BY_SIDE = 4;
  private static final Instant LATER = Instant.parse("2026-11-01T13:00:00Z");

  @RegisterExtension final LoggedLines logged = new LoggedLines();

  private final FakeEditService service = new FakeEditService();
  private final FakeJobQueue queue = new FakeJobQueue();
  private final UploadBatch batch =
      new UploadBatch(
          service,
          queue,
          new Settings(
              Duration.ofMinutes(1),
              new Settings.Limits(1, 1, SIDE_BY_SIDE),
              Settings.LogFormat.TEXT,
              Optional.empty(),
              Optional.empty(),
              Settings.Spending.unbounded(),
              List.of()));
  private final Deadline deadline = Deadline.in(Duration.ofMinutes(1), Clock.systemUTC());

  @Test
  void consumesMessagesWhoseEditsEndedForGood() {
    service.script("skipped", new EditOutcome.Skipped("No preset matches."));
    service.script("rejected", new EditOutcome.Rejected("too_big", "Too big.", Optional.empty()));
    service.script("parked", new EditOutcome.Parked("unknown", "Who knows.", Optional.empty()));

    List<String> failed =
        editBatch(
            Events.batch(
                Events.put("edited"),
                Events.put("skipped"),
                Events.put("rejected"),
                Events.put("parked")));

    assertThat(failed).isEmpty();
    assertThat(service.keys()).containsExactly("edited", "parked", "rejected", "skipped");
  }

  @Test
  void returnsMessagesOfWhichOneObjectIsNotDone() {
    service.script("waits", WAITING);
    service.breaks("breaks");

    List<String> failed =
        editBatch(
            Events.batch(
                Events.put("a", "waits"),
                Events.put("b"),
                Events.put("breaks", "c"),
                Events.put("d", "e")));

    assertThat(failed).containsExactly("m0", "m2");
    assertThat(service.keys()).containsExactly("a", "b", "breaks", "c", "d", "e", "waits");
    assertThat(logged.lines())
        .containsExactly("ERROR The edit of amzn-s3-demo-bucket/breaks broke off.");
  }

  /** Ten messages fail or not on four threads; a failure that gets lost would delete a message. */
  @RepeatedTest(200)
  void forgetsNoFailureOfAnyThread() {
    CyclicBarrier four = new CyclicBarrier(SIDE_BY_SIDE);
    service.script("good1", job -> FakeEditService.meet(four));
    service.script("bad1", job -> breakAfter(FakeEditService.meet(four)));
    service.script("bad2", job -> breakAfter(FakeEditService.meet(four)));
    service.script(
        "bad3",
        job -> {
          FakeEditService.meet(four);
          return WAITING;
        });
    service.script(
        "bad4",
        job -> {
          throw new StackOverflowError("scripted");
        });
    service.breaks("bad5");

    List<String> failed =
        editBatch(
            Events.batch(
                Events.put("bad1"),
                Events.put("good1"),
                Events.put("bad2"),
                "no JSON",
                Events.put("bad3"),
                Events.put("good2", "good3"),
                Events.put("good4", "bad4"),
                Events.read("s3-test-event"),
                Events.put("bad5"),
                Events.put("good5")));

    assertThat(failed).containsExactly("m0", "m2", "m3", "m4", "m6", "m8");
    assertThat(service.jobs()).hasSize(10);
    assertThat(service.mostSideBySide()).isEqualTo(SIDE_BY_SIDE);
  }

  @Test
  void editsAnObjectOnceHoweverOftenItIsAnnounced() {
    service.script("twice", WAITING);

    List<String> failed =
        editBatch(
            Events.batch(
                Events.put("twice", "twice"), Events.put("other"), Events.put("a", "twice")));

    assertThat(failed).containsExactly("m0", "m2");
    assertThat(service.keys()).containsExactly("a", "other", "twice");
  }

  @Test
  void hasPicturesMadeThatAreAskedForEachOnce() {
    List<String> failed =
        editBatch(
            Events.batch(
                Events.picture("poster", "sale"),
                Events.put("uploaded"),
                Events.picture("poster", "sale"),
                Events.picture("animals", "sale")));

    assertThat(failed).isEmpty();
    assertThat(service.jobs())
        .containsExactlyInAnyOrder(
            EditJob.generate("poster", "sale", deadline),
            EditJob.generate("animals", "sale", deadline),
            new EditJob("amzn-s3-demo-bucket", "uploaded", deadline));
  }

  @Test
  void postponesAPictureThatWaitsAndNamesItWhereItBreaks() {
    service.script("waits", waitingUntil(LATER));
    service.breaks("breaks");
    JsonNode waits = Events.picture("poster", "waits");

    List<String> failed = editBatch(Events.batch(waits, Events.picture("poster", "breaks")));

    assertThat(failed).containsExactly("m0", "m1");
    assertThat(queue.untils(waits)).containsExactly(LATER);
    assertThat(logged.lines())
        .containsExactly("ERROR The edit of preset poster's breaks broke off.");
  }

  @Test
  void returnsMessagesThatAskForWhatNobodyUnderstands() {
    JsonNode paint = Events.picture("poster", "sale").put("retouch", "paint");
    JsonNode unnamed = Events.picture("poster", "");

    List<String> failed = editBatch(Events.batch(paint, Events.picture("poster", "sale"), unnamed));

    assertThat(failed).containsExactly("m0", "m2");
    assertThat(service.keys()).containsExactly("sale");
    assertThat(logged.lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("cannot be decoded", "dead-letter queue"));
  }

  @Test
  void returnsUndecodableMessagesAloneAndConsumesIgnoredOnes() {
    List<String> failed = editBatch(Events.read("sqs-mixed"));

    assertThat(failed).containsExactly("m-text", "m-version");
    assertThat(service.keys())
        .containsExactly("uploads/a.jpg", "uploads/b.jpg", "uploads/red flower.jpg");
    assertThat(logged.lines())
        .containsExactly(
            "INFO Ignored the test event of bucket \"amzn-s3-demo-bucket\" in message m-test.",
            "ERROR Message m-text cannot be decoded and goes back to its queue, which moves it to"
                + " the dead-letter queue after maxReceiveCount deliveries: There is no readable"
                + " JSON where the event should be.",
            "ERROR Message m-version cannot be decoded and goes back to its queue, which moves it"
                + " to the dead-letter queue after maxReceiveCount deliveries: The S3 record has"
                + " eventVersion \"3.0\", but only major version 2 is understood.",
            "INFO Ignored the EventBridge event \"Object Deleted\" that comes from \"aws.s3\" in"
                + " message m-deleted.");
  }

  @Test
  void consumesFolderPlaceholdersWithoutAnEdit() {
    assertThat(editBatch(Events.batch(Events.read("s3-folder")))).isEmpty();
    assertThat(service.jobs()).isEmpty();
    assertThat(logged.lines())
        .containsExactly(
            "INFO Skipped amzn-s3-demo-bucket/uploads/holiday/: it is a folder, not a picture.");
  }

  @Test
  void postponesWhatOnlyWaitsAndNothingElse() {
    service.script("waits", waitingUntil(LATER));
    service.breaks("breaks");
    JsonNode waits = Events.put("waits", "done");

    List<String> failed =
        editBatch(
            Events.batch(
                waits, Events.put("waits", "breaks"), "no JSON", Events.put("done"), waits));

    assertThat(failed).containsExactly("m0", "m1", "m2", "m4");
    assertThat(queue.jobs())
        .singleElement()
        .isEqualTo(
            new QueuedJob(
                "arn:aws:sqs:us-east-2:123456789012:my-queue",
                "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a...",
                waits.toString(),
                Events.SENT_AT,
                1));
    assertThat(queue.untils(waits)).containsExactly(LATER);
  }

  @Test
  void postponesToTheLatestTimeThatAnyObjectOfTheMessageWaitsFor() {
    service.script("sooner", waitingUntil(LATER.minusSeconds(1)));
    service.script("latest", waitingUntil(LATER));
    service.script("soonest", waitingUntil(LATER.minusSeconds(2)));
    JsonNode three = Events.put("sooner", "latest", "soonest");
    JsonNode one = Events.put("soonest");

    assertThat(editBatch(Events.batch(three, one))).containsExactly("m0", "m1");

    assertThat(queue.untils(three)).containsExactly(LATER);
    assertThat(queue.untils(one)).containsExactly(LATER.minusSeconds(2));
  }

  @Test
  void consumesAMessageThatWasSentAnew() {
    service.script("a", waitingUntil(LATER));
    service.script("b", waitingUntil(LATER));
    queue.sendsAnew(Events.put("b"));

    List<String> failed =
        editBatch(Events.batch(Events.put("a"), Events.put("b"), Events.put("a", "b")));

    assertThat(failed).containsExactly("m0", "m2");
  }

  @Test
  void returnsAMessageThatCouldNotBePostponed() {
    service.script("a", waitingUntil(LATER));
    queue.breaksFor(Events.put("a"));

    assertThat(editBatch(Events.batch(Events.put("a"), Events.put("b")))).containsExactly("m0");
    assertThat(logged.lines()).containsExactly("ERROR Message m0 could not be postponed.");
  }

  @Test
  void postponesNothingOfADirectEvent() {
    service.script("waits", waitingUntil(LATER));

    assertThatThrownBy(() -> editDirect(Events.put("waits")))
        .isInstanceOf(UploadFailedException.class);

    assertThat(queue.jobs()).isEmpty();
  }

  @Test
  void failsADirectEventAfterAllWasTried() {
    service.script("waits", WAITING);
    service.breaks("breaks");
    JsonNode event = Events.put("a", "waits", "breaks", "b");

    assertThatThrownBy(() -> editDirect(event))
        .isInstanceOf(UploadFailedException.class)
        .hasMessage(
            "2 of 4 pictures are not done, so the event has to be delivered again:"
                + " amzn-s3-demo-bucket/waits (rate_limited: The API is busy.),"
                + " amzn-s3-demo-bucket/breaks (it broke off, see the log)");
    assertThat(service.keys()).containsExactly("a", "b", "breaks", "waits");
  }

  @Test
  void namesTwentyFailuresAndCountsTheRest() {
    String[] keys = new String[21];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = "k" + i;
      service.script(keys[i], WAITING);
    }

    assertThatThrownBy(() -> editDirect(Events.put(keys)))
        .hasMessageStartingWith("21 of 21 pictures")
        .hasMessageContaining("/k19 (")
        .hasMessageNotContaining("/k20 (")
        .hasMessageEndingWith(" and 1 more");
  }

  @Test
  void failsAnUndecodableDirectEvent() {
    assertThatThrownBy(() -> editDirect(Events.read("s3-put").put("Records", 7)))
        .isInstanceOf(UploadFailedException.class)
        .hasMessage("The event cannot be decoded: The event's Records are no list.");
  }

  @Test
  void answersDirectEventsWithNothing() {
    assertThat(editDirect(Events.put("a"))).isEmpty();
    assertThat(editDirect(Events.read("s3-test-event"))).isEmpty();
  }

  private static EditOutcome waitingUntil(Instant until) {
    return new EditOutcome.Waiting("rate_limited", "The API is busy.", until);
  }

  private static EditOutcome breakAfter(EditOutcome outcome) {
    throw new IllegalStateException("broken instead of " + outcome.name());
  }

  private List<String> editBatch(JsonNode event) {
    BatchResponse answer = batch.edit(UploadEvents.decode(event), deadline).orElseThrow();
    return answer.batchItemFailures().stream().map(ItemFailure::itemIdentifier).toList();
  }

  private Optional<BatchResponse> editDirect(JsonNode event) {
    return batch.edit(UploadEvents.decode(event), deadline);
  }
}
