package io.retouch.operate;

import io.retouch.edit.DueEdit;
import io.retouch.edit.EditRecord;
import io.retouch.edit.EditRecords;
import io.retouch.edit.EditRequest;
import io.retouch.edit.ObjectStore;
import io.retouch.edit.ObjectStore.StoredObject;
import io.retouch.operate.EditStatus.Outcome;
import io.retouch.operate.EditStatus.Output;
import io.retouch.preset.Preset;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;

/** Says what has become of a picture. Reads only, and costs nothing. */
@ApplicationScoped
public class EditStatuses {
  private final Targets targets;
  private final EditRecords records;
  private final ObjectStore store;
  private final SpendingSwitch spending;
  private final Clock clock;

  @Inject
  EditStatuses(
      Targets targets,
      EditRecords records,
      ObjectStore store,
      SpendingSwitch spending,
      Clock clock) {
    this.targets = targets;
    this.records = records;
    this.store = store;
    this.spending = spending;
    this.clock = clock;
  }

  /**
   * What has become of an object under a preset.
   *
   * @throws OperatorException if there is no such preset or object, the preset does not match it,
   *     or there is no ledger
   */
  public EditStatus status(String presetName, String key) {
    Preset preset = targets.preset(presetName);
    targets.requireLedger();
    return status(targets.due(preset, key));
  }

  /**
   * What has become of the picture that a preset makes under a name.
   *
   * @throws OperatorException if there is no such preset, it makes no pictures, the name cannot be
   *     used, or there is no ledger
   */
  public EditStatus statusOfPicture(String presetName, String name) {
    Preset preset = targets.preset(presetName);
    targets.requireLedger();
    return status(targets.picture(preset, name));
  }

  /**
   * What has become of the edit that a request asked for.
   *
   * @param bucket the source's; empty where the picture is made from the prompt alone
   * @throws OperatorException if there is no such source, or no ledger
   */
  public EditStatus status(EditRequest request, String bucket, String key) {
    targets.requireLedger();
    if (request.preset().generates()) {
      return status(DueEdit.generated(request));
    }
    StoredObject source =
        store
            .head(bucket, key)
            .orElseThrow(
                () -> new OperatorException("no_such_object", "There is no such object any more."));
    return status(DueEdit.of(request, bucket, key, source));
  }

  EditStatus status(DueEdit due) {
    if (due.isOurs()) {
      Wait why = Wait.of("own_output", "Retouch has written this object itself");
      return unknown(due, Outcome.SKIPPED, why);
    }
    if (due.asksForNoEdit()) {
      Wait why = Wait.of("not_wanted", "its own metadata asks for no edit (retouch-skip)");
      return unknown(due, Outcome.SKIPPED, why);
    }
    Optional<EditRecord> found = records.find(due.place());
    if (found.isEmpty()) {
      return unknown(due, Outcome.WAITING, notDelivered(due, "no delivery has come to it yet"));
    }
    return found.get().isOf(due) ? known(due, found.get()) : anothers(due, found.get());
  }

  /** The place belongs to another source, or to earlier content of this one. */
  private EditStatus anothers(DueEdit due, EditRecord found) {
    if (found.isBusy(clock.instant())) {
      Wait why =
          Wait.until(
              Wait.IN_PROGRESS,
              "a delivery of other content is at work at the result's place",
              found.leaseEnd());
      return unknown(due, Outcome.WAITING, why);
    }
    if (found.isOfSourceOf(due)) {
      String reason =
          due.preset().generates()
              ? "only what its preset said before was made under this name"
              : "only earlier content of this object was edited, no delivery has come to this";
      return unknown(due, Outcome.WAITING, notDelivered(due, reason));
    }
    if (!found.hasSource() || store.head(found.sourceBucket(), found.sourceKey()).isPresent()) {
      return unknown(due, Outcome.REJECTED, placeTaken(due, found));
    }
    String reason = "its place belonged to another picture that is gone, no delivery has come yet";
    return unknown(due, Outcome.WAITING, notDelivered(due, reason));
  }

  static Wait placeTaken(DueEdit due, EditRecord found) {
    return Wait.of(
        "place_taken",
        "%s would overwrite the result of %s: rename one of them"
            .formatted(due.key(), found.source()));
  }

  private Wait notDelivered(DueEdit due, String reason) {
    return held(due).orElseGet(() -> Wait.of(Wait.NOT_DELIVERED, reason + sender(due)));
  }

  /** Which request has a message sent. */
  static String sender(DueEdit due) {
    return due.preset().generates() ? ": generate sends it" : ": reconcile sends it";
  }

  private EditStatus known(DueEdit due, EditRecord found) {
    return switch (found.state()) {
      case DONE -> done(due, found);
      case REJECTED -> ended(due, found, Outcome.REJECTED);
      case PARKED -> ended(due, found, Outcome.PARKED);
      case CLAIMED, SUBMITTED, ANSWERED -> open(due, found);
    };
  }

  private EditStatus done(DueEdit due, EditRecord found) {
    if (found.output().isEmpty()) {
      Wait why = Wait.of("not_overwritten", "another object lay at the result's place");
      return status(due, Outcome.SKIPPED, found, Optional.empty(), Optional.of(why));
    }
    Optional<StoredObject> object =
        store.head(due.place().bucket(), found.output()).filter(due::hasWritten);
    Output output =
        new Output(
            due.place().bucket(),
            found.output(),
            object.isPresent(),
            object.map(StoredObject::userMetadata).map(DueEdit::seed).orElse(""));
    return status(due, Outcome.EDITED, found, Optional.of(output), Optional.empty());
  }

  private EditStatus ended(DueEdit due, EditRecord found, Outcome outcome) {
    Wait why = Wait.of(found.code(), found.reason());
    return status(due, outcome, found, Optional.empty(), Optional.of(why));
  }

  private EditStatus open(DueEdit due, EditRecord found) {
    Wait why =
        found.isBusy(clock.instant())
            ? Wait.until(Wait.IN_PROGRESS, "a delivery is editing it", found.leaseEnd())
            : idle(due, found);
    return status(due, Outcome.WAITING, found, Optional.empty(), Optional.of(why));
  }

  private Wait idle(DueEdit due, EditRecord found) {
    return switch (found.state()) {
      case ANSWERED ->
          Wait.of("result_not_written", "it is paid for, and the next delivery writes its result");
      case SUBMITTED ->
          Wait.of(
              "interrupted",
              "whoever made call %d died, and the next delivery finds out what became of it"
                  .formatted(found.calls()));
      default ->
          held(due)
              .orElseGet(
                  () ->
                      Wait.of("given_back", "it was given back, and waits for its next delivery"));
    };
  }

  private Optional<Wait> held(DueEdit due) {
    return spending.hold(due.preset().provider());
  }

  private static EditStatus unknown(DueEdit due, Outcome outcome, Wait why) {
    return new EditStatus(
        due, outcome, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(why));
  }

  private static EditStatus status(
      DueEdit due, Outcome outcome, EditRecord found, Optional<Output> output, Optional<Wait> why) {
    Bill bill = Bill.of(found, due.preset().provider());
    return new EditStatus(due, outcome, Optional.of(found), Optional.of(bill), output, why);
  }
}
