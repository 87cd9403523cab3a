package io.retouch.local.host;

import java.io.IOException;

/**
 * Stops and continues a process by signals, as Lambda freezes an execution environment. The process
 * alone: children that it left behind run on.
 *
 * <p>A frozen process answers nobody, so its peers' time-outs pass, and what they closed meanwhile
 * is dead when it continues.
 */
final class SignalPause implements Pause {
  private final long pid;
  private final LogListener log;

  SignalPause(long pid, LogListener log) {
    this.pid = pid;
    this.log = log;
  }

  @Override
  public void freeze() {
    send("STOP");
  }

  @Override
  public void thaw() {
    send("CONT");
  }

  private void send(String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      log.line("(The function runs on between events, as kill is missing: " + e.getMessage() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
