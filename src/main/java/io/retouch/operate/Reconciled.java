package io.retouch.operate;

import io.retouch.preset.Preset;
import io.retouch.preset.Provider;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How the objects stand that were looked at.
 *
 * @param counts how many stand how; all standings, in their order
 * @param due the first keys of those that are due, at most {@link #NAMED}
 * @param cost what those that are due cost at most if each is paid for once; nothing where the
 *     provider has no price
 * @param currency of the cost; nothing where the provider has no price
 * @param sent whether those that are due were sent to the queue
 * @param continueAfter the last key that was looked at, if there are more
 */
public record Reconciled(
    Map<Standing, Integer> counts,
    List<String> due,
    Optional<BigDecimal> cost,
    Optional<String> currency,
    boolean sent,
    Optional<String> continueAfter) {
  /** How many of the keys that are due are named. */
  public static final int NAMED = 20;

  public Reconciled {
    counts = new EnumMap<>(counts);
    due = List.copyOf(due);
    Objects.requireNonNull(cost, "cost");
    Objects.requireNonNull(currency, "currency");
    Objects.requireNonNull(continueAfter, "continueAfter");
  }

  /** How an object stands. */
  public enum Standing {
    /** It has no finished edit for what it holds now. */
    DUE,
    /** It was edited. */
    FINISHED,
    /** A delivery is editing it. */
    IN_PROGRESS,
    /** It may have been paid for without a result: to be released. */
    PARKED,
    /** It cannot be edited as it is: to be released once that has changed. */
    REJECTED,
    /** Its result would overwrite that of another picture. */
    PLACE_TAKEN,
    /** Nothing is to be done: not matched by the preset, or written by Retouch. */
    SKIPPED;

    /** The word that stands for it, as in {@code inProgress}. */
    public String word() {
      String[] words = name().toLowerCase(Locale.ROOT).split("_", -1);
      StringBuilder word = new StringBuilder(words[0]);
      for (int i = 1; i < words.length; i++) {
        word.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT))
            .append(words[i].substring(1));
      }
      return word.toString();
    }
  }

  /** Counts while objects are looked at. */
  static final class Tally {
    private final Preset preset;
    private final boolean dryRun;
    private final Map<Standing, Integer> counts = new EnumMap<>(Standing.class);
    private final List<String> due = new ArrayList<>();

    Tally(Preset preset, boolean dryRun) {
      this.preset = preset;
      this.dryRun = dryRun;
      for (Standing standing : Standing.values()) {
        counts.put(standing, 0);
      }
    }

    void add(Standing standing, String key) {
      counts.merge(standing, 1, Integer::sum);
      if (standing == Standing.DUE && due.size() < NAMED) {
        due.add(key);
      }
    }

    Reconciled result(String after) {
      int pictures = counts.getOrDefault(Standing.DUE, 0);
      Optional<Provider.Price> price = preset.provider().price();
      return new Reconciled(
          counts,
          due,
          price.map(each -> each.of(pictures)),
          price.map(Provider.Price::currency),
          !dryRun,
          Optional.of(after).filter(key -> !key.isEmpty()));
    }
  }
}
