package io.retouch.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.retouch.image.ImageFormat;
import io.retouch.preset.ModelLimits;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits of a preset, each at the limit and one past it. */
class OpenAiEditsRulesTest {
  private static final String MODEL = "step-image-edit-2";

  private final OpenAiEditsDialect dialect = new OpenAiEditsDialect();

  @Test
  void knowsTheDocumentedLimitsOfImages() {
    ModelLimits limits = dialect.limits(MODEL);

    assertThat(limits.maxWidth()).isEqualTo(4096);
    assertThat(limits.maxHeight()).isEqualTo(4096);
    assertThat(limits.formats())
        .containsExactlyInAnyOrder(ImageFormat.JPEG, ImageFormat.PNG, ImageFormat.WEBP);
    assertThat(limits.document()).contains("/v1/images/edits");
  }

  @Test
  void knowsNoLimitsOfOtherModels() {
    ModelLimits limits = dialect.limits("step1x-edit");

    assertThat(limits.maxWidth()).isEqualTo(65_535);
    assertThat(limits.maxHeight()).isEqualTo(65_535);
    assertThat(limits.formats()).containsExactlyInAnyOrder(ImageFormat.values());
  }

  @Test
  void countsPromptsByCodePoints() {
    String kitten = "猫";
    String surrogates = "𠮷";

    assertThat(problems(MODEL, kitten.repeat(512), Map.of())).isEmpty();
    assertThat(problems(MODEL, surrogates.repeat(512), Map.of())).isEmpty();
    assertThat(problems(MODEL, surrogates.repeat(513), Map.of()))
        .containsOnlyKeys("prompt")
        .hasValueSatisfying(
            new org.assertj.core.api.Condition<>(
                text -> text.contains("513") && text.contains("512"), "names both numbers"));
    assertThat(problems("other", kitten.repeat(100_000), Map.of())).isEmpty();
  }

  @Test
  void refusesBlankPrompts() {
    assertThat(problems("other", " \n", Map.of())).containsOnlyKeys("prompt");
  }

  @ParameterizedTest
  @CsvSource({
    "seed,0",
    "seed,2147483647",
    "steps,1",
    "steps,50",
    "cfg_scale,1",
    "cfg_scale,1.0",
    "cfg_scale,10.0",
    "cfg_scale,10",
    "text_mode,true",
    "text_mode,false",
    "response_format,url",
    "response_format,b64_json",
    "n,1",
    "negative_prompt,blurry"
  })
  void takesWhatIsDocumented(String name, String value) {
    assertThat(problems(MODEL, "cat", Map.of(name, value))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "seed,-1",
    "seed,2147483648",
    "seed,1.0",
    "seed,x",
    "seed,99999999999999999999",
    "steps,0",
    "steps,51",
    "steps,8.5",
    "cfg_scale,0.9",
    "cfg_scale,0.9999",
    "cfg_scale,10.1",
    "cfg_scale,1e1",
    "cfg_scale,NaN",
    "text_mode,True",
    "text_mode,1",
    "response_format,png",
    "n,2",
    "size,1024x1024",
    "guidance,3",
    "quality,high"
  })
  void refusesWhatIsNot(String name, String value) {
    assertThat(problems(MODEL, "cat", Map.of(name, value))).containsOnlyKeys("parameters." + name);
  }

  @Test
  void boundsNegativePromptsByCodePoints() {
    assertThat(problems(MODEL, "cat", Map.of("negative_prompt", "𠮷".repeat(512)))).isEmpty();
    assertThat(problems(MODEL, "cat", Map.of("negative_prompt", "𠮷".repeat(513))))
        .containsOnlyKeys("parameters.negative_prompt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "image", "image[]", "mask", "prompt", "stream"})
  void keepsReservedNamesForEveryModel(String name) {
    assertThat(problems(MODEL, "cat", Map.of(name, "x"))).containsOnlyKeys("parameters." + name);
    assertThat(problems("other", "cat", Map.of(name, "x"))).containsOnlyKeys("parameters." + name);
  }

  @Test
  void knowsWhichParametersAreDocumented() {
    assertThat(dialect.documents(MODEL, "seed")).isTrue();
    assertThat(dialect.documents(MODEL, "size")).isFalse();
    assertThat(dialect.documents(MODEL, "quality")).isFalse();
    assertThat(dialect.documents("other", "seed")).isFalse();
  }

  @Test
  void namesTheKnownParameters() {
    assertThat(problems(MODEL, "cat", Map.of("guidance", "3")).get("parameters.guidance"))
        .contains("cfg_scale, negative_prompt, response_format, seed, steps, text_mode");
  }

  @Test
  void passesParametersOfOtherModelsByName() {
    Map<String, String> parameters =
        Map.of("size", "auto", "quality", "high", "output_format", "webp", "steps", "90");

    assertThat(problems("gpt-image-1", "cat", parameters)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a\"b", "a\r\nb", "ä", ""})
  void refusesNamesThatWouldBreakTheForm(String name) {
    assertThat(problems("other", "cat", Map.of(name, "x"))).hasSize(1);
  }

  private Map<String, String> problems(
      String model, String prompt, Map<String, String> parameters) {
    Map<String, String> problems = new TreeMap<>();
    dialect.check(
        model,
        prompt,
        parameters,
        (property, sentence) ->
            assertThat(problems.put(property, sentence)).as("said twice: " + property).isNull());
    return problems;
  }
}
