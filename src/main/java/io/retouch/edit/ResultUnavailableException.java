package io.retouch.edit;

/** A result link that could not be fetched. */
public final class ResultUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean permanent;

  /**
   * @param permanent whether trying again is pointless: the link is gone, not allowed, or too large
   */
  public ResultUnavailableException(boolean permanent, String message) {
    super(message);
    this.permanent = permanent;
  }

  public ResultUnavailableException(boolean permanent, String message, Throwable cause) {
    super(message, cause);
    this.permanent = permanent;
  }

  /** Whether trying again is pointless. */
  public boolean permanent() {
    return permanent;
  }
}
