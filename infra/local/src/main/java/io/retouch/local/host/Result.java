package io.retouch.local.host;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** How one invocation of a function ended. */
public sealed interface Result {

  /**
   * The function answered.
   *
   * @param json the answer as it was sent, may be empty
   */
  record Answered(String json) implements Result {
    public Answered {
      Objects.requireNonNull(json, "json");
    }
  }

  /**
   * The function reported a failure and lives on.
   *
   * @param type the error's type, usually a class name; may be empty
   * @param message what the function says about it; may be empty
   */
  record FunctionFailed(String type, String message) implements Result {
    public FunctionFailed {
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(message, "message");
    }
  }

  /** The function did not answer within its time limit; its process was killed. */
  record TimedOut(Duration limit) implements Result {
    public TimedOut {
      Objects.requireNonNull(limit, "limit");
    }
  }

  /**
   * The process ended in the middle of the invocation.
   *
   * @param exitCode 128 + n where signal n ended it
   * @param lastLines what it printed last
   */
  record Crashed(int exitCode, List<String> lastLines) implements Result {
    public Crashed {
      lastLines = List.copyOf(lastLines);
    }
  }

  /**
   * The process never asked for an event, so this one was not handed over.
   *
   * @param reason a sentence
   * @param lastLines what it printed last
   */
  record NotStarted(String reason, List<String> lastLines) implements Result {
    public NotStarted {
      Objects.requireNonNull(reason, "reason");
      lastLines = List.copyOf(lastLines);
    }
  }

  /**
   * All processes were busy, so the event was not handed over, as Lambda's status 429.
   *
   * @param concurrency how many processes there may be
   */
  record Throttled(int concurrency) implements Result {}
}
