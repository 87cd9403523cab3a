package io.retouch.preset;

import io.retouch.preset.RetouchConfig.MatchConfig;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads which objects a preset edits. */
final class MatchReader {
  static final List<String> SUFFIXES = List.of(".jpg", ".jpeg", ".png", ".webp");

  private final Problems problems;
  private final Predicate<String> writtenEmpty;

  /**
   * Makes a reader.
   *
   * @param writtenEmpty whether a property is there with nothing in it, which a mapping cannot tell
   *     from one that is not there
   */
  MatchReader(Problems problems, Predicate<String> writtenEmpty) {
    this.problems = problems;
    this.writtenEmpty = writtenEmpty;
  }

  Optional<Match> read(String path, MatchConfig config) {
    Optional<String> bucket = bucket(path + ".bucket", config.bucket(), problems);
    String prefix = config.prefix().orElse("");
    if (prefix.startsWith("/")) {
      problems.add(path + ".prefix", "begins with a slash, which keys do not; remove it.");
    }
    List<String> suffixes = suffixes(path + ".suffixes", config.suffixes());
    return bucket.map(name -> new Match(name, prefix, suffixes));
  }

  /** A bucket's name, if there is a right one. */
  static Optional<String> bucket(String property, Optional<String> value, Problems problems) {
    Optional<String> bucket =
        new Values(problems).required(property, value, "write the name of a bucket.");
    try {
      bucket.ifPresent(KeyPaths::checkBucket);
      return bucket;
    } catch (IllegalArgumentException e) {
      problems.add(property, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private List<String> suffixes(String property, Optional<List<String>> value) {
    if (value.isEmpty()) {
      return writtenEmpty.test(property) ? List.of() : SUFFIXES;
    }
    for (String suffix : value.get()) {
      if (suffix.isBlank() || suffix.contains("*")) {
        problems.add(
            property,
            "\"%s\" is not a suffix; write only what keys end with, as in .jpg.".formatted(suffix));
      }
    }
    return value.get();
  }
}
