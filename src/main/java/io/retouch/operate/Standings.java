package io.retouch.operate;

import io.retouch.edit.DueEdit;
import io.retouch.edit.EditRecord;
import io.retouch.edit.EditRecord.State;
import io.retouch.edit.EditRecords;
import io.retouch.edit.ObjectStore;
import io.retouch.edit.ObjectStore.StoredObject;
import io.retouch.operate.Reconciled.Standing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;

/** Says of an object from a listing whether it has to be sent. */
@ApplicationScoped
class Standings {
  private final EditRecords records;
  private final ObjectStore store;
  private final Clock clock;

  @Inject
  Standings(EditRecords records, ObjectStore store, Clock clock) {
    this.records = records;
    this.store = store;
    this.clock = clock;
  }

  /**
   * How an object stands. A listing does not tell metadata: the object itself is asked only where
   * that can matter, which for a finished edit is where metadata may ask for another.
   *
   * @param listed what is due to the object as it was listed
   */
  Standing of(DueEdit listed) {
    boolean mayAsk = !listed.preset().allow().isEmpty();
    if (!mayAsk && isFinished(listed, records.find(listed.place()))) {
      return Standing.FINISHED;
    }
    Optional<StoredObject> source = store.head(listed.bucket(), listed.key());
    if (source.isEmpty()) {
      return Standing.SKIPPED;
    }
    DueEdit due = DueEdit.of(listed.preset(), listed.key(), source.get());
    return due.isOurs() || due.asksForNoEdit()
        ? Standing.SKIPPED
        : of(due, records.find(due.place()));
  }

  private Standing of(DueEdit due, Optional<EditRecord> record) {
    if (record.isEmpty()) {
      return Standing.DUE;
    }
    EditRecord found = record.get();
    if (isFinished(due, record)) {
      return Standing.FINISHED;
    }
    if (found.isBusy(clock.instant())) {
      return Standing.IN_PROGRESS;
    }
    if (!found.isOfSourceOf(due)) {
      return !found.hasSource() || store.head(found.sourceBucket(), found.sourceKey()).isPresent()
          ? Standing.PLACE_TAKEN
          : Standing.DUE;
    }
    if (!found.isOf(due) || !found.endedWithoutResult()) {
      return Standing.DUE;
    }
    return found.state() == State.PARKED ? Standing.PARKED : Standing.REJECTED;
  }

  private static boolean isFinished(DueEdit due, Optional<EditRecord> record) {
    return record
        .filter(found -> found.isOf(due))
        .filter(found -> found.state() == State.DONE)
        .isPresent();
  }
}
