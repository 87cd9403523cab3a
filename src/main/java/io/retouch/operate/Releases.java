package io.retouch.operate;

import io.retouch.edit.DueEdit;
import io.retouch.edit.EditRecord;
import io.retouch.edit.EditRecord.State;
import io.retouch.edit.EditRecords;
import io.retouch.edit.JobSender;
import io.retouch.preset.Preset;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;

/** Has a picture tried again that has ended without a result. */
@ApplicationScoped
public class Releases {
  private static final Logger LOG = Logger.getLogger(Releases.class);

  private final Targets targets;
  private final EditRecords records;
  private final JobSender queue;
  private final Clock clock;

  @Inject
  Releases(Targets targets, EditRecords records, JobSender queue, Clock clock) {
    this.targets = targets;
    this.records = records;
    this.queue = queue;
    this.clock = clock;
  }

  /**
   * Releases a parked or rejected edit, which may then be paid for once more, and sends it to the
   * queue of uploads.
   *
   * <p>The ledger comes first: a message that came before it would find the edit ended and be
   * consumed. Whoever dies in between leaves an edit that was given back without a message; asking
   * again sends that message. A message too many is harmless, since the ledger pays for none of
   * them twice.
   *
   * @return what it was before: parked, rejected, or given back already
   * @throws OperatorException if there is no such picture, or nothing of it to be released
   * @throws io.retouch.edit.QueueException if the queue does not take it: ask again
   */
  public State release(String presetName, String key) {
    Preset preset = targets.preset(presetName);
    targets.requireLedger();
    String uploads = targets.queue();
    DueEdit due = targets.due(preset, key);
    return release(due, uploads, UploadMessages.body(due.bucket(), key));
  }

  /**
   * The same for a picture that is made from a prompt alone.
   *
   * @throws OperatorException if there is no such picture, or nothing of it to be released
   * @throws io.retouch.edit.QueueException if the queue does not take it: ask again
   */
  public State releasePicture(String presetName, String name) {
    Preset preset = targets.preset(presetName);
    targets.requireLedger();
    String uploads = targets.queue();
    return release(targets.picture(preset, name), uploads, PictureMessages.body(presetName, name));
  }

  private State release(DueEdit due, String uploads, String message) {
    EditRecord found = releasable(due);
    if (found.endedWithoutResult() && !records.release(found)) {
      throw new OperatorException(
          "changed",
          "The edit of %s has changed meanwhile: ask for its status.".formatted(due.key()));
    }
    queue.send(uploads, List.of(message));
    LOG.infof(
        "Released %s of preset %s, which was %s.", due.key(), due.preset().name(), found.state());
    return found.state();
  }

  private EditRecord releasable(DueEdit due) {
    String key = due.key();
    EditRecord found =
        records
            .find(due.place())
            .orElseThrow(() -> nothing(due, "No delivery has come to %s yet".formatted(key)));
    if (!found.isOf(due) && !found.isOfSourceOf(due)) {
      Wait taken = EditStatuses.placeTaken(due, found);
      throw new OperatorException(taken.code(), taken.reason() + ".");
    }
    if (!found.isOf(due)) {
      throw nothing(
          due,
          (due.preset().generates()
                  ? "No delivery has come to %s as its preset is now"
                  : "No delivery has come to what %s holds now")
              .formatted(key));
    }
    if (found.state() == State.DONE) {
      throw new OperatorException(
          "done",
          (due.preset().generates()
                  ? "%s was made already; ask for another name to have another picture."
                  : "%s was edited already; upload it with metadata retouch-force and a new token to have that done once more.")
              .formatted(key));
    }
    if (found.isBusy(clock.instant())) {
      throw new OperatorException(
          Wait.IN_PROGRESS,
          "A delivery is editing %s, until %s at most.".formatted(key, found.leaseEnd()));
    }
    return found;
  }

  private static OperatorException nothing(DueEdit due, String why) {
    return new OperatorException(
        Wait.NOT_DELIVERED,
        why + ", so there is nothing to be released" + EditStatuses.sender(due) + ".");
  }
}
