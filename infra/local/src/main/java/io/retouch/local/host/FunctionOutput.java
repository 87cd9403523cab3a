package io.retouch.local.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What a process prints: passed on line by line, and its end kept. */
final class FunctionOutput {

  /** Enough for a start's list of configuration errors and the stack trace around it. */
  private static final int KEPT_LINES = 200;

  private final LogListener log;
  private final Deque<String> lastLines = new ArrayDeque<>();
  private final List<Thread> readers;

  FunctionOutput(Process process, LogListener log) {
    this.log = log;
    this.readers = List.of(read(process.getInputStream()), read(process.getErrorStream()));
  }

  private Thread read(InputStream stream) {
    Thread reader = new Thread(() -> passOn(stream), "function-output");
    reader.setDaemon(true);
    reader.start();
    return reader;
  }

  private void passOn(InputStream stream) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        keep(line);
        log.line(line);
      }
    } catch (IOException e) {
      keep("(The function's output could not be read any further: " + e.getMessage() + ")");
    }
  }

  private synchronized void keep(String line) {
    if (lastLines.size() == KEPT_LINES) {
      lastLines.removeFirst();
    }
    lastLines.addLast(line);
  }

  /**
   * The last lines of a process that has ended.
   *
   * @param patience how long to wait for the streams' end, as a grandchild may hold them open
   */
  List<String> lastLines(Duration patience) throws InterruptedException {
    for (Thread reader : readers) {
      reader.join(patience.toMillis());
    }
    synchronized (this) {
      return List.copyOf(lastLines);
    }
  }
}
