package io.retouch.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.retouch.edit.EditOutcome.Edited;
import io.retouch.edit.EditOutcome.Rejected;
import io.retouch.edit.EditOutcome.Skipped;
import io.retouch.parts.Fault;
import io.retouch.parts.LocalEditApi;
import io.retouch.parts.LocalStore;
import io.retouch.preset.Preset;
import io.retouch.preset.Settings;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What single pictures ask for, through the pipeline with a ledger and providers of each kind. */
@QuarkusTest
@QuarkusTestResource(value = ProvidersCloud.class, restrictToAnnotatedClass = true)
class OverriddenEditsTest {
  private static final byte[] PICTURE = Pictures.png(64, 48);
  private static final String SECRET = "a secret garden";

  @RegisterExtension static final OutcomeLines LINES = new OutcomeLines();

  private final String name = UUID.randomUUID().toString();

  @Inject EditService service;
  @Inject ProviderGuards guards;
  @Inject Settings settings;

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

  @Test
  void sendsThePicturesOwnPromptAndSeed() {
    String key =
        upload("open", Map.of("retouch-prompt", SECRET, "retouch-seed", "41", "by", "Ada"));

    assertThat(edit(key)).isEqualTo(new Edited(LocalCloud.EDITED, key));

    assertThat(fields()).containsEntry("prompt", SECRET).containsEntry("seed", "41");
    assertThat(store.get(LocalCloud.EDITED, key).orElseThrow().userMetadata())
        .containsEntry("retouch-seed", "41")
        .containsEntry("by", "Ada")
        .containsOnlyKeys("retouch-edit", "retouch-preset", "retouch-model", "retouch-seed", "by");
  }

  @Test
  void sendsAPromptThatMetadataCannotHoldAsItIs() {
    String key = upload("open", Map.of("retouch-prompt", "=?UTF-8?B?5oi/5a2Q?= in rain"));

    edit(key);

    assertThat(fields()).containsEntry("prompt", "房子 in rain").doesNotContainKey("seed");
  }

  @Test
  void paysOnceForEachOverride() {
    Map<String, String> first = Map.of("retouch-prompt", SECRET);
    String key = upload("open", first);
    edit(key);
    upload("open", first);
    assertThat(edit(key)).isEqualTo(new Edited(LocalCloud.EDITED, key, true));
    assertThat(api.paid()).isEqualTo(1);

    upload("open", Map.of("retouch-prompt", SECRET, "retouch-seed", "1"));
    assertThat(edit(key)).isEqualTo(new Edited(LocalCloud.EDITED, key));
    upload("open", Map.of());
    assertThat(edit(key)).isEqualTo(new Edited(LocalCloud.EDITED, key));
    assertThat(api.calls().get(2).fields()).containsEntry("prompt", LocalCloud.PROMPT);
    assertThat(edit(key)).isEqualTo(new Edited(LocalCloud.EDITED, key, true));

    assertThat(api.paid()).isEqualTo(3);
  }

  @Test
  void neitherEditsNorPaysForWhatAsksForNoEdit() {
    String key = upload("open", Map.of("retouch-skip", "true", "retouch-prompt", SECRET));

    assertThat(edit(key))
        .isEqualTo(new Skipped("its own metadata asks for no edit (retouch-skip)"));

    assertThat(api.calls()).isEmpty();
    assertThat(store.keys(LocalCloud.EDITED)).noneMatch(found -> found.contains(name));
    upload("open", Map.of("retouch-skip", "false"));
    assertThat(edit(key)).isInstanceOf(Edited.class);
  }

