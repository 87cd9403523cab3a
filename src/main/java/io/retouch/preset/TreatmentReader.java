package io.retouch.preset;

import io.retouch.preset.RetouchConfig.PresetConfig;
import io.retouch.preset.Treatment.Format;
import io.retouch.preset.Treatment.Metadata;
import io.retouch.preset.Treatment.Size;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads what is done to a preset's pictures before and after their edit. */
final class TreatmentReader {
  private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

  private final Problems problems;
  private final Values values;

  TreatmentReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  Treatment read(String path, PresetConfig config) {
    Treatment otherwise = Treatment.DEFAULT;
    return new Treatment(
        values.word(
            path + ".orientation",
            config.orientation(),
            otherwise.upright(),
            Map.of("upright", true, "keep", false)),
        values.word(
            path + ".oversize",
            config.oversize(),
            otherwise.fit(),
            Map.of("reject", false, "fit", true)),
        background(path + ".background", config.background()),
        values.word(path + ".format", config.format(), otherwise.format(), words(Format.values())),
        values.integer(path + ".quality", config.quality(), otherwise.quality(), 1, 100),
        values.word(
            path + ".metadata", config.metadata(), otherwise.metadata(), words(Metadata.values())),
        values.word(path + ".size", config.size(), otherwise.size(), words(Size.values())));
  }

  private int background(String property, Optional<String> value) {
    if (value.isEmpty()) {
      return Treatment.DEFAULT.background();
    }
    if (!COLOUR.matcher(value.get().trim()).matches()) {
      problems.add(
          property,
          "\"%s\" is not a colour; write six hexadecimal digits in quotes, as in \"#ffffff\"."
              .formatted(value.get()));
      return Treatment.DEFAULT.background();
    }
    return Integer.parseInt(value.get().trim().substring(1), 16);
  }

  private static <E extends Enum<E>> Map<String, E> words(E[] values) {
    return Arrays.stream(values).collect(Collectors.toMap(Treatment::word, Function.identity()));
  }
}
