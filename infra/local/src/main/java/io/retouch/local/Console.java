package io.retouch.local;

import java.io.PrintWriter;
import java.util.Objects;

/**
 * What the person sees: results on standard output, everything else on standard error, one line
 * each.
 */
record Console(PrintWriter out, PrintWriter err) {
  Console {
    Objects.requireNonNull(out, "out");
    Objects.requireNonNull(err, "err");
  }

  void result(String line) {
    print(out, line);
  }

  void say(String line) {
    print(err, line);
  }

  /** A step, as a word and what there is to say about it. */
  void step(String what, String text) {
    say("%-10s %s".formatted(what + ":", text));
  }

  /** A line that the function printed. */
  void functionLine(String line) {
    say("  | " + line);
  }

  private static void print(PrintWriter writer, String line) {
    writer.println(line);
    writer.flush();
  }
}
