package io.retouch.edit;

/** The ledger could not be reached; names the table and what was tried. */
public final class LedgerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LedgerException(String message, Throwable cause) {
    super(message, cause);
  }
}
