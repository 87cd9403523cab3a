package io.retouch.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.retouch.edit.Deadline;
import io.retouch.edit.DueEdit;
import io.retouch.edit.EditJob;
import io.retouch.edit.EditLedger;
import io.retouch.edit.EditOutcome;
import io.retouch.edit.EditOutcome.Edited;
import io.retouch.edit.EditOutcome.Parked;
import io.retouch.edit.EditOutcome.Rejected;
import io.retouch.edit.EditRecord.State;
import io.retouch.edit.EditRecords;
import io.retouch.edit.EditService;
import io.retouch.edit.TestGuards;
import io.retouch.event.Announcement.Direct;
import io.retouch.event.Contents.Decoded;
import io.retouch.event.UploadEvents;
import io.retouch.event.UploadedObject;
import io.retouch.operate.EditStatus.Outcome;
import io.retouch.operate.EditStatus.Output;
import io.retouch.operate.Reconciled.Standing;
import io.retouch.operate.Reconciliation.Wanted;
import io.retouch.parts.Fault;
import io.retouch.parts.LocalEditApi;
import io.retouch.parts.LocalQueue;
import io.retouch.parts.LocalStore;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator asks, of edits that the pipeline has made. */
@QuarkusTest
@QuarkusTestResource(value = OperateCloud.class, restrictToAnnotatedClass = true)
class OperatorCommandsTest {
  private static final String PRESET = "watercolour";
  private static final String UPLOADS = "uploads";
  private static final byte[] TEXT = "no picture".getBytes(StandardCharsets.UTF_8);

  /** Keys that no form of encoding may harm. */
  private final String folder = PRESET + "/Blüten 1+1 %20/" + UUID.randomUUID() + "/";

  private int taken;

  @Inject EditService service;
  @Inject EditStatuses statuses;
  @Inject Releases releases;
  @Inject SpendingSwitch spending;
  @Inject Reconciliation reconciliation;
  @Inject EditRecords records;
  @Inject EditLedger ledger;
  @Inject TestGuards guards;

  @SuppressWarnings("NullAway.Init")
  LocalStore store;

  @SuppressWarnings("NullAway.Init")
  LocalEditApi api;

  @SuppressWarnings("NullAway.Init")
  LocalQueue queue;

  @BeforeEach
  void begin() {
    api.reset();
    guards.reset();
    taken = queue.bodies(OperateCloud.QUEUE).size();
  }

  @AfterEach
  void allowSpending() {
    spending.resume();
  }

