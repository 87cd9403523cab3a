package io.retouch.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EditsTest {
  private final List<String> heard = new ArrayList<>();
  private final Edits edits =
      new Edits(Clock.systemUTC(), edit -> heard.add(edit.state() + " " + edit.key()));

  private static Outcome outcome(String name, String key) {
    return new Outcome(name, "uploads", key, "", "Why.", "", "", "", "", 1, Duration.ZERO);
  }

  @Test
  void followsAPictureFromItsUploadToItsEnd() {
    edits.announced("uploads", "a.png", 12);
    assertThat(edits.find("uploads", "a.png").orElseThrow().state()).isEqualTo("queued");

    edits.told(outcome("waiting", "a.png"));
    assertThat(edits.find("uploads", "a.png").orElseThrow().isFinal()).isFalse();
    edits.told(outcome("edited", "a.png"));

    Edit edit = edits.find("uploads", "a.png").orElseThrow();
    assertThat(edit.state()).isEqualTo("edited");
    assertThat(edit.isFinal()).isTrue();
    assertThat(edit.bytes()).isEqualTo(12);
    assertThat(edit.outcomes()).extracting(Outcome::name).containsExactly("waiting", "edited");
    assertThat(heard).containsExactly("waiting a.png", "edited a.png");
  }

  @Test
  void startsOverWithANewUpload() {
    edits.announced("uploads", "a.png", 12);
    edits.told(outcome("edited", "a.png"));

    edits.announced("uploads", "a.png", 13);

    assertThat(edits.find("uploads", "a.png").orElseThrow().state()).isEqualTo("queued");
  }

  @Test
  void knowsPicturesThatWereUploadedBeforeItsTime() {
    edits.told(outcome("edited", "old.png"));

    assertThat(edits.find("uploads", "old.png").orElseThrow().bytes()).isEqualTo(-1);
  }

  @Test
  void saysOnceThatAMessageWasGivenUp() {
    edits.announced("uploads", "a.png", 12);

    edits.died("uploads", "a.png");
    edits.died("uploads", "a.png");

    assertThat(heard).containsExactly("dead a.png");
    assertThat(edits.find("uploads", "a.png").orElseThrow().reason()).contains("dead-letter");
  }

  @Test
  void listsWhatChangedLastFirst() {
    edits.announced("uploads", "a.png", 1);
    edits.announced("uploads", "b.png", 1);
    edits.told(outcome("edited", "a.png"));

    assertThat(edits.latest()).extracting(Edit::key).containsExactly("a.png", "b.png");
  }

  @Test
  void wakesWhoeverWaitsAndGivesUpInTime() throws Exception {
    Thread teller = new Thread(() -> edits.told(outcome("edited", "a.png")), "teller");
    teller.start();

    boolean came =
        edits.await(all -> all.find("uploads", "a.png").isPresent(), Duration.ofSeconds(20));
    boolean never =
        edits.await(all -> all.find("uploads", "b.png").isPresent(), Duration.ofMillis(50));
    teller.join();

    assertThat(came).isTrue();
    assertThat(never).isFalse();
  }
}
