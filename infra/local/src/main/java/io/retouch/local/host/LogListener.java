package io.retouch.local.host;

/** Receives what a function prints, in order for each of its two streams. */
@FunctionalInterface
public interface LogListener {

  /** Called on a thread of the host for each line of standard output or standard error. */
  void line(String line);
}
