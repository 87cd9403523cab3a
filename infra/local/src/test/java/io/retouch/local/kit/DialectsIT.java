package io.retouch.local.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.retouch.parts.Api;
import io.retouch.parts.LocalEditApi;
import io.retouch.parts.endpoint.AnswerFormat;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every dialect that edits, in both answer formats, through the artifact that was built. */
class DialectsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String KEY = "sk-test-kit-0123456789";
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

  @Test
  void editsByEveryDialectInBothAnswerFormats() throws Exception {
    try (LocalEditApi links = api(AnswerFormat.URL);
        LocalEditApi bytes = api(AnswerFormat.B64_JSON_DATA_URL);
        CloudKit kit = CloudKit.builder().presets(presets(links, bytes)).start()) {
      List<String> keys =
          Stream.of("edits", "redraw", "winter", "generic", "linked")
              .flatMap(name -> Stream.of(name + "-url", name + "-b64"))
              .map("uploads/%s/a.png"::formatted)
              .toList();
      for (String key : keys) {
        kit.put(key, Samples.picture(1), "image/png");
      }

      kit.awaitAll(keys, PATIENCE);

      assertThat(keys)
          .allSatisfy(
              key -> {
                assertThat(kit.edit(key).map(Object::toString)).get().asString().contains("edited");
                assertThat(kit.result(key.replace("uploads/", "out/")))
                    .get()
                    .satisfies(
                        result ->
                            assertThat(result.bytes()).startsWith(PNG).hasSizeGreaterThan(100));
              });
      assertThat(links.paid()).isEqualTo(5);
      assertThat(bytes.paid()).isEqualTo(5);
    }
  }

  private static LocalEditApi api(AnswerFormat format) {
    return LocalEditApi.builder()
        .apiKey(KEY)
        .answers(Api.MODELVERSE, format)
        .answers(Api.OPENAI, format == AnswerFormat.URL ? AnswerFormat.URL : AnswerFormat.B64_JSON)
        .start();
  }

  private static String presets(LocalEditApi links, LocalEditApi bytes) {
    StringBuilder providers = new StringBuilder("retouch:\n  providers:\n");
    StringBuilder presets = new StringBuilder("  presets:\n");
    for (String format : List.of("url", "b64")) {
      LocalEditApi api = format.equals("url") ? links : bytes;
      String asked = format.equals("url") ? "url" : "b64_json";
      providers
          .append(provider("stepfun-" + format, "openai-edits", api.baseUrl(Api.STEPFUN)))
          .append(
              provider("image2image-" + format, "stepfun-image2image", api.baseUrl(Api.STEPFUN)))
          .append(provider("modelverse-" + format, "modelverse", api.baseUrl(Api.MODELVERSE)))
          .append(provider("openai-" + format, "openai-edits", api.baseUrl(Api.OPENAI)));
      presets
          .append(
              preset(
                  "edits-" + format,
                  "stepfun-" + format,
                  "step-image-edit-2",
                  "{ response_format: " + asked + ", steps: 8 }",
                  "inline"))
          .append(
              preset(
                  "redraw-" + format,
                  "image2image-" + format,
                  "step-2x-large",
                  "{ response_format: " + asked + ", source_weight: 0.5, size: 512x512 }",
                  "inline"))
          .append(
              preset(
                  "winter-" + format,
                  "modelverse-" + format,
                  "stepfun-ai/step1x-edit",
                  "{ guidance_scale: 2.5 }",
                  "inline"))
          .append(preset("generic-" + format, "openai-" + format, "step1x-edit", "{}", "inline"))
          .append(
              preset(
                  "linked-" + format,
                  "modelverse-" + format,
                  "stepfun-ai/step1x-edit",
                  "{ steps: 20 }",
                  "link"));
    }
    return providers.append(presets).toString();
  }

  private static String provider(String name, String dialect, URI baseUrl) {
    return """
              %s:
                dialect: %s
                base-url: %s
                api-key: %s
                private-network: true
                result-hosts: [127.0.0.1]
        """
        .formatted(name, dialect, baseUrl, KEY)
        .indent(-2);
  }

  private static String preset(
      String name, String provider, String model, String parameters, String source) {
    return """
              "%1$s":
                match: { bucket: "${RETOUCH_UPLOAD_BUCKET}", prefix: uploads/%1$s/ }
                provider: %2$s
                model: %3$s
                prompt: A test
                parameters: %4$s
                source: %5$s
                output: { bucket: "${RETOUCH_OUTPUT_BUCKET}", key: "out/%1$s/{dir}{name}.{ext}" }
        """
        .formatted(name, provider, model, parameters, source)
        .indent(-2);
  }
}
