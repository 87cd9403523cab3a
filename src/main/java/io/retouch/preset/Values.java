package io.retouch.preset;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Converts written values. A value that does not convert, or lies out of its range, is reported,
 * and the default takes its place, so that reading goes on to the next mistake.
 */
final class Values {
  private final Problems problems;

  Values(Problems problems) {
    this.problems = problems;
  }

  /** A value that has to be there. */
  Optional<String> required(String property, Optional<String> value, String instruction) {
    Optional<String> given = value.filter(text -> !text.isBlank());
    if (given.isEmpty() && !problems.has(property)) {
      problems.add(property, "is missing; " + instruction);
    }
    return given;
  }

  Duration duration(
      String property, Optional<String> value, Duration otherwise, Duration least, Duration most) {
    if (value.isEmpty()) {
      return otherwise;
    }
    Duration duration;
    try {
      duration = DurationConverter.parseDuration(value.get().trim());
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      problems.add(
          property,
          "\"%s\" is not a duration; write for example 60s or 2m.".formatted(value.get()));
      return otherwise;
    }
    if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
      problems.add(
          property,
          "%s is out of range; write a duration from %s to %s."
              .formatted(value.get(), words(least), words(most)));
      return otherwise;
    }
    return duration;
  }

  /** A number of bytes; {@code otherwise} and {@code most} are written as users write them. */
  long bytes(String property, Optional<String> value, String otherwise, String most) {
    if (value.isEmpty()) {
      return bytes(otherwise).longValueExact();
    }
    BigInteger bytes;
    try {
      bytes = bytes(value.get());
    } catch (IllegalArgumentException e) {
      problems.add(
          property,
          "\"%s\" is not a size; write for example 25M, or bytes.".formatted(value.get()));
      return bytes(otherwise).longValueExact();
    }
    if (bytes.signum() <= 0 || bytes.compareTo(bytes(most)) > 0) {
      problems.add(
          property, "%s is out of range; write a size from 1 to %s.".formatted(value.get(), most));
      return bytes(otherwise).longValueExact();
    }
    return bytes.longValueExact();
  }

  int integer(String property, Optional<String> value, int otherwise, int least, int most) {
    if (value.isEmpty()) {
      return otherwise;
    }
    int number;
    try {
      number = Integer.parseInt(value.get().trim());
    } catch (NumberFormatException e) {
      problems.add(
          property,
          "\"%s\" is not a whole number; write one from %d to %d."
              .formatted(value.get(), least, most));
      return otherwise;
    }
    if (number < least || number > most) {
      problems.add(
          property,
          "%d is out of range; write a whole number from %d to %d.".formatted(number, least, most));
      return otherwise;
    }
    return number;
  }

  /** True or false and nothing else: a misspelt {@code true} must not become false. */
  boolean flag(String property, Optional<String> value, boolean otherwise) {
    return word(property, value, otherwise, Map.of("true", true, "false", false));
  }

  /** One of a few words. */
  <T> T word(String property, Optional<String> value, T otherwise, Map<String, T> words) {
    if (value.isEmpty()) {
      return otherwise;
    }
    T meaning = words.get(value.get().trim());
    if (meaning == null) {
      String choice = words.keySet().stream().sorted().reduce((a, b) -> a + " or " + b).orElse("");
      problems.add(property, "\"%s\" is not known; write %s.".formatted(value.get(), choice));
      return otherwise;
    }
    return meaning;
  }

  /** A duration as users write it. */
  static String words(Duration duration) {
    if (duration.toMillisPart() != 0) {
      return duration.toMillis() + "ms";
    }
    boolean minutes = duration.toSecondsPart() == 0 && !duration.isZero();
    return minutes ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
  }

  private static BigInteger bytes(String value) {
    return new MemorySizeConverter().convert(value).asBigInteger();
  }
}
