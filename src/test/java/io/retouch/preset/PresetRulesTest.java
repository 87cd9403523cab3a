package io.retouch.preset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PresetRulesTest {
  @ParameterizedTest
  @CsvSource({
    "in/a/, .jpg,       in/b/,  .jpg,  false",
    "in/a/, .jpg,       in/,    .jpg,  true",
    "in/a/, .jpg,       in/a/,  .jpg,  true",
    "'',    .jpg,       in/,    .jpg,  true",
    "in/,   .jpg,       in/,    .png,  false",
    "in/,   '.jpg,.png',in/,    .png,  true",
    "in/,   .JPG,       in/,    .jpg,  true",
    "in/,   .jpg,       in/,    g,     true",
    "in/,   -x.jpg,     in/,    .jpg,  true",
    "in/,   '',         in/,    .jpg,  true",
    "in/,   '',         out/,   '',    false",
    "in/a,  .jpg,       in/ab,  .jpg,  true",
    "In/,   .jpg,       in/,    .jpg,  false"
  })
  void refusesPresetsThatMatchTheSameObjects(
      String prefix, String suffixes, String otherPrefix, String otherSuffixes, boolean overlap) {
    String first = preset("one", "uploads", prefix, suffixes, "results", "1/{name}", "bad1/");
    String second =
        preset("two", "uploads", otherPrefix, otherSuffixes, "results", "2/{name}", "bad2/");

    List<String> problems = problems(first, second);

    String problem =
        ("retouch.presets.two.match: objects in bucket uploads can match both this and preset"
                + " \"one\" (prefixes \"%s\" and \"%s\"); give them prefixes of which none begins"
                + " with the other, or different suffixes.")
            .formatted(otherPrefix, prefix);
    assertThat(problems).isEqualTo(overlap ? List.of(problem) : List.of());
  }

  @Test
  void takesOnePrefixInSeveralBuckets() {
    assertThat(
            problems(
                preset("one", "uploads1", "in/", ".jpg", "results", "1/{name}", "bad1/"),
                preset("two", "uploads2", "in/", ".jpg", "results", "2/{name}", "bad2/")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "in/,      out/{name},      bad/,      ''",
    "in/,      in/out/{name},   bad/,      output.key",
    "in/out/x, in/out/{name},   bad/,      output.key",
    "in/,      out/{name},      in/bad/,   output.rejections",
    "in/,      {dir}{name},     bad/,      output.key",
    "in/,      {preset}/{name}, bad/,      ''",
    "on,       {preset}/{name}, bad/,      output.key",
    "in/,      in/{name},       in/,       output.key output.rejections"
  })
  void refusesToWriteWhereItWouldReadAgain(
      String prefix, String key, String rejections, String refused) {
    List<String> problems =
        problems(preset("one", "pictures", prefix, ".jpg", "pictures", key, rejections));

    assertThat(problems.stream().map(PresetRulesTest::property))
        .containsExactlyElementsOf(
            Stream.of(refused.split(" "))
                .filter(property -> !property.isEmpty())
                .map(property -> "retouch.presets.one." + property)
                .toList());
  }

  @Test
  void saysWhoWouldEditAResultAgain() {
    String first = preset("one", "uploads", "in/", ".jpg", "more", "x/{name}", "bad/");
    String second = preset("two", "more", "x/", ".png", "results", "{name}", "bad/");

    assertThat(problems(first, second))
        .containsExactly(
            "retouch.presets.one.output.key: what is written under \"x/\" in bucket more would be"
                + " edited again by preset \"two\" (prefix \"x/\"); use another bucket, or prefixes"
                + " of which none begins with the other.");
  }

  @Test
  void refusesOpenKeysInAnyBucketThatIsRead() {
    String first = preset("one", "uploads", "in/", ".jpg", "more", "{dir}{name}", "bad/");
    String second = preset("two", "more", "x/", ".png", "results", "{name}", "bad/");

    assertThat(problems(first, second))
        .containsExactly(
            "retouch.presets.one.output.key: begins with a placeholder, so what is written to"
                + " bucket more could be edited again by preset \"two\" (prefix \"x/\"); begin it"
                + " with a fixed text, as in edited/, or use another bucket.");
  }

  @ParameterizedTest
  @CsvSource({
    "out/{dir}{name}.{ext},  out/{dir}{name}.{ext},  true",
    "out/{dir}{name}.{ext},  out/{dir}{name}-2.{ext}, false",
    "{preset}/{name},        {preset}/{name},        false",
    "one/{name},             {preset}/{name},        false",
    "two/{name},             {preset}/{name},        true",
    "out/{id}.{ext},         out/{id}.{ext},         false"
  })
  void refusesPresetsThatWouldReplaceEachOthersResults(String key, String otherKey, boolean same) {
    String first = preset("one", "uploads", "a/", ".jpg", "results", key, "bad1/");
    String second = preset("two", "uploads", "b/", ".jpg", "results", otherKey, "bad2/");

    String problem =
        "retouch.presets.two.output.key: gives results the same keys in bucket results as preset"
            + " \"one\" does, so that they would replace each other; add {preset}.";
    assertThat(problems(first, second)).isEqualTo(same ? List.of(problem) : List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "results, out/{dir}{name}.{ext},  more,    out/{name},         out/,       ''",
    "results, out/{dir}{name}.{ext},  results, 2/{name}.{ext},     bad2/,      ''",
    "results, out/{dir}{name}.{ext},  results, 2/{name}.{ext},     out/bad/,   report",
    "results, o{name}.{ext},          results, 2/{name}.{ext},     out/,       report",
    "results, '{dir}{name}.{ext}',    results, 2/{name}.{ext},     bad2/,      report report",
    "results, bad1/{name}.{ext},      results, 2/{name}.{ext},     bad2/,      report",
    "results, out/{dir}{name}.{ext},  results, out/{name},         bad2/,      result",
    "results, out/{dir}{name}.{ext},  results, out/{name}.json,    bad2/,      result",
    "results, out/{dir}{name}.{ext},  results, out/x{name}n,       bad2/,      result",
    "results, out/{dir}{name}.{ext},  results, out/{name}.{id},    bad2/,      ''",
    "results, out/{dir}{name}.{ext},  results, out/{name}.{ext}x,  bad2/,      ''",
    "results, out/{dir}{name},        results, 2/{name},           bad2/,      result"
  })
  void refusesManifestsWhereSomethingElseMayLie(
      String bucket,
      String key,
      String otherBucket,
      String otherKey,
      String otherRejections,
      String refused) {
    String first = preset("one", "uploads", "a/", ".jpg", bucket, key, "bad1/");
    String second = preset("two", "uploads", "b/", ".jpg", otherBucket, otherKey, otherRejections);
    String manifests = first + "      manifest: true\n";

    List<String> problems = problems(manifests, second);

    assertThat(problems(first, second)).isEmpty();
    assertThat(problems)
        .hasSize(refused.isEmpty() ? 0 : refused.split(" ").length)
        .allSatisfy(
            problem -> {
              assertThat(property(problem)).isEqualTo("retouch.presets.one.manifest");
              assertThat(problem)
                  .contains(refused.startsWith("report") ? "replace a report" : "a result of");
            });
  }

  @Test
  void comparesPresetsThatHaveOtherMistakes() {
    String first =
        preset("one", "uploads", "in/", ".jpg", "results", "1/{name}", "bad1/")
            .replace("prompt: Paint", "prompt:");
    String second = preset("two", "uploads", "in/", ".jpg", "results", "2/{name}", "bad2/");

    assertThat(problems(first, second).stream().map(PresetRulesTest::property))
        .containsExactly("retouch.presets.one.prompt", "retouch.presets.two.match");
  }

  private static String property(String problem) {
    return problem.substring(0, problem.indexOf(':'));
  }

  private static List<String> problems(String... presets) {
    String head =
        Configurations.MINIMAL.substring(0, Configurations.MINIMAL.indexOf("    \"water"));
    return Configurations.problems(head + String.join("", presets));
  }

  private static String preset(
      String name,
      String bucket,
      String prefix,
      String suffixes,
      String outputBucket,
      String key,
      String rejections) {
    return """
        "%s":
          match: { bucket: %s, prefix: "%s", suffixes: "%s" }
          provider: stepfun
          model: step-image-edit-2
          prompt: Paint
          output: { bucket: %s, key: "%s", rejections: "%s" }
    """
        .formatted(name, bucket, prefix, suffixes, outputBucket, key, rejections);
  }
}
