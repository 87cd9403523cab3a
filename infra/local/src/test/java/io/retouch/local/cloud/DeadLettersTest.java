package io.retouch.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
  private final List<String> bodies = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final Edits edits =
      new Edits(Clock.systemUTC(), edit -> told.add(edit.state() + " " + edit.key()));
  private final DeadLetters letters =
      new DeadLetters(() -> List.copyOf(bodies), edits, () -> told.add("unnamed"));

  private static String event(String key) {
    return new UploadEvent("us-east-1", "uploads", key, 1, "e", Instant.EPOCH)
        .notification()
        .toString();
  }

  @Test
  void tellsEachMessageOnce() {
    bodies.add(event("up/red 花+1.png"));
    letters.look();
    bodies.add("{\"retouch\":\"generate\",\"preset\":\"poster\",\"name\":\"sale\"}");
    bodies.add("no JSON");
    bodies.add("{\"retouch\":\"generate\"}");
    bodies.add("{\"Event\":\"s3:TestEvent\"}");

    letters.look();
    letters.look();

    assertThat(told)
        .containsExactly("dead up/red 花+1.png", "dead sale", "unnamed", "unnamed", "unnamed");
  }

  @Test
  void startsOverAfterTheQueueWasEmptied() {
    bodies.add("one");
    bodies.add("two");
    letters.look();
    bodies.clear();
    letters.look();
    bodies.add("three");

    letters.look();

    assertThat(told).hasSize(3);
  }
}
