package io.retouch.local.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retouch.local.chaos.Audit.Violation;
import io.retouch.local.cloud.LocalCloud;
import io.retouch.parts.StoredBlob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether every picture has what it should have: its right result, or a report. */
final class Results {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LocalCloud cloud;
  private final Album album;
  private final TableScan table;
  private final List<Violation> violations = new ArrayList<>();
  private int edited;
  private int reported;

  Results(LocalCloud cloud, Album album, TableScan table) {
    this.cloud = cloud;
    this.album = album;
    this.table = table;
  }

  /** Checks every picture, every row and both queues. */
  List<Violation> check() {
    album.keys().forEach(this::check);
    table
        .states()
        .forEach(
            (row, state) -> {
              if (List.of("CLAIMED", "SUBMITTED", "ANSWERED").contains(state)) {
                broken(Places.key(row), "the row is still " + state);
              }
            });
    if (table.states().size() != album.keys().size()) {
      broken(
          "",
          "%d places have a row, of %d pictures"
              .formatted(table.states().size(), album.keys().size()));
    }
    List<String> letters = cloud.deadLetters();
    letters.stream()
        .filter(letter -> !letter.startsWith(Feeder.POISON))
        .forEach(letter -> broken("", "the dead-letter queue holds " + letter));
    if (letters.size() != Feeder.POISONED) {
      broken("", "the dead-letter queue holds %d messages".formatted(letters.size()));
    }
    if (cloud.waiting() + cloud.inFlight() + cloud.delayed() > 0) {
      broken("", "the queue is not empty");
    }
    return List.copyOf(violations);
  }

  private void check(String key) {
    String row = Album.row(key);
    switch (table.text(row, "state")) {
      case "DONE" -> checkResult(key, table.text(row, "edit"));
      case "REJECTED", "PARKED" -> checkReport(key, table.text(row, "edit"));
      default -> broken(key, "it has neither ended nor failed");
    }
  }

  private void checkResult(String key, String edit) {
    edited++;
    Optional<StoredBlob> result = cloud.object(LocalCloud.EDITED, Album.result(key));
    if (result.isEmpty()) {
      broken(key, "its result is missing");
      return;
    }
    if (!album.last(key).isEditedAs(result.get().bytes(), ChaosPlan.PROMPT)) {
      broken(key, "its result is not made of what was put last, " + album.last(key).marker());
    }
    if (!edit.equals(result.get().userMetadata().get("retouch-edit"))) {
      broken(key, "its result carries another edit's marker");
    }
  }

  private void checkReport(String key, String edit) {
    reported++;
    Optional<StoredBlob> report = cloud.object(LocalCloud.EDITED, Album.report(key));
    if (report.isEmpty()) {
      broken(key, "its report is missing");
      return;
    }
    try {
      JsonNode told = JSON.readTree(new String(report.get().bytes(), StandardCharsets.UTF_8));
      String eTag = Feeder.eTag(album.last(key).bytes());
      if (!told.path("edit").asText().equals(edit)
          || !told.at("/source/eTag").asText().replace("\"", "").equals(eTag)) {
        broken(key, "its report is not about what was put last");
      }
    } catch (JsonProcessingException e) {
      broken(key, "its report cannot be read");
    }
  }

  private void broken(String key, String sentence) {
    violations.add(new Violation(key, sentence));
  }

  int edited() {
    return edited;
  }

  int reported() {
    return reported;
  }
}