  @Test
  void saysThatNobodyHasComeToAPictureYet() {
    String key = upload("new.png", picture(1));

    EditStatus status = statuses.status(PRESET, key);

    assertThat(status.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(code(status)).isEqualTo("not_delivered");
    assertThat(status.known()).isEmpty();
    assertThat(status.bill()).isEmpty();
  }

  @Test
  void saysWhereAResultLiesAndWhatItCost() {
    String key = upload("done.png", picture(1));
    edit(key);

    EditStatus status = statuses.status(PRESET, key);

    assertThat(status.outcome()).isEqualTo(Outcome.EDITED);
    assertThat(status.output()).map(Output::key).contains(key);
    assertThat(status.output()).map(Output::there).contains(true);
    assertThat(status.known()).map(known -> known.state()).contains(State.DONE);
    assertThat(status.why()).isEmpty();
    assertThat(status.bill())
        .contains(new Bill(1, 1, Optional.of(new BigDecimal("0.02")), Optional.of("CNY")));
  }

  @Test
  void saysThatAResultWasTakenAway() {
    String key = upload("done.png", picture(1));
    edit(key);
    store.delete("edited", key);

    assertThat(statuses.status(PRESET, key).output()).map(Output::there).contains(false);
  }

  @Test
  void saysThatAPictureHasChangedSinceItWasEdited() {
    String key = upload("done.png", picture(1));
    edit(key);
    store.put(UPLOADS, key, picture(2), "image/png", Map.of());

    EditStatus status = statuses.status(PRESET, key);

    assertThat(status.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(status.why()).map(Wait::reason).get().asString().contains("earlier content");
  }

  @Test
  void saysWhyAPictureIsRejectedAndThatThisWasFree() {
    String key = upload("bad.txt", TEXT);
    edit(key);

    EditStatus status = statuses.status(PRESET, key);

    assertThat(status.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(code(status)).isEqualTo("invalid_image");
    assertThat(status.bill()).map(Bill::paidAtMost).contains(0);
    assertThat(store.get("edited", status.due().reportKey())).isPresent();
  }

  @Test
  void saysWhatAParkedPictureMayHaveCost() {
    String key = park("parked.png");

    EditStatus status = statuses.status(PRESET, key);

    assertThat(status.outcome()).isEqualTo(Outcome.PARKED);
    assertThat(status.bill())
        .contains(new Bill(2, 2, Optional.of(new BigDecimal("0.04")), Optional.of("CNY")));
  }

  @Test
  void saysWhoIsAtWorkAndUntilWhen() {
    String key = upload("busy.png", picture(1));
    DueEdit due = statuses.status(PRESET, key).due();
    claim(due, Duration.ofMinutes(5));

    EditStatus status = statuses.status(PRESET, key);

    assertThat(code(status)).isEqualTo("in_progress");
    assertThat(status.why().orElseThrow().until().orElseThrow())
        .isBetween(
            Clock.systemUTC().instant().plusSeconds(60),
            Clock.systemUTC().instant().plusSeconds(301));
  }

  @Test
  void saysThatAPaidAnswerWaitsToBeWritten() {
    String key = upload("answered.png", picture(1));
    api.planAlways(Fault.resultLinkStatus(503));
    edit(key);

    EditStatus status = statuses.status(PRESET, key);

    assertThat(status.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(code(status)).isEqualTo("result_not_written");
    assertThat(status.bill()).map(Bill::paidAtMost).contains(1);
  }

  @Test
  void saysThatThePlaceIsTaken() {
    edit(upload("twin.png", picture(1)));
    String twin = upload("twin.jpg", picture(2));

    assertThat(code(statuses.status(PRESET, twin))).isEqualTo("place_taken");

    store.delete(UPLOADS, folder + "twin.png");
    assertThat(code(statuses.status(PRESET, twin))).isEqualTo("not_delivered");
  }

  @Test
  void saysThatNothingIsDueToItsOwnOutput() {
    String key = upload("own.png", picture(1));
    edit(key);
    var result = store.get("edited", key).orElseThrow();
    store.put(UPLOADS, key, result.bytes(), "image/png", result.userMetadata());

    assertThat(statuses.status(PRESET, key).outcome()).isEqualTo(Outcome.SKIPPED);
  }

  @Test
  void saysWhoStoppedSpending() {
    String key = upload("held.png", picture(1));
    spending.stop("Ada", "the bill");

    EditStatus status = statuses.status(PRESET, key);

    assertThat(code(status)).isEqualTo("spending_stopped");
    assertThat(status.why()).map(Wait::reason).get().asString().contains("Ada", "the bill");
    spending.resume();
    assertThat(code(statuses.status(PRESET, key))).isEqualTo("not_delivered");
  }

  @ParameterizedTest
  @CsvSource({
    "sepia, watercolour/a.png, unknown_preset",
    "watercolour, inline/a.png, not_matched",
    "watercolour, watercolour/a.webp, not_matched",
    "watercolour, watercolour/folder/, not_matched",
    "watercolour, watercolour/gone.png, no_such_object",
  })
  void saysWhatIsWrongWithWhatItIsAskedAbout(String preset, String key, String code) {
    assertThatThrownBy(() -> statuses.status(preset, key))
        .isInstanceOfSatisfying(OperatorException.class, e -> assertThat(e.code()).isEqualTo(code));
    assertThatThrownBy(() -> releases.release(preset, key))
        .isInstanceOfSatisfying(OperatorException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void hasAParkedPicturePaidForOnceMore() {
    String key = park("parked.png");
    api.reset();

    assertThat(releases.release(PRESET, key)).isEqualTo(State.PARKED);

    assertThat(sent()).containsExactly(key);
    assertThat(edit(key)).isInstanceOf(Edited.class);
    assertThat(edit(key)).isInstanceOf(Edited.class);
    assertThat(api.paid()).isEqualTo(1);
    assertThat(statuses.status(PRESET, key).bill()).map(Bill::paidAtMost).contains(1);
  }

  @Test
  void hasARejectedPictureTriedAgain() {
    String key = upload("filtered.png", picture(1));
    api.plan(Fault.censored());
    assertThat(edit(key)).isInstanceOf(Rejected.class);

    assertThat(releases.release(PRESET, key)).isEqualTo(State.REJECTED);

    assertThat(sent()).containsExactly(key);
    assertThat(edit(key)).isInstanceOf(Edited.class);
  }

  @Test
  void sendsTheMessageOfSomebodyWhoDiedAfterReleasing() {
    String key = park("parked.png");
    records.release(records.find(statuses.status(PRESET, key).due().place()).orElseThrow());

    assertThat(releases.release(PRESET, key)).isEqualTo(State.CLAIMED);

    assertThat(sent()).containsExactly(key);
  }

  @Test
  void paysOnceHoweverOftenAPictureIsReleased() {
    String key = park("parked.png");
    api.reset();

    releases.release(PRESET, key);
    releases.release(PRESET, key);

    assertThat(sent()).containsExactly(key, key);
    sent().forEach(this::edit);
    assertThat(api.paid()).isEqualTo(1);
  }

  @Test
  void releasesNothingThatWasEdited() {
    String key = upload("done.png", picture(1));
    edit(key);

    assertRefused(key, "done");
  }

  @Test
  void releasesNothingThatIsBeingEditedOrWasNeverDelivered() {
    String key = upload("busy.png", picture(1));
    assertRefused(key, "not_delivered");

    claim(statuses.status(PRESET, key).due(), Duration.ofMinutes(5));

    assertRefused(key, "in_progress");
  }

  @Test
  void releasesNoEarlierContentAndNoOtherPicturesPlace() {
    String key = park("parked.png");
    String twin = upload("parked.jpg", picture(3));
    assertRefused(twin, "place_taken");

    store.put(UPLOADS, key, picture(2), "image/png", Map.of());

    assertRefused(key, "not_delivered");
  }

  @Test
  void countsAndPricesWhatWasNeverEditedAndSendsNothing() {
    everyStanding();

    Reconciled found = reconcile(true);

    assertThat(found.counts())
        .containsExactly(
            entry(Standing.DUE, 2),
            entry(Standing.FINISHED, 1),
            entry(Standing.IN_PROGRESS, 1),
            entry(Standing.PARKED, 1),
            entry(Standing.REJECTED, 1),
            entry(Standing.PLACE_TAKEN, 1),
            entry(Standing.SKIPPED, 2));
    assertThat(found.due()).containsExactly(folder + "changed.png", folder + "new.png");
    assertThat(found.cost()).contains(new BigDecimal("0.04"));
    assertThat(found.currency()).contains("CNY");
    assertThat(found.sent()).isFalse();
    assertThat(found.continueAfter()).isEmpty();
    assertThat(sent()).isEmpty();
  }

  @Test
  void sendsWhatWasNeverEditedUntilNothingIsLeft() {
    everyStanding();

    Reconciled found = reconcile(false);

    assertThat(found.sent()).isTrue();
    assertThat(sent()).containsExactlyInAnyOrder(folder + "changed.png", folder + "new.png");
    sent().forEach(key -> assertThat(edit(key)).isInstanceOf(Edited.class));
    assertThat(reconcile(true).counts()).containsEntry(Standing.DUE, 0);
  }

  @Test
  void sendsWhatAsksToBeEditedOnceMore() {
    String key = "forced/" + UUID.randomUUID() + "/a.png";
    store.put(UPLOADS, key, picture(1), "image/png", Map.of());
    edit(key);
    String prefix = key.substring(0, key.length() - 5);
    Wanted wanted = new Wanted("forced", prefix, "", true);
    assertThat(reconciliation.reconcile(wanted, deadline()).due()).isEmpty();

    store.put(UPLOADS, key, picture(1), "image/png", Map.of("retouch-force", "1"));

    assertThat(reconciliation.reconcile(wanted, deadline()).due()).containsExactly(key);
  }

  @Test
  void knowsTheEditThatAPictureAsksFor() {
    String key = "open/" + UUID.randomUUID() + "/a.png";
    Wanted wanted = new Wanted("open", key.substring(0, key.length() - 5), "", true);
    override(key, Map.of("retouch-prompt", "in rain", "retouch-seed", "7"));
    assertThat(edit(key)).isInstanceOf(Edited.class);

    EditStatus status = statuses.status("open", key);
    assertThat(status.outcome()).isEqualTo(Outcome.EDITED);
    assertThat(status.due().changes()).containsExactly("prompt", "seed");
    assertThat(status.output()).map(Output::seed).contains("7");
    assertThat(reconciliation.reconcile(wanted, deadline()).counts())
        .containsEntry(Standing.FINISHED, 1);

    override(key, Map.of("retouch-prompt", "in snow"));
    assertThat(statuses.status("open", key).outcome()).isEqualTo(Outcome.WAITING);
    assertThat(reconciliation.reconcile(wanted, deadline()).due()).containsExactly(key);

    override(key, Map.of("retouch-prompt", "in snow", "retouch-skip", "true"));
    assertThat(statuses.status("open", key).outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(code(statuses.status("open", key))).isEqualTo("not_wanted");
    assertThat(reconciliation.reconcile(wanted, deadline()).counts())
        .containsEntry(Standing.SKIPPED, 1);
  }

  @Test
  void releasesWhatAskedForWhatCannotBe() {
    String key = "open/" + UUID.randomUUID() + "/a.png";
    override(key, Map.of("retouch-seed", "-1"));
    assertThat(edit(key)).isInstanceOf(Rejected.class);
    assertThat(code(statuses.status("open", key))).isEqualTo("invalid_override");

    assertThat(releases.release("open", key)).isEqualTo(State.REJECTED);

    assertThat(sent()).containsExactly(key);
    assertThat(edit(key)).isInstanceOf(Rejected.class);
    assertThat(api.calls()).isEmpty();
  }

  private void override(String key, Map<String, String> metadata) {
    store.put(UPLOADS, key, picture(1), "image/png", metadata);
  }

  @ParameterizedTest
  @CsvSource({"sepia, '', unknown_preset", "watercolour, inline/, foreign_prefix"})
  void reconcilesOnlyWhatBelongsToAPreset(String preset, String prefix, String code) {
    assertThatThrownBy(
            () -> reconciliation.reconcile(new Wanted(preset, prefix, "", true), deadline()))
        .isInstanceOfSatisfying(OperatorException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private void everyStanding() {
    edit(upload("changed.png", picture(1)));
    store.put(UPLOADS, folder + "changed.png", picture(2), "image/png", Map.of());
    edit(upload("done.png", picture(1)));
    String done = folder + "done.png";
    var result = store.get("edited", done).orElseThrow();
    store.put(UPLOADS, folder + "own.png", result.bytes(), "image/png", result.userMetadata());
    upload("unmatched.webp", picture(1));
    upload("done.jpg", picture(3));
    edit(upload("bad.txt", TEXT));
    park("parked.png");
    claim(statuses.status(PRESET, upload("busy.png", picture(1))).due(), Duration.ofMinutes(5));
    upload("new.png", picture(1));
    api.reset();
  }

  private Reconciled reconcile(boolean dryRun) {
    return reconciliation.reconcile(new Wanted(PRESET, folder, "", dryRun), deadline());
  }

  private void assertRefused(String key, String code) {
    assertThatThrownBy(() -> releases.release(PRESET, key))
        .isInstanceOfSatisfying(OperatorException.class, e -> assertThat(e.code()).isEqualTo(code));
    assertThat(sent()).isEmpty();
  }

  private String park(String name) {
    String key = upload(name, picture(1));
    api.planAlways(Fault.dropAfterWork());
    assertThat(edit(key)).isInstanceOf(Parked.class);
    api.reset();
    return key;
  }

  private void claim(DueEdit due, Duration lease) {
    ledger.claim(
        new EditLedger.Request(due.place(), due.id(), UPLOADS + "/" + due.key(), lease, false));
  }

  private String upload(String name, byte[] bytes) {
    store.put(UPLOADS, folder + name, bytes, "application/octet-stream", Map.of());
    return folder + name;
  }

  private EditOutcome edit(String key) {
    return service.edit(new EditJob(UPLOADS, key, deadline()));
  }

  private static Deadline deadline() {
    return Deadline.in(Duration.ofSeconds(30), Clock.systemUTC());
  }

  private static String code(EditStatus status) {
    return status.why().map(Wait::code).orElse("");
  }

  /** The keys that were sent in this test, as the upload function reads them. */
  private List<String> sent() {
    List<String> bodies = queue.bodies(OperateCloud.QUEUE);
    return bodies.subList(taken, bodies.size()).stream().map(OperatorCommandsTest::key).toList();
  }

  private static String key(String body) {
    try {
      Direct direct = (Direct) UploadEvents.decode(new ObjectMapper().readTree(body));
      UploadedObject object = ((Decoded) direct.contents()).objects().get(0);
      assertThat(object.bucket()).isEqualTo(UPLOADS);
      return object.key();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] picture(int shade) {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, shade);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
