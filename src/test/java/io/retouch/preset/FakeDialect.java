package io.retouch.preset;

import io.retouch.image.ImageFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** A dialect with one parameter, {@code steps} from 1 to 50, and prompts of 60 letters. */
class FakeDialect implements DialectRules {
  private static final Set<String> PARAMETERS = Set.of("steps", "seed", "negative_prompt");

  @Override
  public String dialect() {
    return "fake";
  }

  @Override
  public boolean documents(String model, String parameter) {
    return !model.equals("seedless") && PARAMETERS.contains(parameter);
  }

  @Override
  public ModelLimits limits(String model) {
    return new ModelLimits(10, 10, 1000, Set.of(ImageFormat.JPEG), "no document");
  }

  @Override
  public void check(
      String model,
      String prompt,
      Map<String, String> parameters,
      BiConsumer<String, String> problems) {
    if (prompt.codePointCount(0, prompt.length()) > 60) {
      problems.accept("prompt", "is too long; write at most 60 letters.");
    }
    new TreeMap<>(parameters)
        .forEach(
            (name, value) -> {
              if (!PARAMETERS.contains(name)) {
                problems.accept("parameters." + name, "is not a parameter; remove it.");
              }
            });
    String steps = parameters.getOrDefault("steps", "1");
    if (!steps.matches("[1-9]|[1-4][0-9]|50")) {
      problems.accept("parameters.steps", "is out of range; write 1 to 50.");
    }
  }
}
