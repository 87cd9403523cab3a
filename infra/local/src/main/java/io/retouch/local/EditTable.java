package io.retouch.local;

import io.retouch.local.cloud.Edit;
import io.retouch.local.cloud.Outcome;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiFunction;

/** One line an edit, in columns. */
final class EditTable {
  private static final String COLUMNS = "%-8s  %-8s  %10s  %7s  %s";

  private final DateTimeFormatter clock;
  private final BiFunction<String, String, Path> files;

  /**
   * @param files where an object lies, by bucket and key
   */
  EditTable(ZoneId zone, BiFunction<String, String, Path> files) {
    this.clock = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(zone);
    this.files = Objects.requireNonNull(files, "files");
  }

  static String header() {
    return COLUMNS.formatted("at", "state", "size", "took", "picture and result");
  }

  String line(Edit edit) {
    String took = edit.outcome().map(outcome -> Seconds.readable(outcome.took()) + " s").orElse("");
    return COLUMNS.formatted(
        clock.format(edit.changed()),
        edit.state(),
        edit.bytes() < 0 ? "" : Sizes.readable(edit.bytes()),
        took,
        printable(edit.key() + result(edit)));
  }

  private String result(Edit edit) {
    if (!edit.dead() && edit.outcome().filter(told -> !told.outputKey().isEmpty()).isPresent()) {
      Outcome outcome = edit.outcome().get();
      return " -> " + files.apply(outcome.outputBucket(), outcome.outputKey());
    }
    return edit.reason().isEmpty() ? "" : ": " + edit.reason();
  }

  /** A key may hold anything, a terminal's control sequences included. */
  private static String printable(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints()
        .map(letter -> Character.isISOControl(letter) ? '?' : letter)
        .forEach(printable::appendCodePoint);
    return printable.toString();
  }
}
