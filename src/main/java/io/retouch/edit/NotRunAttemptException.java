package io.retouch.edit;

import io.smallrye.faulttolerance.api.CustomBackoffStrategy;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** A call that was not run, and whether it is repeated within this invocation. */
final class NotRunAttemptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final NotRunException notRun;
  private final boolean repeatable;

  NotRunAttemptException(NotRunException notRun, boolean repeatable) {
    super(notRun.getMessage(), notRun);
    this.notRun = notRun;
    this.repeatable = repeatable;
  }

  NotRunException notRun() {
    return notRun;
  }

  /** Repeats while attempts and time are left. */
  public static final class WhileTimeLasts implements Predicate<Throwable> {
    @Override
    public boolean test(Throwable thrown) {
      return thrown instanceof NotRunAttemptException attempt && attempt.repeatable;
    }
  }

  /** Waits as long as the API asks and never less, else twice as long as the last time. */
  public static final class Backoff implements CustomBackoffStrategy {
    /** By how many milliseconds at most a pause is made longer or shorter by chance. */
    static final long JITTER = 200;

    /** The longest pause that is not the API's own wish. */
    static final Duration LONGEST = Duration.ofSeconds(4);

    private long next;

    @Override
    public void init(long initialDelayMillis) {
      next = initialDelayMillis;
    }

    @Override
    public long nextDelayInMillis(Throwable thrown) {
      Optional<Duration> asked =
          thrown instanceof NotRunAttemptException attempt
              ? attempt.notRun.retryAfter()
              : Optional.empty();
      if (asked.isPresent()) {
        return asked.get().toMillis() + JITTER;
      }
      long pause = next;
      next = Math.min(next * 2, LONGEST.toMillis());
      return pause;
    }
  }
}