  @Test
  void ignoresWhatThePresetDoesNotAllowAndSaysSo() {
    String key =
        upload(
            "watercolour",
            Map.of("retouch-prompt", SECRET, "retouch-seed", "nine", "retouch-skip", "true"));

    assertThat(edit(key)).isEqualTo(new Edited(LocalCloud.EDITED, key));

    assertThat(fields())
        .containsOnlyKeys("model", "prompt")
        .containsEntry("prompt", LocalCloud.PROMPT);
    assertThat(store.get(LocalCloud.EDITED, key).orElseThrow().userMetadata())
        .doesNotContainEntry("retouch-seed", "nine");
    assertThat(LINES.lines())
        .singleElement()
        .asString()
        .contains(
            "retouch-prompt is ignored: preset watercolour does not allow it (allow: [prompt])")
        .contains("(allow: [seed])", "(allow: [skip])")
        .doesNotContain("secret", "nine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          prompt | a secret gärden        | retouch-prompt cannot be read: write ASCII, or RFC 2047 encoded words
          prompt | =?UTF-8?Q?secret=0A?=  | retouch-prompt holds a line break or a control character: remove it
          prompt | =?UTF-8?Q?_?=          | retouch-prompt cannot be used: The prompt is blank; write what to do
          seed   | secret                 | retouch-seed is no whole number: write one, as in 7
          seed   | -1                     | retouch-seed cannot be used: Write a whole number from 0 to 2147483647
          seed   | 2147483648             | retouch-seed cannot be used: Write a whole number from 0 to 2147483647
          """)
  void rejectsWhatCannotBeUsedBeforeAnythingIsPaid(String wish, String value, String reason) {
    assertRejected(upload("open", Map.of("retouch-" + wish, value)), reason);
  }

  @Test
  void takesTheLongestPromptAndRejectsOneCharacterMore() {
    String key = upload("open", Map.of("retouch-prompt", "x".repeat(513)));
    assertRejected(
        key, "retouch-prompt cannot be used: The prompt has 513 characters; write at most 512");

    upload("open", Map.of("retouch-prompt", "x".repeat(512)));
    assertThat(edit(key)).isInstanceOf(Edited.class);
    assertThat(api.paid()).isEqualTo(1);
  }

  @Test
  void takesPromptAndSeedToTheFallback() {
    String key = upload("backed", Map.of("retouch-prompt", SECRET, "retouch-seed", "12"));
    api.plan(Fault.clientError(404));

    assertThat(edit(key)).isInstanceOf(Edited.class);

    assertThat(api.calls()).hasSize(2);
    assertThat(api.calls().get(1).fields())
        .containsEntry("prompt", SECRET)
        .containsEntry("seed", "12");
  }

  /** The first model takes it, the second does not: -1 the other way round. */
  @Test
  void rejectsWhatOnlyTheFallbackDoesNotTake() {
    assertRejected(
        upload("backing", Map.of("retouch-seed", "-1")),
        "retouch-seed cannot be used: Write a whole number from 0 to 2147483647 (StepFun, POST"
            + " /v1/images/edits, request parameters).");
    assertThat(edit(upload("backing", Map.of("retouch-seed", "0")))).isInstanceOf(Edited.class);
  }

  @Test
  void aRequestSaysItselfWhatItIs() {
    String key =
        upload(
            "open", Map.of("retouch-prompt", SECRET, "retouch-seed", "7", "retouch-skip", "true"));
    Preset preset = settings.preset("open").orElseThrow();

    EditOutcome outcome =
        service.edit(
            new EditJob(
                new EditRequest(preset, "asked-" + name), LocalCloud.UPLOADS, key, deadline()));

    assertThat(outcome).isEqualTo(new Edited(LocalCloud.EDITED, "open/asked-" + name + ".png"));
    assertThat(fields())
        .containsOnlyKeys("model", "prompt")
        .containsEntry("prompt", LocalCloud.PROMPT);
    assertThat(LINES.lines()).singleElement().asString().contains("a request asked for this edit");
  }

  /** A seed alone is what somebody asks for; only an edit's id makes it a result of our own. */
  @Test
  void takesOnlyTheWholeMarkerForItsOwn() {
    String key = upload("open", Map.of("retouch-seed", "7", "retouch-preset", "open"));

    assertThat(edit(key)).isInstanceOf(Edited.class);
    var result = store.get(LocalCloud.EDITED, key).orElseThrow();
    store.put(LocalCloud.UPLOADS, key, result.bytes(), "image/png", result.userMetadata());

    assertThat(edit(key)).isEqualTo(new Skipped("Retouch has written this object itself"));
    assertThat(api.paid()).isEqualTo(1);
  }

  private void assertRejected(String key, String reason) {
    for (EditOutcome outcome : List.of(edit(key), edit(key))) {
      assertThat(outcome)
          .isInstanceOfSatisfying(
              Rejected.class,
              rejected -> {
                assertThat(rejected.code()).isEqualTo("invalid_override");
                assertThat(rejected.reason()).startsWith(reason);
                assertThat(rejected.report().map(this::report).orElseThrow())
                    .contains("invalid_override")
                    .doesNotContain("secret");
              });
    }
    assertThat(LINES.lines()).hasSize(2).noneMatch(line -> line.contains("secret"));
    assertThat(api.calls()).isEmpty();
  }

  private String report(String key) {
    return new String(
        store.get(LocalCloud.EDITED, key).orElseThrow().bytes(), StandardCharsets.UTF_8);
  }

  private Map<String, String> fields() {
    assertThat(api.calls()).hasSize(1);
    return api.calls().get(0).fields();
  }

  private String upload(String preset, Map<String, String> metadata) {
    String key = preset + "/" + name + ".png";
    store.put(LocalCloud.UPLOADS, key, PICTURE, "image/png", metadata);
    return key;
  }

  private EditOutcome edit(String key) {
    return service.edit(new EditJob(LocalCloud.UPLOADS, key, deadline()));
  }

  private static Deadline deadline() {
    return Deadline.in(Duration.ofSeconds(60), Clock.systemUTC());
  }
}
