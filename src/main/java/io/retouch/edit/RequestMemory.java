package io.retouch.edit;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Port to the memory of requests, so that one that is repeated means the same edit and not another
 * one. Two that come at the same time are told the same. Throws {@link LedgerException} where the
 * memory cannot be reached.
 */
public interface RequestMemory {
  /** For what is never forgotten. */
  Duration FOREVER = Duration.ofDays(36_500);

  /**
   * Remembers a request, unless it is remembered from within the window.
   *
   * @param id tells requests apart; 1 to 200 ASCII characters
   * @param content what it asks for, in as many
   * @param window how long it is remembered from when it first came
   * @return what is remembered of it now
   */
  Remembered remember(String id, String content, Duration window);

  /**
   * A request that came.
   *
   * @param content what it asked for
   * @param since when it first came, to the millisecond
   */
  record Remembered(String content, Instant since) {
    public Remembered {
      Objects.requireNonNull(content, "content");
      Objects.requireNonNull(since, "since");
    }
  }
}
