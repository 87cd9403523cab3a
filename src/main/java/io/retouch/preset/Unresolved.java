package io.retouch.preset;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reports values that refer to something which is not set. A mapping of optional values would take
 * them for absent, and a default would hide the mistake. A key may be absent at the start.
 */
final class Unresolved {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z0-9_.-]+)");
  private static final Pattern INDEX = Pattern.compile("\\[\\d+]$");

  private Unresolved() {}

  static void check(SmallRyeConfig config, Problems problems) {
    for (String name : config.getPropertyNames()) {
      String property = INDEX.matcher(name).replaceAll("");
      if (!property.startsWith(KnownProperties.ROOT + ".")
          || property.endsWith(".api-key")
          || problems.has(property)) {
        continue;
      }
      ConfigValue value = config.getConfigValue(name);
      if (value.hasProblems()) {
        problems.add(property, sentence(config, Optional.ofNullable(value.getRawValue())));
      }
    }
  }

  /** Names what is not set, and nothing else of the value, which could be a prompt. */
  private static String sentence(SmallRyeConfig config, Optional<String> raw) {
    Set<String> unset = new TreeSet<>();
    Matcher reference = REFERENCE.matcher(raw.orElse(""));
    while (reference.find()) {
      if (config.getConfigValue(reference.group(1)).getValue() == null) {
        unset.add(reference.group(1));
      }
    }
    if (unset.isEmpty()) {
      return "holds a ${ that begins no reference; write \\${ for these characters themselves.";
    }
    return "refers to %s, which is not set; set it, give a default as in ${NAME:default}, or write"
            .formatted(String.join(" and ", unset))
        + " \\${ for these characters themselves.";
  }
}
