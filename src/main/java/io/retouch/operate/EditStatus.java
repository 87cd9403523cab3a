package io.retouch.operate;

import io.retouch.edit.DueEdit;
import io.retouch.edit.EditRecord;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What has become of a picture under its preset.
 *
 * @param due the picture as it is now
 * @param outcome how far it has come
 * @param known what the ledger knows of the edit that is due to it; nothing if no delivery has come
 *     to it yet, or only to earlier content
 * @param bill what that may have cost
 * @param output the result, if the ledger says that there is one
 * @param why what it waits for, or why it has no result
 */
public record EditStatus(
    DueEdit due,
    Outcome outcome,
    Optional<EditRecord> known,
    Optional<Bill> bill,
    Optional<Output> output,
    Optional<Wait> why) {
  public EditStatus {
    Objects.requireNonNull(due, "due");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(known, "known");
    Objects.requireNonNull(bill, "bill");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(why, "why");
  }

  /** How far a picture has come; the words are those of the log's outcomes. */
  public enum Outcome {
    /** Its result is written. */
    EDITED,
    /** Nothing was to be done. */
    SKIPPED,
    /** It cannot be edited as it is. */
    REJECTED,
    /** It may have been paid for without a result. */
    PARKED,
    /** It is not done yet. */
    WAITING;

    /** The word that stands for it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Where the result is.
   *
   * @param there whether it lies there still, written by this very edit
   * @param seed the seed that it was made with; empty where that is not known
   */
  public record Output(String bucket, String key, boolean there, String seed) {
    public Output {
      Objects.requireNonNull(bucket, "bucket");
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(seed, "seed");
    }
  }
}
