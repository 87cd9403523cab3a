package io.retouch.edit;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** How an edit ended, or why it waits. */
public sealed interface EditOutcome {
  /** The word that stands for it in logs, for example {@code edited}. */
  String name();

  /**
   * The result lies in the output bucket.
   *
   * @param before whether it was there already, from an earlier delivery or request
   */
  record Edited(String bucket, String key, boolean before) implements EditOutcome {
    public Edited {
      Objects.requireNonNull(bucket, "bucket");
      Objects.requireNonNull(key, "key");
    }

    /** A result that was made now. */
    public Edited(String bucket, String key) {
      this(bucket, key, false);
    }

    @Override
    public String name() {
      return "edited";
    }
  }

  /** Nothing was to be done. */
  record Skipped(String reason) implements EditOutcome {
    public Skipped {
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String name() {
      return "skipped";
    }
  }

  /**
   * The picture cannot be edited as it is; trying again is pointless.
   *
   * @param code a stable word, for example {@code too_many_pixels}
   * @param report the report's key in the output bucket, where it could be written
   */
  record Rejected(String code, String reason, Optional<String> report) implements EditOutcome {
    public Rejected {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(report, "report");
    }

    @Override
    public String name() {
      return "rejected";
    }
  }

  /** The picture may have been paid for without a result; an operator decides. */
  record Parked(String code, String reason, Optional<String> report) implements EditOutcome {
    public Parked {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(report, "report");
    }

    @Override
    public String name() {
      return "parked";
    }
  }

  /**
   * Not done yet: the event has to be delivered again.
   *
   * @param code a stable word, for example {@code rate_limited}
   * @param until when that makes sense
   */
  record Waiting(String code, String reason, Instant until) implements EditOutcome {
    public Waiting {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(until, "until");
    }

    @Override
    public String name() {
      return "waiting";
    }
  }
}
