package io.retouch.local.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.retouch.local.cloud.Edit;
import io.retouch.local.cloud.LocalCloud;
import io.retouch.parts.Fault;
import io.retouch.parts.proxy.FaultRule;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Clouds in which something goes wrong, each with its own. */
class BrokenCloudIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Longer than a process takes to start on a busy machine, so that nothing comes twice. */
  private static final Duration VISIBILITY = Duration.ofSeconds(10);

  private static List<String> put(CloudKit kit, int pictures) {
    List<String> keys =
        IntStream.range(0, pictures).mapToObj("uploads/%03d.png"::formatted).toList();
    for (int i = 0; i < pictures; i++) {
      kit.put(keys.get(i), Samples.picture(i), "image/png");
    }
    return keys;
  }

  private static void assertAllEdited(CloudKit kit, List<String> keys) {
    assertThat(keys)
        .allSatisfy(key -> assertThat(kit.edit(key).map(Edit::state)).as(key).contains("edited"));
  }

  @Test
  void givesUpWhatNobodyUnderstandsWhileItsNeighboursAreEdited() throws Exception {
    try (CloudKit kit =
        CloudKit.builder()
            .functions(1)
            .with(settings -> settings.visibility(VISIBILITY).maxReceiveCount(2))
            .start()) {
      List<String> neighbours = List.of("uploads/red flower.jpg", "uploads/a.jpg", "uploads/b.jpg");
      for (String key : neighbours) {
        kit.put(key, Samples.picture(1), "image/png");
      }
      kit.awaitAll(neighbours, PATIENCE);
      kit.editApi().reset();

      Samples.bodies("sqs-mixed").forEach(kit::send);

      for (String key : neighbours) {
        kit.await(key, edit -> edit.outcomes().size() == 2, PATIENCE);
      }
      kit.awaitThat(
          "two messages were given up", () -> kit.cloud().deadLetters().size() == 2, PATIENCE);
      assertThat(kit.cloud().deadLetters()).contains("Hello from SQS!");
      assertThat(kit.cloud().deadLetters()).anyMatch(body -> body.contains("\"3.0\""));
      assertAllEdited(kit, neighbours);
      assertThat(kit.editApi().paid()).isEqualTo(neighbours.size());
    }
  }

  @Test
  void editsAgainWhatAKilledFunctionLeftBehind() throws Exception {
    try (CloudKit kit =
        CloudKit.builder().functions(1).with(settings -> settings.visibility(VISIBILITY)).start()) {
      kit.editApi().plan(Fault.hang());
      kit.put("uploads/killed.png", Samples.picture(1), "image/png");
      kit.awaitThat("the API was called", () -> kit.editApi().calls().size() == 1, PATIENCE);

      boolean killed = kit.kill(0);
      Edit edit = kit.await("uploads/killed.png", PATIENCE);

      assertThat(killed).isTrue();
      assertThat(edit.state()).isEqualTo("edited");
      assertThat(kit.editApi().calls()).hasSize(2);
      assertThat(kit.editApi().paid()).isEqualTo(1);
    }
  }

  @Test
  void editsABurstOfTwoHundredOverThreeProcessesOnce() throws Exception {
    try (CloudKit kit = CloudKit.builder().functions(3).start()) {
      List<String> keys = put(kit, 200);

      kit.awaitAll(keys, PATIENCE);
      kit.awaitIdle(PATIENCE);

      assertAllEdited(kit, keys);
      assertThat(kit.cloud().keys(LocalCloud.EDITED)).hasSize(200);
      assertThat(kit.cloud().processes()).hasSize(3);
      assertThat(kit.log()).noneMatch(line -> line.contains("Failed to load the native"));
      assertThat(kit.editApi().paid()).isEqualTo(200);
      assertThat(kit.cloud().deadLetters()).isEmpty();
    }
  }

  @Test
  void goesOnWithAFullQueueAfterARestart() throws Exception {
    try (CloudKit kit = CloudKit.builder().functions(1).start()) {
      kit.editApiProxy().rule(FaultRule.parse("images/edits=latency:1s"));
      List<String> keys = put(kit, 30);
      kit.stop();
      int before = kit.editApi().paid();
      kit.editApiProxy().clear();

      kit.start();
      kit.awaitThat(
          "all are edited", () -> kit.cloud().keys(LocalCloud.EDITED).size() == 30, PATIENCE);
      kit.awaitIdle(PATIENCE);

      assertThat(before).isLessThan(30);
      assertThat(kit.editApi().paid()).isEqualTo(30);
      assertThat(keys)
          .allSatisfy(key -> assertThat(kit.result("test/" + key.substring(8))).isPresent());
    }
  }
}
