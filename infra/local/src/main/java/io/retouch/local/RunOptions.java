package io.retouch.local;

import java.net.URI;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What the options' values may be. */
final class RunOptions {
  private RunOptions() {}

  private static int number(String text, int most, String sentence) {
    if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > most) {
      throw new TypeConversionException(sentence + " instead of " + text);
    }
    return Integer.parseInt(text);
  }

  /** Whole seconds within what Lambda allows: 1 to 900. */
  static final class TimeLimit implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return Duration.ofSeconds(number(text, 900, "write 1 to 900 seconds"));
    }
  }

  /** A port of this machine: 1 to 65535. */
  static final class Port implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return number(text, 65_535, "write a port from 1 to 65535");
    }
  }

  /** How many processes: 1 to 100. */
  static final class Functions implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return number(text, 100, "write 1 to 100 functions");
    }
  }

  /** A server's base URL. */
  static final class Server implements ITypeConverter<URI> {
    @Override
    public URI convert(String text) {
      try {
        URI url = URI.create(text);
        if (url.getHost() != null && String.valueOf(url.getScheme()).matches("https?")) {
          return url;
        }
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(sentence(text));
      }
      throw new TypeConversionException(sentence(text));
    }

    private static String sentence(String text) {
      return "write a URL such as http://127.0.0.1:8080/v1 instead of " + text;
    }
  }
}
