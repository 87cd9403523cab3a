package io.retouch.edit;

import io.retouch.preset.Preset;
import io.retouch.preset.Provider.Price;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is worth telling of one edit: gathered along the pipeline, told once at its end. */
final class EditTrail {
  /** The steps whose time is told. */
  enum Step {
    /** Reading the source from its bucket. */
    FETCH,
    /** Finding out what the source is. */
    PROBE,
    /** Making the picture fit, where it does not as it is. */
    FIT,
    /** Submitting and calling, repeats and their pauses included. */
    EDIT,
    /** Fetching the result's link, verifying the result and writing it. */
    WRITE
  }

  private final EditJob job;
  private final Clock clock;
  private final long start;
  private final Map<Step, Long> millis = new EnumMap<>(Step.class);
  private final List<String> notes = new ArrayList<>();
  private @Nullable Preset preset;
  private @Nullable String provider;
  private int attempts;
  private @Nullable Price cost;
  private boolean misconfigured;

  EditTrail(EditJob job, Clock clock) {
    this.job = job;
    this.clock = clock;
    this.start = clock.millis();
  }

  EditJob job() {
    return job;
  }

  void matched(Preset matched) {
    preset = matched;
  }

  Optional<String> preset() {
    return Optional.ofNullable(preset).map(Preset::name);
  }

  /**
   * So many more calls were made of one provider.
   *
   * @param paid how many of them are not known to have cost nothing
   * @param price of each, where one is configured
   */
  void attempts(int calls, int paid, Optional<Price> price) {
    attempts += calls;
    if (paid > 0 && price.isPresent()) {
      BigDecimal more = price.get().image().multiply(BigDecimal.valueOf(paid));
      cost = cost == null ? new Price(price.get().currency(), more) : sum(cost, price.get(), more);
    }
  }

  private static Price sum(Price cost, Price price, BigDecimal more) {
    return price.currency().equals(cost.currency())
        ? new Price(cost.currency(), cost.image().add(more))
        : cost;
  }

  /**
   * What was paid for, or may have been, where a price is configured; of two providers with prices
   * in two currencies, the first one's.
   */
  Optional<Price> cost() {
    return Optional.ofNullable(cost);
  }

  /** Who answered the call whose answer becomes the result. */
  void answeredBy(String answering) {
    provider = answering;
  }

  Optional<String> provider() {
    return Optional.ofNullable(provider);
  }

  int attempts() {
    return attempts;
  }

  /** The edit waits until somebody mends the key, the account or the configuration. */
  void misconfigured() {
    misconfigured = true;
  }

  boolean isMisconfigured() {
    return misconfigured;
  }

  /** Something that whoever reads the outcome should know. */
  void note(String sentence) {
    notes.add(sentence);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  /** Milliseconds of the steps that were taken, in their order. */
  Map<Step, Long> millis() {
    return new EnumMap<>(millis);
  }

  /** Milliseconds since the edit began. */
  long totalMillis() {
    return clock.millis() - start;
  }

  /** When the edit ended, if it is asked for at its end, in milliseconds since 1970. */
  long endMillis() {
    return clock.millis();
  }

  <T> T time(Step step, Supplier<T> work) {
    long begin = clock.millis();
    try {
      return work.get();
    } finally {
      millis.merge(step, clock.millis() - begin, Long::sum);
    }
  }
}
