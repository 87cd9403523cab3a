package io.retouch.preset;

import io.smallrye.config.NameIterator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The names of all properties in reading order, {@code *} standing for a name that the user
 * chooses. A test holds this list against {@link RetouchConfig}.
 */
final class KnownProperties {
  static final String ROOT = "retouch";

  static final List<String> PATTERNS =
      List.of(
          "retouch.time-limit",
          "retouch.log-format",
          "retouch.queue",
          "retouch.ledger.table",
          "retouch.ledger.lease-margin",
          "retouch.budget.images-per-day",
          "retouch.budget.cost-per-day",
          "retouch.limits.source-bytes",
          "retouch.limits.result-bytes",
          "retouch.limits.side-by-side",
          "retouch.limits.processes",
          "retouch.providers.*.dialect",
          "retouch.providers.*.base-url",
          "retouch.providers.*.api-key",
          "retouch.providers.*.api-key-parameter",
          "retouch.providers.*.headers.*",
          "retouch.providers.*.attempts",
          "retouch.providers.*.attempt-timeout",
          "retouch.providers.*.concurrency",
          "retouch.providers.*.requests-per-minute",
          "retouch.providers.*.allowance.concurrency",
          "retouch.providers.*.allowance.requests-per-minute",
          "retouch.providers.*.result-hosts",
          "retouch.providers.*.private-network",
          "retouch.providers.*.misconfigured-words",
          "retouch.providers.*.price.currency",
          "retouch.providers.*.price.image",
          "retouch.presets.*.kind",
          "retouch.presets.*.match.bucket",
          "retouch.presets.*.match.prefix",
          "retouch.presets.*.match.suffixes",
          "retouch.presets.*.provider",
          "retouch.presets.*.model",
          "retouch.presets.*.prompt",
          "retouch.presets.*.parameters.*",
          "retouch.presets.*.source",
          "retouch.presets.*.fallback.provider",
          "retouch.presets.*.fallback.model",
          "retouch.presets.*.fallback.parameters.*",
          "retouch.presets.*.output.bucket",
          "retouch.presets.*.output.key",
          "retouch.presets.*.output.overwrite",
          "retouch.presets.*.output.rejections",
          "retouch.presets.*.output.tags",
          "retouch.presets.*.output.encryption",
          "retouch.presets.*.output.kms-key",
          "retouch.presets.*.output.storage-class",
          "retouch.presets.*.orientation",
          "retouch.presets.*.oversize",
          "retouch.presets.*.background",
          "retouch.presets.*.format",
          "retouch.presets.*.quality",
          "retouch.presets.*.metadata",
          "retouch.presets.*.size",
          "retouch.presets.*.manifest",
          "retouch.presets.*.on-unknown-outcome",
          "retouch.presets.*.allow");

  private static final List<String> SECTIONS =
      List.of(
          "time-limit",
          "log-format",
          "queue",
          "ledger",
          "budget",
          "limits",
          "providers",
          "presets");
  private static final Set<String> NAMED_SECTIONS = Set.of("providers", "presets");

  /** Puts property names into the order in which the configuration is read. */
  static final Comparator<String> READING_ORDER =
      Comparator.comparingInt(KnownProperties::section)
          .thenComparing(KnownProperties::chosenName)
          .thenComparingInt(KnownProperties::leaf)
          .thenComparing(Comparator.naturalOrder());

  private KnownProperties() {}

  /** The name of a property below a name that the user chose. */
  static String named(String section, String name) {
    boolean plain = name.chars().noneMatch(c -> c == '.' || c == '"' || c == '[');
    return ROOT + "." + section + "." + (plain ? name : '"' + name + '"');
  }

  /** The parts of a name, without quotes. */
  static List<String> segments(String property) {
    List<String> segments = new ArrayList<>();
    NameIterator names = new NameIterator(property);
    while (names.hasNext()) {
      segments.add(names.getNextSegment());
      names.next();
    }
    return segments;
  }

  /** Whether the property, or for {@code whole = false} a group of properties, is the pattern's. */
  static boolean fits(List<String> property, List<String> pattern, boolean whole) {
    if (property.size() > pattern.size() || (whole && property.size() != pattern.size())) {
      return false;
    }
    for (int i = 0; i < property.size(); i++) {
      if (!pattern.get(i).equals("*") && !pattern.get(i).equals(property.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static int section(String property) {
    List<String> segments = segments(property);
    int section = segments.size() < 2 ? 0 : SECTIONS.indexOf(segments.get(1));
    return section < 0 ? SECTIONS.size() : section;
  }

  private static String chosenName(String property) {
    List<String> segments = segments(property);
    return segments.size() > 2 && NAMED_SECTIONS.contains(segments.get(1)) ? segments.get(2) : "";
  }

  private static int leaf(String property) {
    List<String> segments = segments(property);
    for (int i = 0; i < PATTERNS.size(); i++) {
      if (fits(segments, segments(PATTERNS.get(i)), false)) {
        return i;
      }
    }
    return PATTERNS.size();
  }
}
