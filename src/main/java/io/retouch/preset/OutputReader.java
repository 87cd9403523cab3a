package io.retouch.preset;

import io.retouch.preset.Output.Overwrite;
import io.retouch.preset.RetouchConfig.OutputConfig;
import java.util.Map;
import java.util.Optional;

/** Reads where a preset's results go. */
final class OutputReader {
  static final String KEY = "{preset}/{dir}{name}.{ext}";

  private final Problems problems;
  private final Values values;

  OutputReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  Optional<Output> read(String path, String preset, OutputConfig config) {
    Optional<String> bucket = MatchReader.bucket(path + ".bucket", config.bucket(), problems);
    Optional<KeyTemplate> key = key(path + ".key", config.key().orElse(KEY), preset);
    Overwrite overwrite =
        values.word(
            path + ".overwrite",
            config.overwrite(),
            Overwrite.ALWAYS,
            Map.of("always", Overwrite.ALWAYS, "never", Overwrite.NEVER));
    Optional<String> rejections =
        rejections(path + ".rejections", config.rejections().orElse(preset + "-rejected/"));
    Storage storage = new StorageReader(problems).read(path, config);
    if (bucket.isEmpty() || key.isEmpty() || rejections.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Output(bucket.get(), key.get(), overwrite, rejections.get(), storage));
  }

  private Optional<KeyTemplate> key(String property, String template, String preset) {
    try {
      return Optional.of(KeyTemplate.parse(template).forPreset(preset));
    } catch (IllegalArgumentException e) {
      problems.add(property, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<String> rejections(String property, String prefix) {
    try {
      KeyPaths.check(prefix);
      KeyPaths.checkLength(prefix);
    } catch (IllegalArgumentException e) {
      problems.add(property, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
    if (prefix.contains("{") || prefix.contains("}")) {
      problems.add(property, "takes no placeholders; write a fixed prefix, as in rejected/.");
      return Optional.empty();
    }
    if (!prefix.endsWith("/")) {
      problems.add(property, "does not end with a slash; write it as in rejected/.");
      return Optional.empty();
    }
    return Optional.of(prefix);
  }
}
