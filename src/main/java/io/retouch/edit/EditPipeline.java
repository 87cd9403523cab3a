package io.retouch.edit;

import io.retouch.edit.EditLedger.Claim;
import io.retouch.edit.EditLedger.Own;
import io.retouch.edit.EditOutcome.Skipped;
import io.retouch.edit.EditOutcome.Waiting;
import io.retouch.edit.EditTrail.Step;
import io.retouch.edit.ObjectStore.StoredObject;
import io.retouch.image.ImageInfo;
import io.retouch.preset.Output.Overwrite;
import io.retouch.preset.Preset;
import io.retouch.preset.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The first four steps, where nothing costs money yet: guard, open, prepare and claim. The other
 * three follow in {@link PaidSteps}.
 */
@ApplicationScoped
class EditPipeline implements EditService {
  /** How long a claim outlives the invocation that made it. */
  private static final Duration LEASE_MARGIN = Duration.ofSeconds(60);

  private final Settings settings;
  private final Workspace workspace;
  private final ObjectStore store;
  private final SourceInspector inspector;
  private final EditLedger ledger;
  private final PaidSteps paidSteps;
  private final OutcomeLog log;
  private final Clock clock;

  @Inject
  EditPipeline(
      Settings settings,
      Workspace workspace,
      ObjectStore store,
      SourceInspector inspector,
      EditLedger ledger,
      PaidSteps paidSteps,
      OutcomeLog log,
      Clock clock) {
    this.settings = settings;
    this.workspace = workspace;
    this.store = store;
    this.inspector = inspector;
    this.ledger = ledger;
    this.paidSteps = paidSteps;
    this.log = log;
    this.clock = clock;
  }

  @Override
  public EditOutcome edit(EditJob job) {
    EditTrail trail = new EditTrail(job, clock);
    EditOutcome outcome;
    try (EditFiles files = workspace.open()) {
      outcome = guard(job, files, trail);
    } catch (StoreException e) {
      outcome = Waits.briefly("store_unavailable", String.valueOf(e.getMessage()), clock);
    }
    log.write(trail, outcome);
    return outcome;
  }

  /** Step 1: only what a preset matches. */
  private EditOutcome guard(EditJob job, EditFiles files, EditTrail trail) {
    if (job.key().endsWith("/")) {
      return new Skipped("a folder placeholder is no picture");
    }
    Optional<Preset> preset = settings.presetFor(job.bucket(), job.key());
    if (preset.isEmpty()) {
      return new Skipped("no preset matches this object");
    }
    trail.matched(preset.get());
    return open(job, preset.get(), files, trail);
  }

  /** Step 2: the object as it is now, whatever the event said; never what Retouch has written. */
  private EditOutcome open(EditJob job, Preset preset, EditFiles files, EditTrail trail) {
    long bound = settings.limits().sourceBytes();
    Optional<StoredObject> source;
    try {
      source =
          trail.time(Step.FETCH, () -> store.fetch(job.bucket(), job.key(), files.source(), bound));
    } catch (ObjectTooLargeException e) {
      source = Optional.of(e.object());
    }
    if (source.isEmpty()) {
      return new Skipped("the object was deleted before its turn came");
    }
    if (UserMetadata.isMarked(source.get().userMetadata())) {
      return new Skipped("Retouch has written this object itself");
    }
    return prepare(PreparedEdit.of(job, preset, source.get(), files, trail));
  }

  /** Step 3: whatever could fail after paying is tried before it. */
  private EditOutcome prepare(PreparedEdit edit) {
    if (!edit.metadata().dropped().isEmpty()) {
      edit.trail()
          .note(
              "user metadata beyond S3's 2 KB is not kept: "
                  + String.join(", ", edit.metadata().dropped()));
    }
    store.proveBucket(edit.place().bucket());
    if (edit.preset().output().overwrite() == Overwrite.NEVER) {
      Optional<String> existing = existingResult(edit);
      if (existing.isPresent()) {
        return new Skipped(existing.get() + " exists already and is not overwritten");
      }
    }
    return claim(edit);
  }

  /** Step 4: nobody else edits this place meanwhile, and nobody has edited it before. */
  private EditOutcome claim(PreparedEdit edit) {
    Claim claim = ledger.claim(edit.place(), edit.id(), settings.timeLimit().plus(LEASE_MARGIN));
    if (claim instanceof Claim.Ended ended) {
      return ended.outcome();
    }
    if (claim instanceof Claim.Busy busy) {
      return new Waiting("in_progress", "another delivery is editing this picture", busy.until());
    }
    if (claim instanceof Claim.Answered answered) {
      return paidSteps.resume(edit, answered.own(), answered.answer());
    }
    Own own = ((Claim.Claimed) claim).own();
    ImageInfo info;
    try {
      info = edit.trail().time(Step.PROBE, () -> inspector.inspect(edit));
    } catch (RejectedException e) {
      return paidSteps.reject(edit, own, e.code(), e.reason());
    }
    return paidSteps.take(edit, own, info);
  }

  private Optional<String> existingResult(PreparedEdit edit) {
    return OutputKeys.results(edit).stream()
        .filter(key -> store.head(edit.place().bucket(), key).isPresent())
        .findFirst();
  }
}
