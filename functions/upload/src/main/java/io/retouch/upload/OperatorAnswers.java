package io.retouch.upload;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.retouch.edit.DueEdit;
import io.retouch.edit.EditRecord;
import io.retouch.edit.EditRecords.Stop;
import io.retouch.operate.Bill;
import io.retouch.operate.EditStatus;
import io.retouch.operate.EditStatus.Outcome;
import io.retouch.operate.EditStatus.Output;
import io.retouch.operate.Generations.Asked;
import io.retouch.operate.OperatorException;
import io.retouch.operate.Reconciled;
import io.retouch.operate.Wait;
import io.retouch.preset.Preset;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Answers as JSON trees, which need no reflection in a native executable. A field that does not
 * apply is absent; money is text, so that nobody rounds it.
 */
final class OperatorAnswers {
  private OperatorAnswers() {}

  static ObjectNode error(OperatorException error) {
    return object().put("error", error.code()).put("message", error.getMessage());
  }

  static ObjectNode status(EditStatus status) {
    DueEdit due = status.due();
    ObjectNode answer = object();
    answer.put("preset", due.preset().name());
    if (due.preset().generates()) {
      answer.put("name", due.key());
    } else {
      answer.put("bucket", due.bucket()).put("key", due.key());
    }
    answer.put("outcome", status.outcome().word());
    status.known().ifPresent(known -> answer.put("state", word(known.state())));
    status.why().ifPresent(why -> put(answer, why));
    status.output().ifPresent(output -> put(answer, output));
    if (isReported(status)) {
      answer.put("report", due.reportKey());
    }
    status.bill().ifPresent(bill -> put(answer, bill));
    if (!due.ignored().isEmpty()) {
      answer.put("note", String.join("; ", due.ignored()));
    }
    answer.set("provenance", provenance(due, status.output()));
    return answer;
  }

  static ObjectNode asked(Asked asked) {
    return status(asked.status()).put("sent", asked.sent());
  }

  private static boolean isReported(EditStatus status) {
    return status.outcome() == Outcome.REJECTED || status.outcome() == Outcome.PARKED;
  }

  /**
   * Tells of a release.
   *
   * @param field what the picture is known by, {@code key} or {@code name}
   */
  static ObjectNode released(String preset, String field, String picture, EditRecord.State before) {
    return object()
        .put("preset", preset)
        .put(field, picture)
        .put("before", word(before))
        .put("state", word(EditRecord.State.CLAIMED))
        .put("sent", true);
  }

  static ObjectNode stopped(Stop stop) {
    ObjectNode answer = object().put("spending", "stopped");
    put(answer, stop);
    return answer.put("effectiveWithinSeconds", 30);
  }

  static ObjectNode resumed(Optional<Stop> before) {
    ObjectNode answer = object().put("spending", "allowed");
    before.ifPresent(stop -> put(answer.putObject("stopBefore"), stop));
    return answer.put("effectiveWithinSeconds", 30);
  }

  static ObjectNode reconciled(Reconciled reconciled) {
    ObjectNode answer = object();
    reconciled.counts().forEach((standing, count) -> answer.put(standing.word(), count));
    reconciled.cost().ifPresent(cost -> answer.put("cost", cost.toPlainString()));
    reconciled.currency().ifPresent(currency -> answer.put("currency", currency));
    reconciled.due().forEach(answer.putArray("firstDue")::add);
    answer.put("sent", reconciled.sent());
    answer.put("complete", reconciled.continueAfter().isEmpty());
    reconciled.continueAfter().ifPresent(after -> answer.put("after", after));
    return answer;
  }

  private static void put(ObjectNode answer, Wait why) {
    answer.put("code", why.code()).put("reason", why.reason());
    why.until().ifPresent(until -> answer.put("until", until.toString()));
  }

  private static void put(ObjectNode answer, Output output) {
    answer
        .putObject("output")
        .put("bucket", output.bucket())
        .put("key", output.key())
        .put("there", output.there());
  }

  private static void put(ObjectNode answer, Bill bill) {
    answer.put("calls", bill.calls()).put("paidAtMost", bill.paidAtMost());
    bill.cost().ifPresent(cost -> answer.put("cost", cost.toPlainString()));
    bill.currency().ifPresent(currency -> answer.put("currency", currency));
  }

  private static void put(ObjectNode answer, Stop stop) {
    if (!stop.by().isEmpty()) {
      answer.put("by", stop.by());
    }
    if (!stop.reason().isEmpty()) {
      answer.put("reason", stop.reason());
    }
    if (!stop.at().equals(Instant.EPOCH)) {
      answer.put("at", stop.at().toString());
    }
  }

  private static ObjectNode provenance(DueEdit due, Optional<Output> output) {
    Preset preset = due.preset();
    ObjectNode provenance = object();
    provenance.put("edit", due.id().value());
    provenance.put("place", due.place().bucket() + "/" + due.place().key());
    if (!preset.generates()) {
      provenance.put("eTag", due.source().eTag());
      provenance.put("size", due.source().size());
      provenance.put("uploadedAt", due.source().lastModified().toString());
    }
    provenance.put("provider", preset.provider().name());
    provenance.put("model", preset.model());
    provenance.put("fingerprint", preset.fingerprint());
    due.force().ifPresent(token -> provenance.put("force", token));
    if (!due.changes().isEmpty()) {
      due.changes().forEach(provenance.putArray("overrides")::add);
    }
    output
        .map(Output::seed)
        .filter(seed -> !seed.isEmpty())
        .ifPresent(seed -> provenance.put("seed", seed));
    return provenance;
  }

  private static String word(EditRecord.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
