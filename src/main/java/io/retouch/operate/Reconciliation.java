package io.retouch.operate;

import io.retouch.edit.Deadline;
import io.retouch.edit.DueEdit;
import io.retouch.edit.JobSender;
import io.retouch.edit.ObjectStore;
import io.retouch.edit.ObjectStore.Listed;
import io.retouch.edit.ObjectStore.Listing;
import io.retouch.operate.Reconciled.Standing;
import io.retouch.preset.Preset;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Finds the pictures of a prefix that have no finished edit, and sends them to the queue. */
@ApplicationScoped
public class Reconciliation {
  /** What is left of the invocation's time for sending what was found, and for the answer. */
  static final Duration RESERVE = Duration.ofSeconds(5);

  private static final Logger LOG = Logger.getLogger(Reconciliation.class);

  private final Targets targets;
  private final Standings standings;
  private final ObjectStore store;
  private final JobSender queue;

  @Inject
  Reconciliation(Targets targets, Standings standings, ObjectStore store, JobSender queue) {
    this.targets = targets;
    this.standings = standings;
    this.store = store;
    this.queue = queue;
  }

  /**
   * Looks at a preset's objects one after the other, in the order of their keys, until all are
   * looked at or time runs short; at least at one.
   *
   * @param wanted which ones; to go on, with {@link Reconciled#continueAfter()} as {@code after}
   * @param deadline when the invocation ends
   * @throws OperatorException if there is no such preset or it edits no uploads, the prefix is not
   *     its own, or there is no ledger or, where something is to be sent, no queue
   * @throws io.retouch.edit.QueueException if the queue does not take what is due: ask again from
   *     the same place; what was sent twice is edited once
   */
  public Reconciled reconcile(Wanted wanted, Deadline deadline) {
    Preset preset = targets.preset(wanted.preset());
    targets.requireUploads(preset);
    targets.requireLedger();
    String uploads = wanted.dryRun() ? "" : targets.queue();
    String prefix = prefix(preset, wanted.prefix());
    Reconciled.Tally tally = new Reconciled.Tally(preset, wanted.dryRun());
    String after = wanted.after();
    boolean more = true;
    boolean first = true;
    while (more && (first || deadline.allows(RESERVE))) {
      Listing listing = store.list(preset.match().bucket(), prefix, after);
      List<String> due = new ArrayList<>();
      // A listing without objects has no key to go on from, whatever it says of more.
      more = listing.more() && !listing.objects().isEmpty();
      for (Listed listed : listing.objects()) {
        if (!first && !deadline.allows(RESERVE)) {
          more = true;
          break;
        }
        first = false;
        after = listed.key();
        if (look(preset, listed, tally) == Standing.DUE) {
          due.add(after);
        }
      }
      first = false;
      if (!wanted.dryRun()) {
        send(uploads, preset, due);
      }
    }
    return tally.result(more ? after : "");
  }

  private Standing look(Preset preset, Listed listed, Reconciled.Tally tally) {
    Standing standing =
        targets.matches(preset, listed.key())
            ? standings.of(DueEdit.of(preset, listed.key(), listed.object()))
            : Standing.SKIPPED;
    tally.add(standing, listed.key());
    return standing;
  }

  private void send(String uploads, Preset preset, List<String> keys) {
    if (keys.isEmpty()) {
      return;
    }
    String bucket = preset.match().bucket();
    queue.send(uploads, keys.stream().map(key -> UploadMessages.body(bucket, key)).toList());
    LOG.infof("Sent %d pictures of preset %s to the queue.", keys.size(), preset.name());
  }

  private static String prefix(Preset preset, String wanted) {
    String own = preset.match().prefix();
    if (wanted.isEmpty()) {
      return own;
    }
    if (!wanted.startsWith(own)) {
      throw new OperatorException(
          "foreign_prefix",
          "Prefix \"%s\" does not begin with that of preset %s, \"%s\"."
              .formatted(wanted, preset.name(), own));
    }
    return wanted;
  }

  /**
   * What to look at.
   *
   * @param preset the preset's name
   * @param prefix what the keys begin with; empty for the preset's own prefix
   * @param after only keys that come after this one; empty for all
   * @param dryRun whether to count only, and send nothing
   */
  public record Wanted(String preset, String prefix, String after, boolean dryRun) {}
}
