package io.retouch.preset;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads a provider's own headers. Never repeats a value in a message: it may be a key. */
final class HeadersReader {
  /** A token (RFC 9110, section 5.6.2). */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

  private static final Pattern VALUE = Pattern.compile("[!-~]([ -~]*[!-~])?");

  /** What a call sets itself, or what would change its body, its connection or its answer. */
  private static final Set<String> OWN =
      Set.of(
          "accept",
          "accept-encoding",
          "authorization",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "cookie",
          "expect",
          "host",
          "keep-alive",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final Problems problems;

  HeadersReader(Problems problems) {
    this.problems = problems;
  }

  Provider.Headers read(String path, Map<String, Optional<String>> headers) {
    Map<String, String> read = new TreeMap<>();
    Set<String> seen = new TreeSet<>();
    new TreeMap<>(headers)
        .forEach(
            (name, value) -> {
              String property = path + "." + name;
              if (value.isPresent() && fits(property, name, value.get(), seen)) {
                read.put(name, value.get());
              }
            });
    return new Provider.Headers(read);
  }

  private boolean fits(String property, String name, String value, Set<String> seen) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (OWN.contains(lower)) {
      String advice = lower.equals("authorization") ? "use api-key." : "remove it.";
      problems.add(property, "is a header that Retouch sets by itself; " + advice);
      return false;
    }
    if (!NAME.matcher(name).matches()) {
      problems.add(property, "is not a header's name; write letters, digits and hyphens.");
      return false;
    }
    if (!seen.add(lower)) {
      problems.add(property, "is there twice, in different cases; remove one.");
      return false;
    }
    if (!VALUE.matcher(value).matches()) {
      problems.add(property, "holds a line break or a letter that no HTTP header takes.");
      return false;
    }
    return true;
  }
}
