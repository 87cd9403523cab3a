package io.retouch.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.retouch.local.cloud.Edit;
import io.retouch.local.cloud.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class EditTableTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:01Z");

  private final EditTable table =
      new EditTable(ZoneOffset.UTC, (bucket, key) -> Path.of("/data", bucket, key));

  private static Edit edit(String key, long bytes, boolean dead, Outcome... outcomes) {
    return new Edit("uploads", key, bytes, NOON, List.of(outcomes), dead);
  }

  private static Outcome outcome(String name, String code, String reason, String output) {
    Duration took = Duration.ofMillis(12_345);
    return new Outcome(name, "uploads", "k", code, reason, "edited", output, "", "", 1, took);
  }

  @Test
  void alignsItsLinesUnderTheHeader() {
    Edit edited = edit("up/a.png", 123_456, false, outcome("edited", "", "", "w/a.png"));
    Edit rejected =
        edit("up/b.png", 7, false, outcome("rejected", "too_many_pixels", "It is too large.", ""));

    assertThat(EditTable.header())
        .isEqualTo("at        state           size     took  picture and result");
    assertThat(table.line(edited))
        .isEqualTo("12:00:01  edited        121 KB   12.3 s  up/a.png -> /data/edited/w/a.png");
    assertThat(table.line(rejected))
        .isEqualTo(
            "12:00:01  rejected     7 bytes   12.3 s  up/b.png: It is too large (too_many_pixels).");
  }

  @Test
  void showsTheEndOfAMessageThatWasGivenUp() {
    Edit dead = edit("up/a.png", -1, true, outcome("waiting", "x", "Not yet.", ""));

    assertThat(table.line(dead))
        .isEqualTo(
            "12:00:01  dead                   12.3 s  up/a.png: Given up after too many"
                + " deliveries; its message lies in the dead-letter queue.");
  }

  @Test
  void sendsNoControlSequencesToTheTerminal() {
    String line = table.line(edit("up/\u001b[2J\n.png", 1, false));

    assertThat(line).endsWith("up/?[2J?.png");
  }
}
