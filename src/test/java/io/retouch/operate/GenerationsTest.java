package io.retouch.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.retouch.edit.EditRequest;
import io.retouch.edit.EditService;
import io.retouch.edit.TestGuards;
import io.retouch.event.Announcement.Direct;
import io.retouch.event.Contents.Decoded;
import io.retouch.event.RequestedPicture;
import io.retouch.event.UploadEvents;
import io.retouch.operate.EditStatus.Outcome;
import io.retouch.operate.EditStatus.Output;
import io.retouch.operate.Generations.Asked;
import io.retouch.operate.Reconciled.Standing;
import io.retouch.operate.Reconciliation.Wanted;
import io.retouch.parts.Fault;
import io.retouch.parts.LocalEditApi;
import io.retouch.parts.LocalQueue;
import io.retouch.parts.LocalStore;
import io.retouch.preset.Settings;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures that are made from a prompt alone, as an operator asks for them and about them. */
@QuarkusTest
@QuarkusTestResource(value = PicturesCloud.class, restrictToAnnotatedClass = true)
class GenerationsTest {
  private static final String PRESET = "poster";

  private final String name = "Sommer 1+1 %20/" + UUID.randomUUID() + ".v2";
  private int taken;

  @Inject EditService service;
  @Inject Settings settings;
  @Inject Generations generations;
  @Inject EditStatuses statuses;
  @Inject Releases releases;
  @Inject Reconciliation reconciliation;
  @Inject SpendingSwitch spending;
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
  void sendsWhatTheUploadFunctionMakesAndSaysWhereItLies() {
    Asked asked = generations.generate(PRESET, name);

    assertThat(asked.sent()).isTrue();
    assertThat(asked.status().outcome()).isEqualTo(Outcome.WAITING);
    assertThat(code(asked.status())).isEqualTo("sent");
    assertThat(sent()).containsExactly(new RequestedPicture(PRESET, name));
    deliver();
    EditStatus status = statuses.statusOfPicture(PRESET, name);
    assertThat(status.due()).isEqualTo(asked.status().due());
    assertThat(status.outcome()).isEqualTo(Outcome.EDITED);
    assertThat(status.output())
        .contains(new Output("edited", "poster/" + name + ".png", true, seed(status)));
    assertThat(status.bill())
        .contains(new Bill(1, 1, Optional.of(new BigDecimal("0.02")), Optional.of("CNY")));
  }

  @Test
  void paysOnceForANameThatIsAskedForTwice() {
    generations.generate(PRESET, name);
    generations.generate(PRESET, name);
    assertThat(sent()).hasSize(2);
    deliver();

    Asked third = generations.generate(PRESET, name);

    assertThat(api.paid()).isEqualTo(1);
    assertThat(third.sent()).isFalse();
    assertThat(third.status().outcome()).isEqualTo(Outcome.EDITED);
    assertThat(sent()).hasSize(2);
  }

  @Test
  void isTheSameEditAsARequestOfThatName() {
    EditRequest request =
        new EditRequest(settings.generatingPreset(PRESET).orElseThrow(), "r" + name);
    assertThat(service.edit(EditJob.generate(request, deadline()))).isInstanceOf(Edited.class);

    Asked asked = generations.generate(PRESET, "r" + name);

    assertThat(asked.sent()).isFalse();
    assertThat(asked.status().bill()).map(Bill::paidAtMost).contains(1);
  }

  @Test
  void sendsNothingWhileSpendingIsStoppedAndSaysWhoStoppedIt() {
    spending.stop("Ada", "the bill");

    assertThatThrownBy(() -> generations.generate(PRESET, name))
        .isInstanceOfSatisfying(
            OperatorException.class, e -> assertThat(e.code()).isEqualTo("spending_stopped"))
        .hasMessageContaining("Nothing was asked for, because spending was stopped by Ada")
        .hasMessageContaining("the bill; resume allows it.");
    assertThat(sent()).isEmpty();
    assertThat(code(statuses.statusOfPicture(PRESET, name))).isEqualTo("spending_stopped");
  }

  @Test
  void tellsOfAFinishedPictureThoughSpendingIsStopped() {
    generations.generate(PRESET, name);
    deliver();
    spending.stop("", "");

    assertThat(generations.generate(PRESET, name).status().outcome()).isEqualTo(Outcome.EDITED);
  }

  @Test
  void sendsNothingWhileSomebodyIsAtWork() {
    DueEdit due = statuses.statusOfPicture(PRESET, name).due();
    ledger.claim(
        new EditLedger.Request(due.place(), due.id(), "/" + name, Duration.ofMinutes(5), false));

    Asked asked = generations.generate(PRESET, name);

    assertThat(asked.sent()).isFalse();
    assertThat(code(asked.status())).isEqualTo("in_progress");
  }

  @Test
  void sendsAgainWhatWasGivenBack() {
    api.planAlways(Fault.clientError(404));
    generations.generate(PRESET, name);
    deliver();
    api.reset();

    Asked asked = generations.generate(PRESET, name);

    assertThat(asked.sent()).isTrue();
    assertThat(code(asked.status())).isEqualTo("given_back");
    deliver();
    assertThat(api.paid()).isEqualTo(1);
  }

