package io.retouch.edit;

import io.retouch.edit.EditLedger.Claim;
import io.retouch.edit.EditLedger.Own;
import io.retouch.edit.EditLedger.Request;
import io.retouch.edit.EditOutcome.Edited;
import io.retouch.edit.EditOutcome.Parked;
import io.retouch.edit.EditOutcome.Rejected;
import io.retouch.edit.EditOutcome.Skipped;
import io.retouch.edit.EditOutcome.Waiting;
import io.retouch.edit.EditTrail.Step;
import io.retouch.edit.ObjectStore.StoredObject;
import io.retouch.preset.Output.Overwrite;
import io.retouch.preset.Preset;
import io.retouch.preset.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;

/**
 * The first four steps, where nothing costs money yet: guard, open, prepare and claim. The other
 * three follow in {@link PaidSteps}.
 */
@ApplicationScoped
class EditPipeline implements EditService {
  /** How often a source may change, or a place be settled, before the event has to come again. */
  private static final int ROUNDS = 4;

  private final Settings settings;
  private final Workspace workspace;
  private final ObjectStore store;
  private final Preparation preparation;
  private final EditLedger ledger;
  private final InterruptedEdits interrupted;
  private final PaidSteps paidSteps;
  private final ReportWriter reports;
  private final OutcomeLog log;
  private final Clock clock;

  @Inject
  EditPipeline(
      Settings settings,
      Workspace workspace,
      ObjectStore store,
      Preparation preparation,
      EditLedger ledger,
      InterruptedEdits interrupted,
      PaidSteps paidSteps,
      ReportWriter reports,
      OutcomeLog log,
      Clock clock) {
    this.settings = settings;
    this.workspace = workspace;
    this.store = store;
    this.preparation = preparation;
    this.ledger = ledger;
    this.interrupted = interrupted;
    this.paidSteps = paidSteps;
    this.reports = reports;
    this.log = log;
    this.clock = clock;
  }

  @Override
  public EditOutcome edit(EditJob job) {
    EditTrail trail = new EditTrail(job, clock);
    EditOutcome outcome;
    try (EditFiles files = workspace.open()) {
      outcome = edit(job, files, trail);
    } catch (StoreException e) {
      outcome = Waits.briefly("store_unavailable", String.valueOf(e.getMessage()), clock);
    } catch (LedgerException e) {
      outcome = Waits.briefly("ledger_unavailable", String.valueOf(e.getMessage()), clock);
    } catch (NotOwnException e) {
      outcome = Waits.briefly("in_progress", String.valueOf(e.getMessage()), clock);
    }
    log.write(trail, outcome);
    return outcome;
  }

  private EditOutcome edit(EditJob job, EditFiles files, EditTrail trail) {
    for (int round = 0; round < ROUNDS; round++) {
      try {
        return guard(job, files, trail);
      } catch (SourceChangedException e) {
        trail.note(String.valueOf(e.getMessage()));
      }
    }
    return Waits.briefly("source_changing", "the source is being overwritten", clock);
  }

  /** Step 1: only what a preset matches, or somebody asks for. */
  private EditOutcome guard(EditJob job, EditFiles files, EditTrail trail) {
    Optional<Preset> wanted = job.request().map(EditRequest::preset);
    if (job.preset().isPresent() || wanted.filter(Preset::generates).isPresent()) {
      return generate(
          job, wanted.or(() -> job.preset().flatMap(settings::generatingPreset)), files, trail);
    }
    if (job.key().endsWith("/")) {
      return new Skipped("a folder placeholder is no picture");
    }
    Optional<Preset> preset = asked(job);
    if (preset.isEmpty()) {
      return new Skipped("no preset matches this object");
    }
    trail.matched(preset.get());
    return open(job, preset.get(), files, trail);
  }

  /** What to do with an object, before its own metadata is known. */
  private Optional<Preset> asked(EditJob job) {
    return job.request()
        .map(EditRequest::preset)
        .or(() -> settings.presetFor(job.bucket(), job.key()));
  }

  /** Steps 1 and 2 where there is no source. */
  private EditOutcome generate(
      EditJob job, Optional<Preset> preset, EditFiles files, EditTrail trail) {
    if (preset.isEmpty()) {
      return new Skipped(
          "no preset %s makes pictures from its prompt alone".formatted(job.preset().orElse("")));
    }
    Optional<String> problem = PictureNames.problem(job.key());
    if (problem.isPresent()) {
      return new Skipped("the picture's name " + problem.get());
    }
    trail.matched(preset.get());
    paidSteps.expect(preset.get().provider());
    return prepare(PreparedEdit.of(job, preset.get(), Sources.none(), files, trail));
  }

  /** Step 2: the object as it is now, whatever the event said; never what Retouch has written. */
  private EditOutcome open(EditJob job, Preset preset, EditFiles files, EditTrail trail) {
    long bound = settings.limits().sourceBytes();
    Optional<StoredObject> source;
    paidSteps.expect(preset.provider());
    try {
      source =
          trail.time(Step.FETCH, () -> Sources.read(store, job, preset, files.source(), bound));
    } catch (ObjectTooLargeException e) {
      source = Optional.of(e.object());
    }
    if (source.isEmpty()) {
      return new Skipped("the object was deleted before its turn came");
    }
    if (UserMetadata.isMarked(source.get().userMetadata())) {
      return new Skipped("Retouch has written this object itself");
    }
    PreparedEdit edit = PreparedEdit.of(job, preset, source.get(), files, trail);
    if (edit.overrides().skip()) {
      return new Skipped("its own metadata asks for no edit (retouch-skip)");
    }
    return prepare(edit);
  }

