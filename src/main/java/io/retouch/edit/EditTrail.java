package io.retouch.edit;

import io.retouch.preset.Preset;
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
  private int attempts;

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

  void attempts(int calls) {
    attempts = calls;
  }

  int attempts() {
    return attempts;
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

  <T> T time(Step step, Supplier<T> work) {
    long begin = clock.millis();
    try {
      return work.get();
    } finally {
      millis.merge(step, clock.millis() - begin, Long::sum);
    }
  }
}
