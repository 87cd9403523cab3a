package io.retouch.edit;

/** The source is not what was read any more: the edit has to start over. */
final class SourceChangedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SourceChangedException() {
    super("the source was overwritten while its edit was prepared");
  }
}
