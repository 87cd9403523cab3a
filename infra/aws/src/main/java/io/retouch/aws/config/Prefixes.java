package io.retouch.aws.config;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Prefixes of keys, and how they are written where AWS wants them. */
public final class Prefixes {
  private Prefixes() {}

  /**
   * The fewest prefixes that hold whatever the given ones hold: none begins with another, as S3
   * refuses notifications that overlap.
   */
  public static List<String> minimal(Collection<String> prefixes) {
    List<String> minimal = new ArrayList<>();
    for (String prefix : prefixes.stream().sorted().toList()) {
      if (minimal.stream().noneMatch(prefix::startsWith)) {
        minimal.add(prefix);
      }
    }
    return List.copyOf(minimal);
  }

  /**
   * As the filter of a bucket's notification wants it: a space as {@code +}, other special
   * characters percent-encoded (Amazon S3 User Guide, "Configuring event notifications using object
   * key name filtering").
   */
  public static String forNotification(String prefix) {
    return URLEncoder.encode(prefix, StandardCharsets.UTF_8).replace("%2F", "/");
  }

  /**
   * As the resource of a policy wants it, with an asterisk behind it: what would be a wildcard or a
   * variable is escaped, and the text ends before the first character that policies do not know
   * (IAM User Guide, "IAM JSON policy elements: Grammar" and "Variables and tags").
   */
  public static String forPolicy(String prefix) {
    StringBuilder escaped = new StringBuilder();
    for (int at = 0; at < prefix.length(); at++) {
      char letter = prefix.charAt(at);
      if (letter < ' ' || letter > '\u00FF') {
        break;
      }
      escaped.append("*?$".indexOf(letter) < 0 ? String.valueOf(letter) : "${" + letter + "}");
    }
    return escaped.append('*').toString();
  }
}
