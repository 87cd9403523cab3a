package io.retouch.edit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * Port to the ledger for somebody who looks at it from outside, and decides what no function may:
 * that an edit which has ended is tried again, and whether anything is paid for at all. To be used
 * only where a ledger is configured. Every method throws {@link LedgerException} where the ledger
 * cannot be reached.
 */
public interface EditRecords {
  /** What is known of a place. */
  Optional<EditRecord> find(Place place);

  /**
   * Lets the next delivery try an edit again that is parked or rejected, as if nothing had been
   * unknown or had died before.
   *
   * @param found the place as it was found
   * @return whether it was released; false if the place has changed since
   */
  boolean release(EditRecord found);

  /** Who stopped spending, if it is stopped. */
  Optional<Stop> stopped();

  /** Stops spending, within 30 seconds everywhere; over an earlier stop. */
  void stop(Stop stop);

  /** Allows spending again, within 30 seconds everywhere; does nothing if it is allowed. */
  void resume();

  /** What is reserved of a UTC day's budget. */
  Spent spent(LocalDate day);

  /**
   * That nothing is paid for any more.
   *
   * @param by who wants it; empty if that was not said
   * @param reason why; empty if that was not said
   * @param at since when; {@link Instant#EPOCH} if that was not written down
   */
  record Stop(String by, String reason, Instant at) {
    public Stop {
      Objects.requireNonNull(by, "by");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * What a day has cost so far.
   *
   * @param images how many
   * @param cost in millionths of the currency
   */
  record Spent(long images, long cost) {}
}
