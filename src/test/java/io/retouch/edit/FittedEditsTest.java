package io.retouch.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.retouch.edit.EditOutcome.Edited;
import io.retouch.parts.LocalEditApi;
import io.retouch.parts.LocalStore;
import io.retouch.parts.sample.SampleAnimations;
import io.retouch.parts.sample.SampleExif;
import io.retouch.parts.sample.SamplePngs;
import io.retouch.parts.sample.Samples;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pictures that are made to fit, through the pipeline with a ledger and providers of each kind. */
@QuarkusTest
@QuarkusTestResource(value = ProvidersCloud.class, restrictToAnnotatedClass = true)
class FittedEditsTest {
  @RegisterExtension static final OutcomeLines LINES = new OutcomeLines();

  private final String name = UUID.randomUUID().toString();

  @Inject EditService service;

  @SuppressWarnings("NullAway.Init")
  LocalStore store;

  @SuppressWarnings("NullAway.Init")
  LocalEditApi api;

  @BeforeEach
  void forgetCalls() {
    api.reset();
  }

  @Test
  void saysThatOfAnAnimationTheFirstFrameIsSent() {
    byte[] gif =
        SampleAnimations.gif(
            Samples.oneColour(64, 48, 0xC02020), Samples.oneColour(64, 48, 0x20C020));

    EditOutcome outcome = edit("fitting/" + name + ".gif", gif);

    assertThat(outcome).isInstanceOf(Edited.class);
    assertThat(LINES.lines())
        .singleElement()
        .asString()
        .contains("of the animation the first frame is sent", "\"fitMs\"");
  }

  @Test
  void sendsWhatItHasToTurnInsteadOfALink() {
    BufferedImage noise = Samples.colours(600, 800);
    new SplittableRandom(7).ints(200_000).forEach(at -> noise.setRGB(at & 511, at >>> 23, at));
    byte[] lying = SamplePngs.withExif(Samples.png(noise), SampleExif.exif(6));
    assertThat(lying.length).as("more than is read at first").isGreaterThan(Sources.BEGINNING);

    EditOutcome outcome = edit("linked/" + name + ".png", lying);

    assertThat(outcome).isInstanceOf(Edited.class);
    assertThat(api.calls()).hasSize(1);
    // A picture that is sent is no field of the call, a link to one is.
    assertThat(api.calls().get(0).fields()).doesNotContainKey("source_url");
    assertThat(api.calls().get(0).fileSize()).isPositive();
    byte[] result = store.get(LocalCloud.EDITED, "linked/" + name + ".png").orElseThrow().bytes();
    assertThat(LINES.lines()).singleElement().asString().contains("\"fitMs\"");
    assertThat(Samples.decode(result)).isNotNull();
  }

  private EditOutcome edit(String key, byte[] picture) {
    store.put(LocalCloud.UPLOADS, key, picture, "application/octet-stream", Map.of());
    Deadline deadline = Deadline.in(Duration.ofSeconds(60), Clock.systemUTC());
    return service.edit(new EditJob(LocalCloud.UPLOADS, key, deadline));
  }
}
