package io.retouch.edit;

/** A key could not be read from where it is kept. Names the place, never the key. */
public class SecretsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean permanent;

  /**
   * @param permanent whether somebody has to mend it, as with a permission that is missing
   */
  public SecretsException(boolean permanent, String message, Throwable cause) {
    super(message, cause);
    this.permanent = permanent;
  }

  /** Whether somebody has to mend it. */
  public boolean permanent() {
    return permanent;
  }
}
