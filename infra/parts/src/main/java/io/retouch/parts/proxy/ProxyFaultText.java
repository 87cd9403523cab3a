package io.retouch.parts.proxy;

import io.retouch.parts.proxy.ProxyFault.Kind;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts of faults, as {@link ProxyFault} lists them. */
final class ProxyFaultText {
  private static final String LATENCY = "latency:";
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");
  private static final Pattern STATUS = Pattern.compile("\\d{3}");

  private ProxyFaultText() {}

  static ProxyFault parse(String text) {
    String trimmed = text.strip();
    if (!trimmed.startsWith(LATENCY)) {
      return parseMain(trimmed);
    }
    int plus = trimmed.indexOf('+');
    String latency = trimmed.substring(LATENCY.length(), plus < 0 ? trimmed.length() : plus);
    ProxyFault delayed = ProxyFault.latency(duration(latency, text));
    return plus < 0 ? delayed : delayed.then(parseMain(trimmed.substring(plus + 1)));
  }

  private static ProxyFault parseMain(String text) {
    int colon = text.indexOf(':');
    String word = (colon < 0 ? text : text.substring(0, colon)).toLowerCase(Locale.ROOT);
    String rest = colon < 0 ? "" : text.substring(colon + 1);
    if (word.equals(Kind.STATUS.word())) {
      return status(rest, text);
    }
    if (word.equals(Kind.HANG.word()) && colon >= 0) {
      return ProxyFault.hang(duration(rest, text));
    }
    for (Kind kind : Kind.values()) {
      if (kind.word().equals(word) && colon < 0) {
        return ProxyFault.of(kind);
      }
    }
    throw unreadable(text);
  }

  private static ProxyFault status(String rest, String text) {
    int colon = rest.indexOf(':');
    String status = colon < 0 ? rest : rest.substring(0, colon);
    if (!STATUS.matcher(status).matches()) {
      throw unreadable(text);
    }
    String body = colon < 0 ? "" : rest.substring(colon + 1);
    return ProxyFault.status(Integer.parseInt(status), body);
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
        "The fault \"%s\" is not known; write none, latency:800ms, refuse, reset-before,"
                .formatted(text.strip())
            + " answer-lost, status:503, status:503:TEXT, truncated, hang, hang:30s, or latency:2s+"
            + " with one of these.");
  }

  static String write(ProxyFault fault) {
    if (fault.latency().isZero()) {
      return writeMain(fault);
    }
    String latency = LATENCY + fault.latency().toMillis() + "ms";
    return fault.kind() == Kind.NONE ? latency : latency + "+" + writeMain(fault);
  }

  private static String writeMain(ProxyFault fault) {
    String word = fault.kind().word();
    return switch (fault.kind()) {
      case STATUS ->
          word + ":" + fault.status() + (fault.body().isEmpty() ? "" : ":" + fault.body());
      case HANG -> fault.limit().isZero() ? word : word + ":" + fault.limit().toMillis() + "ms";
      default -> word;
    };
  }
}
