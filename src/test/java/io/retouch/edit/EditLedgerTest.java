package io.retouch.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.retouch.edit.EditOutcome.Edited;
import io.retouch.edit.EditOutcome.Parked;
import io.retouch.edit.EditOutcome.Rejected;
import io.retouch.edit.EditOutcome.Waiting;
import io.retouch.parts.Fault;
import io.retouch.parts.LocalEditApi;
import io.retouch.parts.LocalStore;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pipeline with a ledger, against a real store, a real table and a strict edit API. */
@QuarkusTest
@QuarkusTestResource(value = LedgerCloud.class, restrictToAnnotatedClass = true)
class EditLedgerTest {
  private static final byte[] PICTURE = Pictures.png(64, 48);
  private static final byte[] OTHER = Pictures.png(48, 64);

  private final String name = UUID.randomUUID().toString();

  @Inject EditService service;
  @Inject ProviderGuards guards;

  @SuppressWarnings("NullAway.Init")
  LocalStore store;

  @SuppressWarnings("NullAway.Init")
  LocalEditApi api;

  @BeforeEach
  void forgetCalls() {
    api.reset();
  }

  @AfterEach
  void resetTheGuards() {
    guards.reset();
  }

  @ParameterizedTest
  @ValueSource(strings = {"watercolour", "inline"})
  void paysOnceForAPictureThatIsAnnouncedTwice(String preset) {
    String key = upload(preset, ".png", PICTURE);

    EditOutcome first = edit(key);
    EditOutcome second = edit(key);

    assertThat(first).isEqualTo(new Edited(LocalCloud.EDITED, key));
    assertThat(second).isEqualTo(new Edited(LocalCloud.EDITED, key, true));
    assertThat(api.calls()).hasSize(1);
    assertThat(store.keys(LocalCloud.EDITED)).noneMatch(kept -> kept.startsWith(".retouch/"));
  }

  @Test
  void paysOnceForAPictureThatIsAnnouncedToManyAtOnce() throws Exception {
    String key = upload("watercolour", ".png", PICTURE);
    api.planAlways(Fault.latency(Duration.ofMillis(300)));
    int many = 4;
    CyclicBarrier start = new CyclicBarrier(many);
    ExecutorService threads = Executors.newFixedThreadPool(many);

    List<Future<EditOutcome>> outcomes =
        IntStream.range(0, many)
            .mapToObj(
                i ->
                    threads.submit(
                        () -> {
                          start.await();
                          return edit(key);
                        }))
            .toList();

    for (Future<EditOutcome> outcome : outcomes) {
      assertThat(outcome.get()).isInstanceOfAny(Edited.class, Waiting.class);
    }
    threads.shutdown();
    assertThat(api.paid()).isEqualTo(1);
    assertThat(edit(key)).isInstanceOf(Edited.class);
    assertThat(api.paid()).isEqualTo(1);
  }

  @Test
  void recognisesTheSameBytesUploadedAgain() {
    String key = upload("watercolour", ".png", PICTURE);
    edit(key);

    store.put(LocalCloud.UPLOADS, key, PICTURE, "image/png", Map.of());
    EditOutcome again = edit(key);

    assertThat(again).isInstanceOf(Edited.class);
    assertThat(api.calls()).hasSize(1);
  }

  @Test
  void endsWithTheEditOfWhatWasUploadedLast() {
    String key = upload("watercolour", ".png", PICTURE);
    edit(key);
    store.put(LocalCloud.UPLOADS, key, OTHER, "image/png", Map.of());
    edit(key);
    store.put(LocalCloud.UPLOADS, key, PICTURE, "image/png", Map.of());

    edit(key);

    byte[] result = store.get(LocalCloud.EDITED, key).orElseThrow().bytes();
    assertThat(Pictures.decode(result).getWidth()).isEqualTo(64);
    assertThat(api.calls()).hasSize(3);
  }

  @Test
  void editsTheSameBytesOnceMoreForEachNewToken() {
    String key = upload("forced", ".png", PICTURE);
    edit(key);

    force(key, "1");
    assertThat(edit(key)).isInstanceOf(Edited.class);
    assertThat(edit(key)).isInstanceOf(Edited.class);
    assertThat(api.calls()).hasSize(2);
    force(key, "2");
    assertThat(edit(key)).isInstanceOf(Edited.class);

    assertThat(api.calls()).hasSize(3);
    assertThat(store.get(LocalCloud.EDITED, key).orElseThrow().userMetadata())
        .doesNotContainKey("retouch-force");
  }

  @Test
  void paysForNoTokenThatThePresetDoesNotAllow() {
    String key = upload("watercolour", ".png", PICTURE);
    edit(key);

    force(key, "1");

    assertThat(edit(key)).isInstanceOf(Edited.class);
    assertThat(api.calls()).hasSize(1);
  }

  @Test
  void keepsAPaidAnswerUntilItsLinkCanBeFetched() {
    String key = upload("watercolour", ".png", PICTURE);
    api.planAlways(Fault.resultLinkStatus(503));
    assertThat(edit(key)).isInstanceOf(Waiting.class);

    assertThat(edit(key)).isInstanceOf(Waiting.class);

    assertThat(api.calls()).hasSize(1);
  }

  @Test
  void remembersAnUnknownOutcomeFromOneDeliveryToTheNext() {
    String key = upload("watercolour", ".png", PICTURE);
    api.planAlways(Fault.dropAfterWork());

    assertThat(edit(key)).isInstanceOf(Parked.class);
    assertThat(edit(key)).isInstanceOf(Parked.class);

    assertThat(api.calls()).hasSize(2);
  }

  @Test
  void asksNoMoreAboutWhatTheApiRefused() {
    String key = upload("watercolour", ".png", PICTURE);
    api.plan(Fault.censored());
    assertThat(edit(key)).isInstanceOf(Rejected.class);

    EditOutcome again = edit(key);

    assertThat(again).isInstanceOf(Rejected.class);
    assertThat(api.calls()).hasSize(1);
  }

  @Test
  void refusesToOverwriteTheResultOfAnotherLivingSource() {
    String key = upload("watercolour", ".png", PICTURE);
    edit(key);
    String twin = key.replace(".png", ".jpg");
    store.put(LocalCloud.UPLOADS, twin, Pictures.encoded(20, 20, "jpg"), "image/jpeg", Map.of());

    EditOutcome outcome = edit(twin);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> {
              assertThat(rejected.code()).isEqualTo("place_taken");
              assertThat(rejected.reason()).contains(twin, key);
            });
    assertThat(api.calls()).hasSize(1);

    store.delete(LocalCloud.UPLOADS, key);
    assertThat(edit(twin)).isInstanceOf(Edited.class);
  }

  @Test
  void tellsOfARejectionWithoutACall() {
    String key = upload("watercolour", ".txt", "text".getBytes(StandardCharsets.UTF_8));

    assertThat(edit(key)).isInstanceOf(Rejected.class);
    assertThat(edit(key)).isInstanceOf(Rejected.class);

    assertThat(api.calls()).isEmpty();
  }

  private String upload(String preset, String suffix, byte[] bytes) {
    String key = preset + "/" + name + suffix;
    store.put(LocalCloud.UPLOADS, key, bytes, "application/octet-stream", Map.of());
    return key;
  }

  private void force(String key, String token) {
    store.put(LocalCloud.UPLOADS, key, PICTURE, "image/png", Map.of("retouch-force", token));
  }

  private EditOutcome edit(String key) {
    return service.edit(
        new EditJob(
            LocalCloud.UPLOADS, key, Deadline.in(Duration.ofSeconds(30), Clock.systemUTC())));
  }
}
