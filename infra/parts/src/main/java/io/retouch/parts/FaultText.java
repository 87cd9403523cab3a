package io.retouch.parts;

import io.retouch.parts.Fault.Kind;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts of faults, as {@link Fault} lists them. */
final class FaultText {
  private static final String LATENCY = "latency:";
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");
  private static final Pattern STATUS = Pattern.compile("[1-5]\\d\\d");

  private FaultText() {}

  static Fault parse(String text) {
    String trimmed = text.strip();
    if (!trimmed.startsWith(LATENCY)) {
      return parseMain(trimmed);
    }
    int plus = trimmed.indexOf('+');
    String latency = trimmed.substring(LATENCY.length(), plus < 0 ? trimmed.length() : plus);
    Fault delayed = Fault.latency(duration(latency, text));
    return plus < 0 ? delayed : delayed.then(parseMain(trimmed.substring(plus + 1)));
  }

  private static Fault parseMain(String text) {
    int colon = text.indexOf(':');
    String word = (colon < 0 ? text : text.substring(0, colon)).toLowerCase(Locale.ROOT);
    String rest = colon < 0 ? "" : text.substring(colon + 1);
    if (STATUS.matcher(word).matches()) {
      return withEnvelope(Integer.parseInt(word), rest, text);
    }
    return switch (word) {
      case "bare" -> Fault.bareStatus(status(rest, text));
      case "link" -> Fault.resultLinkStatus(status(rest, text));
      case "answer" -> answer(rest, text);
      default -> plain(word, rest, text);
    };
  }

  private static Fault withEnvelope(int status, String rest, String text) {
    if (status == 429 && !rest.isEmpty()) {
      return Fault.rateLimited(duration(rest, text));
    }
    if (!rest.isEmpty()) {
      throw unreadable(text);
    }
    return status < 500 ? Fault.clientError(status) : Fault.serverError(status);
  }

  private static Fault answer(String rest, String text) {
    int colon = rest.indexOf(':');
    String status = colon < 0 ? rest : rest.substring(0, colon);
    String body = colon < 0 ? "" : rest.substring(colon + 1);
    return Fault.answer(status(status, text), Map.of(), body);
  }

  private static Fault plain(String word, String rest, String text) {
    for (Kind kind : Kind.values()) {
      boolean complete = kind != Kind.ENVELOPE;
      if (complete && kind.word().equals(word) && rest.isEmpty()) {
        return Fault.of(kind);
      }
    }
    throw unreadable(text);
  }

  private static int status(String status, String text) {
    if (!STATUS.matcher(status).matches()) {
      throw unreadable(text);
    }
    return Integer.parseInt(status);
  }

  private static Duration duration(String duration, String text) {
    Matcher matcher = DURATION.matcher(duration);
    if (!matcher.matches()) {
      throw unreadable(text);
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      default -> Duration.ofMinutes(amount);
    };
  }

  private static IllegalArgumentException unreadable(String text) {
    return new IllegalArgumentException(
        "The fault \"%s\" is not known; write none, latency:800ms, 429, 429:2s, 451, 500 or another"
                .formatted(text.strip())
            + " status, bare:502, content-filtered, drop-before, drop-after, truncated, garbage,"
            + " empty-data, no-image, hang, link:404, answer:200:TEXT, or latency:2s+ with one of"
            + " these.");
  }

  static String write(Fault fault) {
    if (fault.latency().isZero()) {
      return writeMain(fault);
    }
    String latency = LATENCY + fault.latency().toMillis() + "ms";
    return fault.kind() == Kind.NONE ? latency : latency + "+" + writeMain(fault);
  }

  private static String writeMain(Fault fault) {
    String word = fault.kind().word();
    return switch (fault.kind()) {
      case ENVELOPE -> {
        String retryAfter = fault.headers().get("Retry-After");
        yield fault.status() + (retryAfter == null ? "" : ":" + retryAfter + "s");
      }
      case BARE, LINK -> word + ":" + fault.status();
      case ANSWER -> word + ":" + fault.status() + ":" + fault.body();
      default -> word;
    };
  }
}
