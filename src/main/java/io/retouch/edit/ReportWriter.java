package io.retouch.edit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.retouch.edit.EditOutcome.Parked;
import io.retouch.edit.EditOutcome.Rejected;
import io.retouch.edit.ObjectStore.NewObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Writes the JSON that tells, under the preset's rejection location, why there is no result. */
@ApplicationScoped
class ReportWriter {
  private final ObjectStore store;
  private final Clock clock;

  @Inject
  ReportWriter(ObjectStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Says that the picture cannot be edited as it is. */
  EditOutcome rejected(PreparedEdit edit, String code, String reason) {
    return new Rejected(code, reason, Optional.of(write(edit, "rejected", code, reason)));
  }

  /** Says that the picture may have been paid for without a result. */
  EditOutcome parked(PreparedEdit edit, String code, String reason) {
    return new Parked(code, reason, Optional.of(write(edit, "parked", code, reason)));
  }

  /**
   * Writes the report, over an earlier one.
   *
   * @param outcome {@code rejected} or {@code parked}
   * @return its key in the output bucket
   * @throws StoreException if the store does not take it
   */
  private String write(PreparedEdit edit, String outcome, String code, String reason) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.put("outcome", outcome);
    report.put("code", code);
    report.put("reason", reason);
    report.put("preset", edit.preset().name());
    report.put("model", edit.preset().model());
    report.put("edit", edit.id().value());
    if (edit.preset().generates()) {
      report.put("name", edit.job().key());
    } else {
      report
          .putObject("source")
          .put("bucket", edit.job().bucket())
          .put("key", edit.job().key())
          .put("eTag", edit.source().eTag())
          .put("size", edit.source().size());
    }
    report.put("at", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    try {
      Files.writeString(edit.files().report(), report.toPrettyString() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("a report could not be written to a temporary file", e);
    }
    String key = OutputKeys.report(edit.preset(), edit.job().key(), edit.job().name(), edit.id());
    store.put(
        NewObject.beside(
            edit.place().bucket(),
            key,
            edit.files().report(),
            "application/json",
            edit.metadata().markerOnly().entries(),
            true,
            edit.preset().output().storage()));
    return key;
  }
}
