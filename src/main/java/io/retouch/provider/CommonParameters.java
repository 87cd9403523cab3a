package io.retouch.provider;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** What holds for prompt and parameters of every model, whatever API it lies behind. */
final class CommonParameters {
  /** What the adapter sends itself, or could not send or read. */
  private static final Map<String, String> RESERVED =
      Map.of(
          "model", "write it as the preset's model.",
          "prompt", "write it as the preset's prompt.",
          "image", "the picture is sent by itself.",
          "image[]", "the picture is sent by itself.",
          "source_url", "the picture is sent by itself.",
          "mask", "a mask would be a second file, which a preset cannot send.",
          "stream", "answers are not read as a stream of events.",
          "partial_images", "answers are not read as a stream of events.");

  private CommonParameters() {}

  static void check(
      String prompt, Map<String, String> parameters, BiConsumer<String, String> problems) {
    if (prompt.isBlank()) {
      problems.accept("prompt", "The prompt is blank; write what to do with the picture.");
    }
    new TreeMap<>(parameters).forEach((name, value) -> check(name, value, problems));
  }

  private static void check(String name, String value, BiConsumer<String, String> problems) {
    String property = "parameters." + name;
    String reserved = RESERVED.get(name);
    if (reserved != null) {
      problems.accept(property, "The parameter " + name + " cannot be set: " + reserved);
    } else if (!name.matches("[A-Za-z0-9_.-]{1,64}(\\[[A-Za-z0-9_]*])?")) {
      problems.accept(
          property, "A parameter's name may hold letters, digits, _, . and -; correct it.");
    } else if ("n".equals(name) && !"1".equals(value)) {
      problems.accept(
          property, "Only one image an edit is written, and more would be paid for; write 1.");
    }
  }
}
