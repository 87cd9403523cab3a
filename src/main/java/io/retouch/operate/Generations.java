package io.retouch.operate;

import io.retouch.edit.DueEdit;
import io.retouch.edit.JobSender;
import io.retouch.operate.EditStatus.Outcome;
import io.retouch.preset.Preset;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Has pictures made by presets that work from their prompt alone. */
@ApplicationScoped
public class Generations {
  private static final Logger LOG = Logger.getLogger(Generations.class);

  private final Targets targets;
  private final EditStatuses statuses;
  private final SpendingSwitch spending;
  private final JobSender queue;

  @Inject
  Generations(Targets targets, EditStatuses statuses, SpendingSwitch spending, JobSender queue) {
    this.targets = targets;
    this.statuses = statuses;
    this.spending = spending;
    this.queue = queue;
  }

  /**
   * Asks whoever takes uploads for a picture, unless it has been made, has ended without a result,
   * or is being made. A name is one picture of its preset, however often it is asked for: a message
   * too many is harmless, since the ledger pays for none of them twice.
   *
   * @throws OperatorException if there is no such preset, it edits what is uploaded, the name
   *     cannot be used, there is no ledger or no queue, or spending is stopped
   * @throws io.retouch.edit.QueueException if the queue does not take it: ask again
   */
  public Asked generate(String presetName, String name) {
    Preset preset = targets.preset(presetName);
    targets.requireLedger();
    String uploads = targets.queue();
    DueEdit due = targets.picture(preset, name);
    EditStatus status = statuses.status(due);
    if (status.outcome() != Outcome.WAITING || isBeingMade(status)) {
      return new Asked(status, false);
    }
    spending
        .stopped()
        .ifPresent(
            stop -> {
              throw new OperatorException(
                  stop.code(),
                  "Nothing was asked for, because %s; resume allows it.".formatted(stop.reason()));
            });
    queue.send(uploads, List.of(PictureMessages.body(presetName, name)));
    LOG.infof("Asked for picture %s of preset %s.", name, presetName);
    return new Asked(sent(status), true);
  }

  private static boolean isBeingMade(EditStatus status) {
    return status.known().isPresent()
        && status.why().filter(why -> why.code().equals(Wait.IN_PROGRESS)).isPresent();
  }

  /** What it waited for before was this very message. */
  private static EditStatus sent(EditStatus before) {
    if (before.why().filter(why -> why.code().equals(Wait.NOT_DELIVERED)).isEmpty()) {
      return before;
    }
    return new EditStatus(
        before.due(),
        before.outcome(),
        before.known(),
        before.bill(),
        before.output(),
        Optional.of(Wait.of("sent", "its message is in the queue, and its delivery makes it")));
  }

  /**
   * What became of asking.
   *
   * @param sent whether a message was sent; if not, the picture needs none
   */
  public record Asked(EditStatus status, boolean sent) {
    public Asked {
      Objects.requireNonNull(status, "status");
    }
  }
}