  @Test
  void releasesAParkedPictureAndPaysForItOnceMore() {
    generations.generate(PRESET, name);
    api.planAlways(Fault.dropAfterWork());
    assertThat(deliver()).hasOnlyElementsOfType(Parked.class);
    api.reset();
    assertThat(generations.generate(PRESET, name).sent()).isFalse();
    assertThat(statuses.statusOfPicture(PRESET, name).bill()).map(Bill::paidAtMost).contains(2);

    assertThat(releases.releasePicture(PRESET, name)).isEqualTo(State.PARKED);

    assertThat(sent()).hasSize(2);
    deliver();
    assertThat(api.paid()).isEqualTo(1);
    assertThat(statuses.statusOfPicture(PRESET, name).outcome()).isEqualTo(Outcome.EDITED);
  }

  @Test
  void saysWhyNothingIsToBeReleased() {
    assertRefused(() -> releases.releasePicture(PRESET, name), "not_delivered", "generate sends");
    generations.generate(PRESET, name);
    deliver();

    assertRefused(() -> releases.releasePicture(PRESET, name), "done", "ask for another name");
  }

  @Test
  void letsTwoNamesOfOnePlaceNotReplaceEachOther() {
    String file = UUID.randomUUID().toString();
    generations.generate("flat", "a/" + file);
    deliver();

    Asked other = generations.generate("flat", "b/" + file);

    assertThat(other.sent()).isFalse();
    assertThat(code(other.status())).isEqualTo("place_taken");
    assertThat(other.status().why()).map(Wait::reason).get().asString().contains("picture a/");
    assertThat(service.edit(EditJob.generate("flat", "b/" + file, deadline())))
        .isInstanceOf(Rejected.class);
    assertThat(api.paid()).isEqualTo(1);
  }

  @Test
  void countsNoPictureWhosePlaceAPromptHasTaken() {
    String file = UUID.randomUUID().toString();
    String key = "watercolour/" + file + ".png";
    generations.generate("flat", file);
    deliver();
    store.put("uploads", key, new byte[] {1}, "image/png", Map.of());

    Reconciled found =
        reconciliation.reconcile(new Wanted("watercolour", key, "", true), deadline());

    assertThat(found.counts())
        .containsEntry(Standing.PLACE_TAKEN, 1)
        .containsEntry(Standing.DUE, 0);
    assertThat(found.cost()).contains(BigDecimal.ZERO);
    assertThat(code(statuses.status("watercolour", key))).isEqualTo("place_taken");
  }

  @ParameterizedTest
  @CsvSource({
    "sepia, sale, unknown_preset",
    "watercolour, sale, wrong_kind",
    "poster, ../sale, wrong_name",
    "poster, a/%2e%2e/sale, wrong_name",
    "poster, .retouch/answers/sale, wrong_name",
    "poster, sale/, wrong_name",
  })
  void saysWhatIsWrongWithWhatItIsAskedFor(String preset, String picture, String code) {
    assertRefused(() -> generations.generate(preset, picture), code, "");
    assertRefused(() -> statuses.statusOfPicture(preset, picture), code, "");
    assertRefused(() -> releases.releasePicture(preset, picture), code, "");
    assertThat(sent()).isEmpty();
  }

  @Test
  void sendsNoNameWhoseKeyWouldBeTooLong() {
    int room = 1024 - "poster/.{ext}".length();

    assertThat(generations.generate(PRESET, longName(room)).sent()).isTrue();
    assertRefused(() -> generations.generate(PRESET, longName(room + 1)), "key_too_long", "1024");
    assertThat(deliver()).hasOnlyElementsOfType(Edited.class);
  }

  /** Longer names than a file system's take folders. */
  private String longName(int length) {
    String folders =
        (UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)) + "/").repeat(length / 37);
    return folders + "x".repeat(length - folders.length());
  }

  @Test
  void tellsKeysAndNamesApart() {
    assertRefused(() -> statuses.status(PRESET, "poster/a.png"), "wrong_kind", "\"name\"");
    assertRefused(() -> releases.release(PRESET, "poster/a.png"), "wrong_kind", "\"name\"");
    assertRefused(
        () -> statuses.statusOfPicture("watercolour", "a"),
        "wrong_kind",
        "of kind generate there are: flat, poster.");
    assertRefused(
        () -> reconciliation.reconcile(new Wanted(PRESET, "", "", true), deadline()),
        "wrong_kind",
        "from its prompt alone");
  }

  private static void assertRefused(ThrowingCallable request, String code, String said) {
    assertThatThrownBy(request)
        .isInstanceOfSatisfying(OperatorException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(said);
  }

  private static String code(EditStatus status) {
    return status.why().map(Wait::code).orElse("");
  }

  private static String seed(EditStatus status) {
    return status.output().map(Output::seed).orElse("");
  }

  /** What the upload function does with all that was sent in this test. */
  private List<EditOutcome> deliver() {
    return sent().stream()
        .map(
            picture -> service.edit(EditJob.generate(picture.preset(), picture.name(), deadline())))
        .toList();
  }

  private List<RequestedPicture> sent() {
    List<String> bodies = queue.bodies(OperateCloud.QUEUE);
    return bodies.subList(taken, bodies.size()).stream()
        .flatMap(body -> pictures(body).stream())
        .toList();
  }

  private static List<RequestedPicture> pictures(String body) {
    try {
      Direct direct = (Direct) UploadEvents.decode(new ObjectMapper().readTree(body));
      return ((Decoded) direct.contents()).pictures();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Deadline deadline() {
    return Deadline.in(Duration.ofSeconds(30), Clock.systemUTC());
  }
}