  /** Step 3: whatever could fail after paying is tried before it. */
  private EditOutcome prepare(PreparedEdit edit) {
    edit.ignored().forEach(edit.trail()::note);
    if (!edit.metadata().dropped().isEmpty()) {
      edit.trail()
          .note(
              "user metadata beyond S3's 2 KB is not kept: "
                  + String.join(", ", edit.metadata().dropped()));
    }
    store.proveBucket(edit.place().bucket());
    PreparedEdit tagged = edit;
    if (edit.preset().output().storage().tags()) {
      tagged = edit.withTags(store.tags(edit.job().bucket(), edit.job().key()));
    }
    if (edit.preset().output().overwrite() == Overwrite.NEVER) {
      Optional<String> existing = existingResult(edit);
      if (existing.isPresent()) {
        return new Skipped(existing.get() + " exists already and is not overwritten");
      }
    }
    return claim(tagged);
  }

  /** Step 4: nobody else edits this place meanwhile, and nobody has edited it before. */
  private EditOutcome claim(PreparedEdit edit) {
    boolean evenIfAnothers = false;
    for (int round = 0; round < ROUNDS; round++) {
      Claim claim = ledger.claim(request(edit, evenIfAnothers));
      if (claim instanceof Claim.Interrupted found) {
        interrupted.settle(edit, found);
      } else if (claim instanceof Claim.Anothers other) {
        // What was made from a prompt has no source that could be gone.
        if (other.bucket().isEmpty() || store.head(other.bucket(), other.key()).isPresent()) {
          return belongsToAnother(edit, other);
        }
        evenIfAnothers = true;
      } else {
        return claimed(edit, claim);
      }
    }
    return Waits.briefly("in_progress", "others are at work at the result's place", clock);
  }

  private Request request(PreparedEdit edit, boolean evenIfAnothers) {
    String source = edit.job().bucket() + "/" + edit.job().key();
    return new Request(
        edit.place(),
        edit.id(),
        source,
        settings.timeLimit().plus(settings.leaseMargin()),
        evenIfAnothers);
  }

  private EditOutcome claimed(PreparedEdit edit, Claim claim) {
    if (claim instanceof Claim.Ended ended) {
      return toldAgain(edit, ended.outcome());
    }
    if (claim instanceof Claim.Busy busy) {
      return new Waiting("in_progress", "another delivery is editing this picture", busy.until());
    }
    if (claim instanceof Claim.Answered answered) {
      return paidSteps.resume(edit, answered);
    }
    Claim.Claimed claimed = (Claim.Claimed) claim;
    if (!claimed.note().isEmpty()) {
      edit.trail().note(claimed.note());
    }
    if (claimed.replacing() && !edit.preset().generates()) {
      requireCurrent(edit, claimed.own());
    }
    return inspect(edit, claimed.own());
  }

  /** What was read may be older than what the place's last edit was made of. */
  private void requireCurrent(PreparedEdit edit, Own own) {
    EditJob job = edit.job();
    boolean current =
        store
            .head(job.bucket(), job.key())
            .flatMap(now -> asked(job).map(preset -> DueEdit.of(job, preset, now)))
            .filter(due -> due.id().equals(edit.id()))
            .isPresent();
    if (!current) {
      ledger.release(own);
      throw new SourceChangedException();
    }
  }

  private EditOutcome inspect(PreparedEdit edit, Own own) {
    try {
      return paidSteps.take(edit, own, preparation.work(edit));
    } catch (RejectedException e) {
      return paidSteps.reject(edit, own, e.code(), e.reason());
    } catch (SourceChangedException e) {
      ledger.release(own);
      throw e;
    }
  }

  /** An edit that ended without a result is reported once more: its first report may be missing. */
  private EditOutcome toldAgain(PreparedEdit edit, EditOutcome outcome) {
    if (outcome instanceof Rejected rejected) {
      return reports.rejected(edit, rejected.code(), rejected.reason());
    }
    if (outcome instanceof Parked parked) {
      return reports.parked(edit, parked.code(), parked.reason());
    }
    edit.trail().note("edited before");
    return outcome instanceof Edited edited
        ? new Edited(edited.bucket(), edited.key(), true)
        : outcome;
  }

  /** The other source's row stays as it is: it is what keeps that one from being paid for again. */
  private EditOutcome belongsToAnother(PreparedEdit edit, Claim.Anothers other) {
    return reports.rejected(
        edit,
        "place_taken",
        "%s would overwrite the result of %s: rename one of them"
            .formatted(edit.job().key(), Sources.named(other.bucket(), other.key())));
  }

  /**
   * A result, or a manifest, that is in the way. One that this very edit has written is none, where
   * the ledger knows of it: that tells how the edit has ended.
   */
  private Optional<String> existingResult(PreparedEdit edit) {
    return OutputKeys.written(edit).stream()
        .filter(
            key ->
                store
                    .head(edit.place().bucket(), key)
                    .filter(
                        found ->
                            !ledger.remembers()
                                || !UserMetadata.isMarkedBy(edit.id(), found.userMetadata()))
                    .isPresent())
        .findFirst();
  }
}
