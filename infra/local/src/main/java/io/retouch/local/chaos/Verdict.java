package io.retouch.local.chaos;

import io.retouch.local.chaos.Audit.Sums;
import io.retouch.local.chaos.Audit.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What came of a run.
 *
 * @param ledger requests to the table by operation
 * @param killed how often a process was killed at each kind of call
 */
record Verdict(
    ChaosPlan plan,
    Numbers numbers,
    Sums sums,
    Map<String, Integer> ledger,
    Map<String, Integer> killed,
    List<Violation> violations,
    Story story) {
  private static final int STORIES = 3;

  Verdict {
    ledger = Map.copyOf(ledger);
    killed = Map.copyOf(killed);
    violations = List.copyOf(violations);
  }

  /** What was counted. */
  record Numbers(
      int events,
      int pictures,
      int edited,
      int reported,
      int kills,
      int freezes,
      long broken,
      long calls,
      Duration took) {}

  boolean holds() {
    return violations.isEmpty();
  }

  /** What a person is told in any case. */
  List<String> summary() {
    int atCalls = killed.values().stream().mapToInt(Integer::intValue).sum();
    int reads = ledger.getOrDefault("GetItem", 0);
    int writes = ledger.getOrDefault("UpdateItem", 0);
    int transactions = ledger.getOrDefault("TransactWriteItems", 0);
    int edits = Math.max(1, sums.edits());
    return List.of(
        "events            %d of %d pictures, and %d of poison; seed %d, %d processes"
            .formatted(
                numbers.events(),
                numbers.pictures(),
                Feeder.POISONED,
                plan.seed(),
                plan.functions()),
        "faults            %d SIGKILLs (%d right at a call, of %d kinds), %d freezes, %d of %d calls broken"
            .formatted(
                numbers.kills(),
                atCalls,
                killed.size(),
                numbers.freezes(),
                numbers.broken(),
                numbers.calls()),
        "killed            "
            + String.join(
                ", ",
                new TreeMap<>(killed)
                    .entrySet().stream()
                        .map(kind -> kind.getKey() + " " + kind.getValue())
                        .toList()),
        "pictures          %d with their right result, %d with a report"
            .formatted(numbers.edited(), numbers.reported()),
        "paid calls        %d; edits %d, named unknowns %d"
            .formatted(sums.paid(), sums.edits(), sums.unknowns()),
        "budget            %d reserved - %d paid = %d; named unknowns that were never run: %d"
            .formatted(
                sums.reserved(), sums.paid(), sums.reserved() - sums.paid(), sums.unpaidUnknowns()),
        String.format(
            Locale.ROOT,
            "ledger            %d reads, %d writes, %d transactions: %.1f, %.1f, %.1f an edit",
            reads,
            writes,
            transactions,
            1.0 * reads / edits,
            1.0 * writes / edits,
            1.0 * transactions / edits),
        "time              %d s".formatted(numbers.took().toSeconds()));
  }

  /** Every rule that was broken, and the stories of the first pictures that broke one. */
  List<String> complaints() {
    List<String> told = new ArrayList<>();
    Set<String> keys = new LinkedHashSet<>();
    for (Violation violation : violations) {
      told.add(
          "BROKEN  "
              + (violation.key().isEmpty() ? "" : violation.key() + ": ")
              + violation.sentence());
      if (!violation.key().isEmpty()) {
        keys.add(violation.key());
      }
    }
    if (!told.isEmpty()) {
      told.add(
          "To see it again: infra/local/chaos --events %d --seed %d"
              .formatted(plan.events(), plan.seed()));
    }
    for (String key : keys.stream().limit(STORIES).toList()) {
      told.add("");
      told.add("The story of " + key + ":");
      story.of(key).forEach(line -> told.add("  " + line));
    }
    if (!told.isEmpty()) {
      told.add("");
      told.add("What happened to the processes:");
      story.ofProcesses().forEach(line -> told.add("  " + line));
    }
    return List.copyOf(told);
  }
}
